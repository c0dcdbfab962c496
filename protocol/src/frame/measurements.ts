import { BitReader, BitWriter } from '../bits.ts'
import { concatBytes } from '../bytes.ts'
import { ProtocolError } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { readColumn, writeColumn } from './column.ts'
import type { LayoutChannel, LayoutGroup } from './layout.ts'
import { carriesValue, MARKS, type Mark, markCode } from './marks.ts'

const ROWS_ORDER = 4

/** Samples of one channel, one per row: an integer (× 10^−decimals) or null where the mark says that none was read. */
export interface ColumnSamples {
  readonly integers: readonly (number | null)[]
  readonly marks: readonly Mark[]
}

export interface Measurements {
  readonly groupIndex: number
  /** per row, in the layout's time unit, since the frame's monotonic base; ascending */
  readonly times: readonly number[]
  /** in the order of the layout group's channels */
  readonly columns: readonly ColumnSamples[]
}

/**
 * The measurement sections of one frame. All at once, since the limit of numbers is one of the frame: a decoder refuses
 * the section that goes beyond it, however few bytes it has.
 */
export function encodeMeasurements(sections: readonly Measurements[]): Uint8Array<ArrayBuffer>[] {
  const numbers = sections.reduce((sum, { times, columns }) => sum + times.length * (columns.length + 1), 0)
  if (numbers > LIMITS.frameValues) {
    throw new ProtocolError('LIMIT_EXCEEDED', `a frame has at most ${LIMITS.frameValues} numbers, not ${numbers}`)
  }
  return sections.map(encodeSection)
}

/** Section body: group index, then one bit stream (docs/wire.md "Measurement sections"). */
function encodeSection({ groupIndex, times, columns }: Measurements): Uint8Array<ArrayBuffer> {
  if (times.length < 1 || times.length > LIMITS.rows) {
    throw new ProtocolError('LIMIT_EXCEEDED', `a section has 1 to ${LIMITS.rows} rows, not ${times.length}`)
  }
  if (!Number.isInteger(groupIndex) || groupIndex < 0 || groupIndex >= LIMITS.groups) {
    throw new ProtocolError('OUT_OF_BOUNDS', `no group ${groupIndex}`)
  }
  assertAscending(times)
  const writer = new BitWriter().golomb(times.length, ROWS_ORDER)
  writeColumn(writer, times)
  for (const column of columns) {
    if (column.marks.length !== times.length || column.integers.length !== times.length) {
      throw new ProtocolError('LAYOUT_MISMATCH', 'every column must have one sample a row')
    }
    const plain = column.marks.every((mark) => mark === 'ok')
    writer.bits(plain ? 0 : 1, 1)
    if (!plain) writeColumn(writer, column.marks.map(markCode))
    writeColumn(
      writer,
      column.integers.filter((integer, row) => isCarried(column.marks[row], integer)),
    )
  }
  return concatBytes(Uint8Array.of(groupIndex), writer.finish())
}

function isCarried(mark: Mark | undefined, integer: number | null): integer is number {
  const carried = mark !== undefined && carriesValue(mark)
  if (carried !== (integer !== null)) {
    throw new ProtocolError('MALFORMED', `a sample marked ${mark} ${carried ? 'needs' : 'cannot have'} a number`)
  }
  return carried
}

/** @param budget numbers that the rest of the frame may still hold; see LIMITS.frameValues */
export function decodeMeasurements(body: Uint8Array, group: LayoutGroup, budget: number): Measurements {
  const reader = new BitReader(body.subarray(1))
  const rows = reader.golomb(ROWS_ORDER)
  if (rows < 1 || rows > LIMITS.rows || rows * (group.channels.length + 1) > budget) {
    throw new ProtocolError('LIMIT_EXCEEDED', `a section of ${rows} rows is more than a frame may hold`)
  }
  const times = readColumn(reader, rows)
  assertAscending(times)
  const columns = group.channels.map((): ColumnSamples => {
    const marks = reader.bit() === 0 ? times.map((): Mark => 'ok') : readColumn(reader, rows).map(toMark)
    const carried = readColumn(reader, marks.filter(carriesValue).length)
    let next = 0
    return { marks, integers: marks.map((mark) => (carriesValue(mark) ? (carried[next++] ?? 0) : null)) }
  })
  reader.assertFinished()
  return { groupIndex: body[0] ?? 0, times, columns }
}

function assertAscending(times: readonly number[]): void {
  if (times.some((time, row) => time < 0 || time < (times[row - 1] ?? 0))) {
    throw new ProtocolError('MALFORMED', 'the times of a section must ascend from 0 or later')
  }
}

function toMark(code: number): Mark {
  const mark = MARKS[code]
  if (mark === undefined) throw new ProtocolError('MALFORMED', `quality mark ${code} is not known`)
  return mark
}

export function toNumber(integer: number, channel: Pick<LayoutChannel, 'decimals'>): number {
  return Number((integer / 10 ** channel.decimals).toFixed(channel.decimals))
}

export function toInteger(value: number, channel: Pick<LayoutChannel, 'decimals'>): number {
  // + 0 turns −0 into the 0 that a column gives back
  return Math.round(value * 10 ** channel.decimals) + 0
}
