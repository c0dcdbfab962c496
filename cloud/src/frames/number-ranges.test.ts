import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NumberRanges } from './number-ranges.ts'

it('holds exactly what was added, in whatever order it came', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 60 }), (numbers) => {
      const ranges = new NumberRanges()
      for (const n of numbers) ranges.add(n)
      const covered = [...Array(ranges.through + 1).keys()]
      for (const [first, last] of ranges.beyond(100)) for (let n = first; n <= last; n++) covered.push(n)
      expect(covered).toEqual([...new Set(numbers)].sort((left, right) => left - right))
      const bounds = [ranges.through, ...ranges.beyond(100).flat()]
      // ranges that touch would be one
      for (let at = 1; at < bounds.length; at += 2) {
        expect((bounds[at] ?? 0) - (bounds[at - 1] ?? 0)).toBeGreaterThan(at === 1 && ranges.through === -1 ? 0 : 1)
      }
    }),
  )
})

it('names of its ranges those that hold what is asked for', () => {
  const ranges = new NumberRanges([
    [0, 3],
    [5, 5],
    [7, 9],
    [12, 12],
  ])
  expect(ranges.holding([12, 2, 8, 9, 6])).toEqual([
    [7, 9],
    [12, 12],
  ])
})
