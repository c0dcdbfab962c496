import { type BitReader, type BitWriter, readColumn, writeColumn } from '@coldrx/protocol'

/** A column takes numbers below it, and differences: what is wider goes in halves, a column each. */
export const HALF = 2 ** 32

/** @param values safe integers from 0 on */
export function writeWideColumn(writer: BitWriter, values: readonly number[]): void {
  writeColumn(
    writer,
    values.map((value) => value % HALF),
  )
  writeColumn(
    writer,
    values.map((value) => Math.floor(value / HALF)),
  )
}

/** Of bits that `writeWideColumn` has written. */
export function readWideColumn(reader: BitReader, count: number): number[] {
  const [lower, upper] = [readColumn(reader, count), readColumn(reader, count)]
  return lower.map((rest, at) => rest + (upper[at] ?? 0) * HALF)
}
