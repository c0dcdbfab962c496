import { BitReader, BitWriter, readColumn, writeColumn } from '@coldrx/protocol'
import { HALF, readWideColumn, writeWideColumn } from './wide-columns.ts'

const COUNT_ORDER = 6
const STEP_ORDER = 8
const HALF_BITS = 32
const UPPER_BITS = 21

/**
 * Equally long columns of integers, Rice-coded as those of frames are: what grows by even steps costs next to nothing. The
 * same numbers always give the same bytes, so a rebuild can be compared.
 * @throws RangeError for a number that is no safe integer, or two of a column too far apart
 */
export function packIntegers(columns: readonly (readonly number[])[]): Uint8Array {
  const writer = new BitWriter()
  writer.golomb(columns[0]?.length ?? 0, COUNT_ORDER)
  for (const values of columns) {
    const least = values.reduce((low, value) => Math.min(low, value), values[0] ?? 0)
    const rests = values.map((value) => value - least)
    for (const number of [least, ...rests]) {
      if (!Number.isSafeInteger(number)) throw new RangeError(`${number} is no number that can be kept`)
    }
    const magnitude = Math.abs(least)
    writer.bits(least < 0 ? 1 : 0, 1)
    writer.bits(Math.floor(magnitude / HALF), UPPER_BITS).bits(magnitude % HALF, HALF_BITS)
    const step = evenStep(rests)
    writer.bits(step === undefined ? 0 : 1, 1)
    if (step !== undefined) {
      writer.golomb(step, STEP_ORDER)
      continue
    }
    const isWide = rests.some((rest) => rest >= HALF)
    writer.bits(isWide ? 1 : 0, 1)
    if (isWide) writeWideColumn(writer, rests)
    else writeColumn(writer, rests)
  }
  return writer.finish()
}

/** Of bytes that `packIntegers` has made of so many columns. */
export function unpackIntegers(bytes: Uint8Array, columns: number): number[][] {
  const reader = new BitReader(bytes)
  const count = reader.golomb(COUNT_ORDER)
  return Array.from({ length: columns }, () => {
    const sign = reader.bits(1) === 1 ? -1 : 1
    const least = sign * (reader.bits(UPPER_BITS) * HALF + reader.bits(HALF_BITS))
    if (reader.bits(1) === 1) {
      const step = reader.golomb(STEP_ORDER)
      return Array.from({ length: count }, (_, at) => least + at * step)
    }
    const isWide = reader.bits(1) === 1
    const rests = isWide ? readWideColumn(reader, count) : readColumn(reader, count)
    return rests.map((rest) => least + rest)
  })
}

/** By which all grow, from 0 on; undefined: not evenly, or by more than is told shortly. */
function evenStep(rests: readonly number[]): number | undefined {
  const step = rests[1] ?? 0
  return step < HALF && rests.every((rest, at) => rest === at * step) ? step : undefined
}
