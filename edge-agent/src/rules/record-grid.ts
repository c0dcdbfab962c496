import { type Cadence, recordIntervalMs } from '@coldrx/protocol'

export interface RecordDecision {
  readonly record: boolean
  /** monotonic time of the record before, when this one comes more than one interval after it */
  readonly gapFromMs: number | null
}

/** Decides which ticks are recorded: those that reach a new point of the recording grid, and every one that must be. */
export function createRecordGrid(cadence: Cadence) {
  let lastMs: number | null = null
  return {
    /** Asked once for each tick; one that is to be recorded counts as recorded. */
    decide({
      monotonicMs,
      outOfRange,
      mustRecord,
    }: {
      readonly monotonicMs: number
      readonly outOfRange: boolean
      readonly mustRecord: boolean
    }): RecordDecision {
      const intervalMs = recordIntervalMs(cadence, outOfRange)
      // counted from the grid and not from the last record: a tick that came late must not shift all that follow
      const reached = lastMs === null || Math.floor(monotonicMs / intervalMs) > Math.floor(lastMs / intervalMs)
      if (!reached && !mustRecord) return { record: false, gapFromMs: null }
      const gapFromMs = lastMs !== null && monotonicMs - lastMs > cadence.recordIntervalMs ? lastMs : null
      lastMs = monotonicMs
      return { record: true, gapFromMs }
    },
  }
}
