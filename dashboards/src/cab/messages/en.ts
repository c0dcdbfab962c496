import { en as common } from '../../ui/messages/en.ts'

export const en = {
  ...common,
  title: 'ColdRx Cab',
  waiting: 'Waiting for the recorder …',
  gone: {
    title: 'No connection to the recorder',
    since: 'since {time} ({duration})',
    hint: 'The values below are old. Stop when it is safe, check the recorder’s power, and tell dispatch.',
    hintWithoutValues: 'Stop when it is safe, check the recorder’s power, and tell dispatch.',
  },
  network: {
    online: 'Online',
    'cloud-away': 'Server away',
    offline: 'No network',
  },
  recording: {
    ok: 'Recording',
    fault: 'Not recording',
    last: 'recorded {time}',
    waiting: 'to send: {n}',
  },
  clock: { none: 'Clock not set', zone: 'Not Beijing time: {zone}' },
  since: 'since {time} · {duration}',
  sinceThen: 'since {time} · {duration} by then',
  stateThen: 'At {time}: {state}',
  advice: {
    out: '{names}: out of range. Keep doors shut, check cooling, tell dispatch.',
    power: 'The cooling unit has no power. Check it now.',
    unknown: '{names}: no valid reading. Tell dispatch.',
    recorder: 'The recorder had a fault; some records may be missing. Tell dispatch.',
    recording: {
      full: 'Temperatures are not recorded: the recorder’s storage is full. Tell dispatch now.',
      damaged: 'Temperatures are not recorded: the recorder’s storage is damaged. Tell dispatch now.',
      readOnly: 'Temperatures are not recorded: the recorder’s storage refuses writing. Tell dispatch now.',
      other: 'Temperatures are not recorded. Tell dispatch now.',
    },
  },
  probeFaults: 'Probe {probes}: {mark}',
  listComma: ', ',
  more: 'and {n} more',
  defrosting: 'Defrosting',
  humidity: 'Humidity {value} %',
  speed: '{value} km/h',
  noPosition: 'No position',
  trip: {
    label: 'Trip',
    done: 'All stops are done',
    toHandOver: 'to hand over: {n}',
    toSend: 'hand-overs to send: {n}',
  },
  theme: { auto: 'Auto', day: 'Day', night: 'Night', label: 'Brightness: {mode}' },
}
