import { type Cadence, recordIntervalMs } from '@coldrx/protocol'

export interface RecordDecision {
  readonly record: boolean
  /** monotonic time of the record before, when this one comes more than one interval after it */
  readonly gapFromMs: number | null
}

/** Decides which ticks are recorded: those that reach a new point of the recording grid, and every one that must be. */
export function createRecordGrid(cadence: Cadence) {
  let last: { readonly atMs: number; readonly intervalMs: number } | null = null
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
      const reached = last === null || Math.floor(monotonicMs / intervalMs) > Math.floor(last.atMs / intervalMs)
      if (!reached && !mustRecord) return { record: false, gapFromMs: null }
      // by what was undertaken at the record before: out of range a far shorter silence is a hole
      const gapFromMs = last !== null && monotonicMs - last.atMs > last.intervalMs ? last.atMs : null
      last = { atMs: monotonicMs, intervalMs }
      return { record: true, gapFromMs }
    },
  }
}
