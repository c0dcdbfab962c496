import { isGap, type Mark, markCode } from '@coldrx/protocol'

/** Numbers of one channel in one bucket, as integers of the frame: times 10^−decimals. */
export interface Cell {
  /** samples marked ok; of the others none is in what follows */
  count: number
  min: number
  max: number
  sum: number
  /** a bit for each mark that was seen, by its code; ok is bit 0 */
  marks: number
}

/** The newest position of a bucket, as integers of the frame. */
export interface BucketPosition {
  readonly monotonicMs: number
  readonly latitude: number
  readonly longitude: number
  /** null: not known; never negative */
  readonly speed: number | null
}

export interface Bucket {
  rows: number
  /** rows with a temperature marked ok outside the compartment's range */
  outOfRangeRows: number
  readonly cells: readonly Cell[]
  position: BucketPosition | null
}

/** A stretch of monotonic time in which no row is missing; both ends are rows. */
export interface Stretch {
  fromMs: number
  toMs: number
}

/**
 * What is left of the rows of one group of channels over a stretch of time. Each operation is commutative, so the same
 * frames leave the same whatever order they come in.
 */
export class RollUp {
  readonly channels: number
  readonly #recordIntervalMs: number
  /** by monotonic time divided by the length of a bucket, rounded down */
  readonly buckets = new Map<number, Bucket>()
  /** ascending, further apart than rows that follow each other */
  #stretches: Stretch[] = []

  constructor({ channels, recordIntervalMs }: { readonly channels: number; readonly recordIntervalMs: number }) {
    this.channels = channels
    this.#recordIntervalMs = recordIntervalMs
  }

  get stretches(): readonly Stretch[] {
    return this.#stretches
  }

  bucket(index: number): Bucket {
    const known = this.buckets.get(index)
    if (known !== undefined) return known
    const cells = Array.from({ length: this.channels }, emptyCell)
    const bucket: Bucket = { rows: 0, outOfRangeRows: 0, cells, position: null }
    this.buckets.set(index, bucket)
    return bucket
  }

  /** Joins it to what it touches: what is left does not depend on the order in which stretches came. */
  addStretch({ fromMs, toMs }: Stretch): void {
    const touches = (apartMs: number): boolean => !isGap(apartMs, this.#recordIntervalMs)
    const last = this.#stretches.at(-1)
    if (last !== undefined && fromMs >= last.fromMs && touches(fromMs - last.toMs)) {
      last.toMs = Math.max(last.toMs, toMs)
      return
    }
    const joined = { fromMs, toMs }
    const apart = this.#stretches.filter((stretch) => {
      if (!touches(joined.fromMs - stretch.toMs) || !touches(stretch.fromMs - joined.toMs)) return true
      joined.fromMs = Math.min(joined.fromMs, stretch.fromMs)
      joined.toMs = Math.max(joined.toMs, stretch.toMs)
      return false
    })
    this.#stretches = [...apart, joined].sort((left, right) => left.fromMs - right.fromMs)
  }
}

function emptyCell(): Cell {
  return { count: 0, min: 0, max: 0, sum: 0, marks: 0 }
}

/** Beyond it the sum of a bucket would not be exact; no probe measures such a number. */
const LARGEST_INTEGER = 2 ** 36

export function addSample(cell: Cell, integer: number | null, mark: Mark): void {
  cell.marks |= 1 << markCode(mark)
  if (integer === null || mark !== 'ok' || Math.abs(integer) > LARGEST_INTEGER) return
  cell.min = cell.count === 0 ? integer : Math.min(cell.min, integer)
  cell.max = cell.count === 0 ? integer : Math.max(cell.max, integer)
  cell.sum += integer
  cell.count++
}

/** The later one; of two of one moment, which only a log that was changed can give, the same in any order. */
export function addPosition(bucket: Bucket, position: BucketPosition): void {
  const known = bucket.position
  if (known !== null && orderOf(known, position) >= 0) return
  bucket.position = position
}

function orderOf(left: BucketPosition, right: BucketPosition): number {
  return left.monotonicMs - right.monotonicMs || left.latitude - right.latitude || left.longitude - right.longitude
}
