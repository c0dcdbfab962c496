import { expect, test } from 'vitest'
import { timeTicks, valueAxis } from './axis-ticks.ts'

const at = (hours: number, minutes: number) => new Date(2026, 2, 1, hours, minutes).getTime()

test('ticks of an hour stand on whole ten minutes', () => {
  expect(timeTicks(at(10, 3), at(11, 3))).toEqual([10, 20, 30, 40, 50, 60].map((minutes) => at(10, minutes)))
})

test('ticks of a day stand on the hours of the local clock', () => {
  expect(timeTicks(at(3, 30), at(27, 30))).toEqual([4, 8, 12, 16, 20, 24].map((hours) => at(hours, 0)))
})

test('the axis has room beyond the values and ends at its own steps', () => {
  expect(valueAxis(2, 8)).toEqual({ min: 0, max: 10, interval: 2 })
  expect(valueAxis(-25, -15)).toEqual({ min: -26, max: -14, interval: 2 })
})
