import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BitWriter } from '../bits.ts'
import { concatBytes } from '../bytes.ts'
import { LIMITS } from '../limits.ts'
import { measurements, testGroup } from '../testing/arbitraries.ts'
import { present, refusal, unlessRefused } from '../testing/refusal.ts'
import { decodeMeasurements, encodeMeasurements, type Measurements, toInteger, toNumber } from './measurements.ts'

const group = testGroup(5, 3)

const plain = (times: readonly number[], integers: readonly (number | null)[]): Measurements => ({
  groupIndex: 5,
  times,
  columns: [{ integers, marks: times.map(() => 'ok') }],
})

test('measurements come back', () => {
  fc.assert(
    fc.property(measurements(5, 3), (section) => {
      const [body = new Uint8Array(0)] = encodeMeasurements([section])
      expect(decodeMeasurements(body, group, LIMITS.frameValues)).toEqual(section)
    }),
  )
})

test('what cannot be read back is refused when written', () => {
  const refused = (section: Measurements) => () => encodeMeasurements([section])
  const many = Array.from({ length: LIMITS.rows + 1 }, (_, row) => row)
  expect(refused(plain([], []))).toThrow(refusal('LIMIT_EXCEEDED', /1 to 4096 rows, not 0/))
  expect(refused(plain(many, many))).toThrow(refusal('LIMIT_EXCEEDED', /1 to 4096 rows, not 4097/))
  expect(refused(plain([2, 1], [0, 0]))).toThrow(refusal('MALFORMED', /ascend/))
  expect(refused(plain([-1], [0]))).toThrow(refusal('MALFORMED', /ascend/))
  expect(refused(plain([0, 1], [0]))).toThrow(refusal('LAYOUT_MISMATCH', /one sample a row/))
  expect(refused(plain([0], [null]))).toThrow(refusal('MALFORMED', /marked ok needs a number/))
  expect(refused({ groupIndex: 5, times: [0], columns: [{ integers: [1], marks: ['timeout'] }] })).toThrow(
    refusal('MALFORMED', /marked timeout cannot have a number/),
  )
  for (const groupIndex of [-1, 64, 0.5]) {
    expect(refused({ ...plain([0], [0]), groupIndex })).toThrow(refusal('OUT_OF_BOUNDS', /no group/))
  }
  const rows = many.slice(0, 4_096)
  const column = present(plain(rows, rows).columns[0], 'column')
  const wide = (groupIndex: number, channels: number): Measurements => ({
    groupIndex,
    times: rows,
    columns: Array.from({ length: channels }, () => column),
  })
  expect(refused(wide(5, 16))).toThrow(refusal('LIMIT_EXCEEDED', /65536 numbers, not 69632/))
  // each of two sections may be within a limit that is one of the frame
  expect(() => encodeMeasurements([wide(0, 10), wide(1, 10)])).toThrow(refusal('LIMIT_EXCEEDED', /not 90112/))
  expect(encodeMeasurements([wide(0, 10), wide(1, 4)])).toHaveLength(2)
})

test('few bytes cannot ask for many numbers: the budget is checked before a column is read', () => {
  const bomb = new BitWriter().golomb(LIMITS.rows, 4)
  const wide = testGroup(5, 64)
  // each column of equal values takes 5 bits
  for (let column = 0; column < 65; column++)
    bomb
      .bits(0, column === 0 ? 0 : 1)
      .bits(0, 2)
      .golomb(0, 2)
  const body = concatBytes(Uint8Array.of(5), bomb.finish())
  expect(body.length).toBeLessThan(60)
  expect(() => decodeMeasurements(body, wide, LIMITS.frameValues)).toThrow(refusal('LIMIT_EXCEEDED', /4096 rows/))
  expect(() => decodeMeasurements(body, testGroup(5, 3), 4 * LIMITS.rows - 1)).toThrow(
    refusal('LIMIT_EXCEEDED', /4096 rows/),
  )
})

test('random bytes give as many samples as rows, or are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 120 }), fc.nat({ max: 2_000 }), (body, budget) => {
      const section = unlessRefused(() => decodeMeasurements(body, group, budget))
      if (section === undefined) return
      const rows = section.times.length
      expect(rows * (group.channels.length + 1)).toBeLessThanOrEqual(budget)
      for (const column of section.columns) {
        expect([column.marks.length, column.integers.length]).toEqual([rows, rows])
      }
    }),
    { numRuns: 3_000 },
  )
})

test('integers and physical numbers', () => {
  expect(toNumber(42, { decimals: 1 })).toBe(4.2)
  expect(toNumber(-185, { decimals: 2 })).toBe(-1.85)
  expect(toNumber(12_147_331, { decimals: 5 })).toBe(121.47331)
  expect(toInteger(4.2, { decimals: 1 })).toBe(42)
  expect(toInteger(1.005, { decimals: 2 })).toBe(100)
  expect(Object.is(toInteger(-0.01, { decimals: 1 }), 0)).toBe(true)
  fc.assert(
    fc.property(fc.integer({ min: -1e8, max: 1e8 }), fc.nat({ max: 9 }), (integer, decimals) => {
      expect(toInteger(toNumber(integer, { decimals }), { decimals })).toBe(integer)
    }),
  )
})
