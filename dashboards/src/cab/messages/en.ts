import { en as common } from '../../ui/messages/en.ts'

export const en = {
  ...common,
  title: 'ColdRx Cab',
  waiting: 'Waiting for the recorder …',
  gone: {
    title: 'No connection to the recorder',
    since: 'since {time} ({duration})',
    hint: 'The values below are old. Stop when it is safe, check the recorder’s power, and tell dispatch.',
  },
  network: {
    online: 'Network online',
    'cloud-away': 'Server away',
    offline: 'No network',
  },
  recording: {
    ok: 'Recording',
    fault: 'Not recording',
    last: 'last {time}',
    waiting: 'kept on board: {n} frames',
    faultHint: 'Temperatures are not being recorded. Tell dispatch now.',
    detail: 'Detail',
  },
  clock: { none: 'Clock not set' },
  since: 'since {time} · {duration}',
  range: { between: '{min} to {max} °C', none: 'No limits set' },
  advice: {
    out: '{names}: out of range, keep the doors shut, check the cooling unit, tell dispatch.',
    power: 'The cooling unit has no power. Check it now.',
    unknown: '{names}: no valid reading. Tell dispatch.',
  },
  probeFaults: 'Probe {probe}: {mark}',
  more: '{n} more probes faulty',
  humidity: 'Humidity {value} %',
  speed: '{value} km/h',
  noPosition: 'No position',
  theme: { auto: 'Auto', day: 'Day', night: 'Night', label: 'Brightness: {mode}' },
}
