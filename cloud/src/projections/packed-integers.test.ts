import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packIntegers, unpackIntegers } from './packed-integers.ts'

const APART = 2 ** 52

it('gives back the very numbers, and for the same numbers the same bytes', () => {
  const integers = fc.oneof(fc.integer(), fc.integer({ min: -APART, max: APART }))
  const columns = fc
    .integer({ min: 0, max: 20 })
    .chain((length) =>
      fc.array(fc.array(integers, { minLength: length, maxLength: length }), { minLength: 1, maxLength: 4 }),
    )
  fc.assert(
    fc.property(columns, (values) => {
      const distance = (column: number[]) => Math.max(...column) - Math.min(...column)
      fc.pre(values.every((column) => column.length === 0 || Number.isSafeInteger(distance(column))))
      expect(unpackIntegers(packIntegers(values), values.length)).toEqual(values)
      expect(packIntegers(values)).toEqual(packIntegers(values.map((column) => [...column])))
    }),
  )
})

it('needs next to nothing for what grows by even steps', () => {
  const steps = Array.from({ length: 256 }, (_, at) => at)
  const columns = [steps, steps.map((at) => at * 300_000), steps.map(() => 1_760_000_000_000)]
  expect(packIntegers(columns).length).toBeLessThan(60)
  expect(unpackIntegers(packIntegers(columns), 3)).toEqual(columns)
})

it('refuses what it could not give back', () => {
  expect(() => packIntegers([[0.5]])).toThrow(RangeError)
  expect(() => packIntegers([[Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER]])).toThrow(RangeError)
})
