import type { AlarmKind, MinutesLeft } from '../alarms/alarm.ts'
import type { AlarmState } from '../alarms/alarm-desk.ts'
import type { SoundState } from '../alarms/sound.ts'
import type { Moment } from '../clock/moment.ts'

/** Alarms as the cab's page gets them. Times are ISO texts in UTC. */
export interface CabAlarms {
  /** what threatens the load first comes first */
  readonly open: readonly {
    readonly id: string
    readonly kind: AlarmKind
    /** compartment, probe or input module; '' for the recorder */
    readonly subject: string
    readonly since: string
    readonly acknowledgedAt: string | null
    readonly minutesLeft: MinutesLeft | null
  }[]
  readonly sound: SoundState
  readonly soundPausedUntil: string | null
  readonly relaysOn: AlarmState['relaysOn']
  readonly relaysLost: readonly string[]
  readonly sms: AlarmState['sms']
}

export function cabAlarms(
  { open, sound, soundPausedUntil, relaysOn, relaysLost, sms }: AlarmState,
  toText: (moment: Moment) => string,
): CabAlarms {
  return {
    open: open.map(({ id, kind, subject, since, acknowledgedAt, minutesLeft }) => ({
      ...{ id, kind, subject, minutesLeft, since: toText(since) },
      acknowledgedAt: acknowledgedAt && toText(acknowledgedAt),
    })),
    ...{ sound, relaysOn, relaysLost, sms },
    soundPausedUntil: soundPausedUntil && toText(soundPausedUntil),
  }
}
