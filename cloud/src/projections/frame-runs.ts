import { packIntegers, unpackIntegers } from './packed-integers.ts'

/** Where something of a frame stands whose own clock was good: UTC is monotonic time and offset. */
export interface FrameMoment {
  readonly n: number
  readonly monotonicMs: number
  readonly offsetMs: number
}

/** Frames of an epoch in one value, in the order of their numbers. */
export function packRun(frames: Iterable<FrameMoment>): Uint8Array {
  const inOrder = [...frames].sort((left, right) => left.n - right.n)
  return packIntegers([
    inOrder.map(({ n }) => n),
    inOrder.map(({ monotonicMs }) => monotonicMs),
    inOrder.map(({ offsetMs }) => offsetMs),
  ])
}

/** Ascending by n. */
export function unpackRun(body: Uint8Array): FrameMoment[] {
  const [numbers = [], times = [], offsets = []] = unpackIntegers(body, 3)
  return numbers.map((n, at) => ({ n, monotonicMs: times[at] ?? 0, offsetMs: offsets[at] ?? 0 }))
}
