import { type Cadence, recordIntervalMs } from '@coldrx/protocol'

/** Decides which ticks are recorded: those that reach a new point of the recording grid, and every one that must be. */
export function createRecordGrid(cadence: Cadence) {
  let lastMs: number | null = null
  return {
    /** Asked once for each tick; a tick that is answered with true counts as recorded. */
    isDue({
      monotonicMs,
      outOfRange,
      mustRecord,
    }: {
      readonly monotonicMs: number
      readonly outOfRange: boolean
      readonly mustRecord: boolean
    }): boolean {
      const intervalMs = recordIntervalMs(cadence, outOfRange)
      // counted from the grid and not from the last record: a tick that came late must not shift all that follow
      const reached = lastMs === null || Math.floor(monotonicMs / intervalMs) > Math.floor(lastMs / intervalMs)
      if (!reached && !mustRecord) return false
      lastMs = monotonicMs
      return true
    },
  }
}
