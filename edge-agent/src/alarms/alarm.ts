import type { Moment } from '../clock/moment.ts'

/** What threatens the load first comes first. */
export const ALARM_KINDS = [
  'out-of-range',
  'critical',
  'trend',
  'cumulative',
  'power-failure',
  'door-open',
  'not-recording',
  'probe-fault',
] as const
export type AlarmKind = (typeof ALARM_KINDS)[number]

/** How long until a limit is reached if nothing changes, by the compartment's own course of the last minutes. */
export interface MinutesLeft {
  readonly minutes: number
  /** 95 % of what the readings allow lies between these two */
  readonly soonest: number
  readonly latest: number
}

export interface OpenAlarm {
  /** of this one time that it rang; the same over a restart */
  readonly id: string
  readonly kind: AlarmKind
  /** compartment, probe or input module; '' for the recorder */
  readonly subject: string
  readonly since: Moment
  readonly acknowledgedAt: Moment | null
  readonly minutesLeft: MinutesLeft | null
}
