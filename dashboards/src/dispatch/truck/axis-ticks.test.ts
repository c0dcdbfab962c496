import { expect, test } from 'vitest'
import { timeTicks, valueAxis } from './axis-ticks.ts'

const at = (hours: number, minutes: number) => new Date(2026, 2, 1, hours, minutes).getTime()

test('ticks of an hour stand on whole ten minutes', () => {
  expect(timeTicks(at(10, 3), at(11, 3)).atMs).toEqual([10, 20, 30, 40, 50, 60].map((minutes) => at(10, minutes)))
})

test('ticks of a day stand on the hours of the local clock', () => {
  expect(timeTicks(at(3, 30), at(27, 30)).atMs).toEqual([4, 8, 12, 16, 20, 24].map((hours) => at(hours, 0)))
})

test('weeks have days, and years have months, each from midnight of the chosen zone', () => {
  const day = (month: number, date: number) => Date.UTC(2026, month, date) - 8 * 3_600_000
  expect(timeTicks(day(2, 1), day(2, 6), 'Asia/Shanghai')).toEqual({
    atMs: [1, 2, 3, 4, 5, 6].map((date) => day(2, date)),
    unit: 'day',
  })
  expect(timeTicks(day(0, 15), day(12, 15), 'Asia/Shanghai')).toEqual({
    atMs: [2, 4, 6, 8, 10, 12].map((month) => day(month, 1)),
    unit: 'month',
  })
})

test('the axis has room beyond the values and ends at its own steps', () => {
  expect(valueAxis(2, 8)).toEqual({ min: 0, max: 10, interval: 2 })
  expect(valueAxis(-25, -15)).toEqual({ min: -26, max: -14, interval: 2 })
})
