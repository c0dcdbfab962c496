import { type FrameMoment, packRun } from '../projections/frame-runs.ts'

/** Frames all whose rows were in range, by a good clock: those of an epoch whose numbers divided by it are equal share a row. */
const RUN_FRAMES = 512

export const slotOf = (n: number): number => Math.floor(n / RUN_FRAMES)

export const IN_RANGE_RUNS = `CREATE TABLE IF NOT EXISTS in_range_runs (
  device TEXT NOT NULL,
  compartment TEXT NOT NULL,
  epoch TEXT NOT NULL,
  -- number of the frame divided by the length of a run, rounded down
  slot INTEGER NOT NULL,
  first_n INTEGER NOT NULL,
  last_n INTEGER NOT NULL,
  -- UTC of the earliest and of the latest frame's first row
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (device, compartment, epoch, slot)
) STRICT`

export const RUN_COLUMNS = ['first_n', 'last_n', 'from_ms', 'to_ms', 'body'] as const

/** In the order of `RUN_COLUMNS`; at least one frame, at the moment of its first row. */
export function runValues(frames: Iterable<FrameMoment>): (number | Uint8Array)[] {
  const all = [...frames]
  const numbers = all.map(({ n }) => n)
  const utc = all.map(({ monotonicMs, offsetMs }) => monotonicMs + offsetMs)
  return [Math.min(...numbers), Math.max(...numbers), Math.min(...utc), Math.max(...utc), packRun(all)]
}
