import { SimulatorError } from '../errors.ts'
import type { SeriesRow } from './series-file.ts'

export type SeriesPlayer = { readonly at: (nowMs: number) => SeriesRow & { readonly row: number } }

/** One row per step, from the start; the last row stays. */
export function createSeriesPlayer({
  rows,
  stepMs,
  startMs,
}: {
  rows: readonly SeriesRow[]
  stepMs: number
  startMs: number
}): SeriesPlayer {
  return {
    at(nowMs) {
      const row = Math.min(Math.max(Math.floor((nowMs - startMs) / stepMs), 0), rows.length - 1)
      const values = rows[row]
      if (values === undefined) throw new SimulatorError('a series without rows cannot be played')
      return { ...values, row }
    },
  }
}
