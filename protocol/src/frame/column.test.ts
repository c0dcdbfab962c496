import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BitReader, BitWriter } from '../bits.ts'
import { columns } from '../testing/arbitraries.ts'
import { refusal, unlessRefused } from '../testing/refusal.ts'
import { MAX_COLUMN_VALUE, readColumn, writeColumn } from './column.ts'

function written(values: readonly number[]): Uint8Array {
  const writer = new BitWriter()
  writeColumn(writer, values)
  return writer.finish()
}

test('a column comes back', () => {
  fc.assert(
    fc.property(columns, (values) => {
      const reader = new BitReader(written(values))
      expect(readColumn(reader, values.length)).toEqual(values)
      reader.assertFinished()
    }),
    { numRuns: 1_000 },
  )
})

test('what a slowly changing probe costs', () => {
  const drift = Array.from({ length: 60 }, (_, row) => 45 + Math.round(8 * Math.sin(row / 9)))
  expect(written(drift).length).toBeLessThanOrEqual(20)
  expect(written(Array.from({ length: 4_096 }, () => -185)).length).toBeLessThanOrEqual(3)
  expect(written(Array.from({ length: 4_096 }, (_, row) => row * 60)).length).toBeLessThanOrEqual(3)
})

test('one outlier does not widen the others', () => {
  const calm = Array.from({ length: 60 }, (_, row) => 45 + (row % 2))
  const struck = calm.with(30, 10_000_000)
  expect(written(struck).length - written(calm).length).toBeLessThanOrEqual(16)
})

test('numbers that a column cannot hold are refused when written', () => {
  for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, MAX_COLUMN_VALUE + 1, -MAX_COLUMN_VALUE - 1]) {
    expect(() => written([0, value])).toThrow(refusal('OUT_OF_BOUNDS', /integers of magnitude up to 2\^40/))
  }
})

test('random bits give a column within its bounds or are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 200 }), (bytes, length) => {
      const values = unlessRefused(() => readColumn(new BitReader(bytes), length))
      if (values === undefined) return
      expect(values).toHaveLength(length)
      expect(values.every((value) => Number.isInteger(value) && Math.abs(value) <= MAX_COLUMN_VALUE)).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})
