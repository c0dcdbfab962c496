import { packIntegers, unpackIntegers } from '../projections/packed-integers.ts'

/** Frames of an epoch whose numbers divided by it are equal share a row. */
const RUN_FRAMES = 512

/** A frame all whose rows were in range; its clock was good. */
export interface InRangeFrame {
  readonly n: number
  /** monotonic time of its first row */
  readonly firstInMs: number
  readonly offsetMs: number
}

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

/** In the order of `RUN_COLUMNS`; at least one frame. */
export function runValues(frames: Iterable<InRangeFrame>): (number | Uint8Array)[] {
  const inOrder = [...frames].sort((left, right) => left.n - right.n)
  const numbers = inOrder.map(({ n }) => n)
  const utc = inOrder.map(({ firstInMs, offsetMs }) => firstInMs + offsetMs)
  const body = packIntegers([
    numbers,
    inOrder.map(({ firstInMs }) => firstInMs),
    inOrder.map(({ offsetMs }) => offsetMs),
  ])
  return [numbers[0] ?? 0, numbers.at(-1) ?? 0, Math.min(...utc), Math.max(...utc), body]
}

/** Ascending by n. */
export function unpackRun(body: Uint8Array): InRangeFrame[] {
  const [numbers = [], times = [], offsets = []] = unpackIntegers(body, 3)
  return numbers.map((n, at) => ({ n, firstInMs: times[at] ?? 0, offsetMs: offsets[at] ?? 0 }))
}
