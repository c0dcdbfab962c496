import type { RecordedEvent } from '../recorder/entry.ts'
import type { Tick } from '../sampling/tick.ts'
import type { AlarmKind, MinutesLeft } from './alarm.ts'
import type { Signal } from './latch.ts'

export interface Observation {
  readonly tick: Tick
  readonly wallMs: number
  /** why nothing is recorded; null: it is */
  readonly recordingProblem: string | null
}

export interface RuleFinding {
  readonly signal: Signal
  /** of the event that opens the alarm */
  readonly detail?: RecordedEvent['detail']
  readonly minutesLeft?: MinutesLeft | null
}

/** One thing that can be wrong with one subject. */
export interface Rule {
  readonly kind: AlarmKind
  readonly subject: string
  readonly raiseAfterMs: number
  readonly clearAfterMs: number
  readonly observe: (observation: Observation) => RuleFinding
}
