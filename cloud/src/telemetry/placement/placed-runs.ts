import { packIntegers, unpackIntegers } from '../../projections/packed-integers.ts'

/** Frames of an epoch whose numbers divided by it are equal share a row. */
export const RUN_FRAMES = 256

/** Where a frame stands whose own clock was good: UTC of its rows is monotonic time and offset. */
export interface PlacedFrame {
  readonly n: number
  readonly monotonicMs: number
  readonly offsetMs: number
}

export const slotOf = (n: number): number => Math.floor(n / RUN_FRAMES)

export function packRun(frames: readonly PlacedFrame[]): Uint8Array {
  const inOrder = [...frames].sort((left, right) => left.n - right.n)
  return packIntegers([
    inOrder.map(({ n }) => n),
    inOrder.map(({ monotonicMs }) => monotonicMs),
    inOrder.map(({ offsetMs }) => offsetMs),
  ])
}

/** Ascending by n. */
export function unpackRun(body: Uint8Array): PlacedFrame[] {
  const [numbers = [], times = [], offsets = []] = unpackIntegers(body, 3)
  return numbers.map((n, at) => ({ n, monotonicMs: times[at] ?? 0, offsetMs: offsets[at] ?? 0 }))
}
