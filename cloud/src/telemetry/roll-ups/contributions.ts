import { isOutOfRange, type LayoutGroup, type Measurements, toNumber } from '@coldrx/protocol'
import { type DecodedFrame, monotonicAt } from '../../projections/projection.ts'
import { addPosition, addSample, type Bucket, type RollUp } from './roll-up.ts'

export interface Rows {
  readonly frame: DecodedFrame
  readonly group: LayoutGroup
  readonly measurements: Measurements
  /** indexes of the rows that belong to the roll-up, ascending */
  readonly at: readonly number[]
}

/** Only these are drawn as curves: of a position its mean would be a place where nobody was. */
export function isCurved({ kind }: LayoutGroup): boolean {
  return kind === 'compartment'
}

export function hasPositions({ channels }: LayoutGroup): boolean {
  return channels.some(({ quantity }) => quantity === 'latitude')
}

/** Works rows in. `withPositions`: whether the newest position of each bucket is kept. */
export function addRows(
  rollUp: RollUp,
  { frame, group, measurements, at: indexes }: Rows,
  { bucketMs, withPositions }: { readonly bucketMs: number; readonly withPositions: boolean },
): void {
  const { times, columns } = measurements
  const curved = isCurved(group)
  const positionOf = withPositions && hasPositions(group) ? positionReader(group, measurements) : undefined
  for (const row of indexes) {
    const monotonicMs = monotonicAt(frame, times[row] ?? 0)
    const place = positionOf?.(row)
    if (!curved && place === undefined) continue
    const bucket = rollUp.bucket(Math.floor(monotonicMs / bucketMs))
    if (curved) {
      addRow(bucket, { group, columns, row })
      rollUp.addStretch({ fromMs: monotonicMs, toMs: monotonicMs })
    }
    if (place !== undefined) addPosition(bucket, { monotonicMs, ...place })
  }
}

function addRow(
  bucket: Bucket,
  {
    group,
    columns,
    row,
  }: { readonly group: LayoutGroup; readonly columns: Measurements['columns']; readonly row: number },
): void {
  let isOut = false
  for (const [at, cell] of bucket.cells.entries()) {
    const integer = columns[at]?.integers[row] ?? null
    const mark = columns[at]?.marks[row] ?? 'invalid'
    addSample(cell, integer, mark)
    const channel = group.channels[at]
    if (integer === null || mark !== 'ok' || channel?.quantity !== 'temperature' || group.range === undefined) continue
    isOut ||= isOutOfRange(toNumber(integer, channel), group.range)
  }
  bucket.rows++
  if (isOut) bucket.outOfRangeRows++
}

function positionReader(group: LayoutGroup, { columns }: Measurements) {
  const [latitudeAt, longitudeAt, speedAt] = ['latitude', 'longitude', 'speed'].map((wanted) =>
    group.channels.findIndex(({ quantity }) => quantity === wanted),
  )
  const read = (at: number | undefined, row: number): number | null => {
    const column = columns[at ?? -1]
    return column?.marks[row] === 'ok' ? (column.integers[row] ?? null) : null
  }
  return (row: number) => {
    const [latitude, longitude, speed] = [read(latitudeAt, row), read(longitudeAt, row), read(speedAt, row)]
    if (latitude === null || longitude === null) return undefined
    return { latitude, longitude, speed: speed === null || speed < 0 || speed >= 2 ** 32 ? null : speed }
  }
}
