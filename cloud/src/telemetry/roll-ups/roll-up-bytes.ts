import { BitReader, BitWriter, readColumn, writeColumn } from '@coldrx/protocol'
import { readWideColumn, writeWideColumn } from '../../projections/wide-columns.ts'
import { type Bucket, RollUp } from './roll-up.ts'

const COUNT_ORDER = 6

interface Shape {
  readonly channels: number
  readonly recordIntervalMs: number
  /** monotonic time of its beginning; what is written counts from there */
  readonly fromMs: number
  readonly bucketMs: number
}

/**
 * Columns of numbers side by side, Rice-coded as those of frames are. The same roll-up always gives the same bytes, which
 * a general compressor of another version would not, so a rebuild can be compared with it.
 */
export function packRollUp(rollUp: RollUp, { fromMs, bucketMs, channels }: Shape): Uint8Array {
  const writer = new BitWriter()
  const first = Math.floor(fromMs / bucketMs)
  const buckets = [...rollUp.buckets].sort(([left], [right]) => left - right)
  const inOrder = buckets.map(([, bucket]) => bucket)
  const column = (values: readonly number[]): void => writeColumn(writer, values)
  writer.golomb(buckets.length, COUNT_ORDER)
  column(buckets.map(([index]) => index - first))
  column(inOrder.map(({ rows }) => rows))
  column(inOrder.map(({ outOfRangeRows }) => outOfRangeRows))
  for (let channel = 0; channel < channels; channel++) {
    const cells = inOrder.flatMap(({ cells: of }) => of[channel] ?? [])
    const filled = cells.filter(({ count }) => count > 0)
    // most buckets are full of good samples: then a column costs next to nothing
    column(cells.map(({ marks }) => marks))
    column(cells.map(({ count }, at) => (inOrder[at]?.rows ?? 0) - count))
    column(filled.map(({ min }) => min))
    column(filled.map(({ min, max }) => max - min))
    writeWideColumn(
      writer,
      filled.map(({ sum, count, min }) => sum - count * min),
    )
  }
  const positions = inOrder.map(({ position }) => position)
  const placed = positions.filter((position) => position !== null)
  column(positions.map((position) => (position === null ? 0 : 1)))
  column(placed.map(({ monotonicMs }) => monotonicMs - fromMs))
  column(placed.map(({ latitude }) => latitude))
  column(placed.map(({ longitude }) => longitude))
  column(placed.map(({ speed }) => (speed === null ? 0 : speed + 1)))
  writer.golomb(rollUp.stretches.length, COUNT_ORDER)
  column(rollUp.stretches.map((stretch) => stretch.fromMs - fromMs))
  column(rollUp.stretches.map((stretch) => stretch.toMs - stretch.fromMs))
  return writer.finish()
}

/** Of bytes that `packRollUp` has made with the same shape. */
export function unpackRollUp(bytes: Uint8Array, { fromMs, bucketMs, channels, recordIntervalMs }: Shape): RollUp {
  const reader = new BitReader(bytes)
  const rollUp = new RollUp({ channels, recordIntervalMs })
  const first = Math.floor(fromMs / bucketMs)
  const count = reader.golomb(COUNT_ORDER)
  const buckets = readColumn(reader, count).map((index) => rollUp.bucket(first + index))
  const into = (set: (bucket: Bucket, value: number) => void): void => {
    const values = readColumn(reader, count)
    for (const [at, bucket] of buckets.entries()) set(bucket, values[at] ?? 0)
  }
  into((bucket, rows) => {
    bucket.rows = rows
  })
  into((bucket, rows) => {
    bucket.outOfRangeRows = rows
  })
  for (let channel = 0; channel < channels; channel++) {
    const cells = buckets.flatMap(({ cells: of }) => of[channel] ?? [])
    const marks = readColumn(reader, count)
    const missing = readColumn(reader, count)
    for (const [at, cell] of cells.entries()) {
      cell.marks = marks[at] ?? 0
      cell.count = (buckets[at]?.rows ?? 0) - (missing[at] ?? 0)
    }
    const filled = cells.filter((cell) => cell.count > 0)
    const [least, ranges] = [readColumn(reader, filled.length), readColumn(reader, filled.length)]
    const rests = readWideColumn(reader, filled.length)
    for (const [at, cell] of filled.entries()) {
      cell.min = least[at] ?? 0
      cell.max = cell.min + (ranges[at] ?? 0)
      cell.sum = cell.count * cell.min + (rests[at] ?? 0)
    }
  }
  const placed = readColumn(reader, count).flatMap((there, at) => (there === 1 ? (buckets[at] ?? []) : []))
  const [times, latitudes] = [readColumn(reader, placed.length), readColumn(reader, placed.length)]
  const [longitudes, speeds] = [readColumn(reader, placed.length), readColumn(reader, placed.length)]
  for (const [at, bucket] of placed.entries()) {
    const speed = speeds[at] ?? 0
    bucket.position = {
      monotonicMs: fromMs + (times[at] ?? 0),
      latitude: latitudes[at] ?? 0,
      longitude: longitudes[at] ?? 0,
      speed: speed === 0 ? null : speed - 1,
    }
  }
  const stretches = reader.golomb(COUNT_ORDER)
  const [begins, lengths] = [readColumn(reader, stretches), readColumn(reader, stretches)]
  for (const [at, begin] of begins.entries()) {
    rollUp.addStretch({ fromMs: fromMs + begin, toMs: fromMs + begin + (lengths[at] ?? 0) })
  }
  return rollUp
}
