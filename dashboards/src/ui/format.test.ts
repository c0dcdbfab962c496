import { expect, test } from 'vitest'
import { createFormat } from './format.ts'

const say = (key: string, values: Record<string, string | number> = {}) =>
  `${key} ${Object.values(values).join(' ')}`.trim()
const format = createFormat('en', say)

test('a number has one decimal and zero has no sign', () => {
  expect(format.number(4)).toBe('4.0')
  expect(format.number(-0.04)).toBe('0.0')
  expect(format.number(-18.26)).toBe('-18.3')
  expect(format.number(4.123, 2)).toBe('4.12')
})

test('a duration is told in the two units that matter', () => {
  expect(format.duration(59_999)).toBe('duration.seconds 59')
  expect(format.duration(60_000)).toBe('duration.minutes 1')
  expect(format.duration(3_600_000 + 120_000)).toBe('duration.hours 1 2')
  expect(format.duration(50 * 3_600_000)).toBe('duration.days 2 2')
  expect(format.duration(12 * 3_600_000)).toBe('duration.wholeHours 12')
  expect(format.duration(48 * 3_600_000)).toBe('duration.wholeDays 2')
  expect(format.duration(-5)).toBe('duration.seconds 0')
})

test('midnight is 00, and another day has its date', () => {
  const midnight = new Date(2026, 2, 1, 0, 5).getTime()
  expect(format.moment(midnight, midnight + 1)).toBe('00:05')
  expect(format.moment(midnight, midnight + 86_400_000)).toMatch(/03\/01.*00:05/)
})

test('times are those of the chosen zone, and so is the day they belong to', () => {
  const shanghai = createFormat('en', say, 'Asia/Shanghai')
  const evening = Date.UTC(2026, 2, 1, 15, 59)
  expect([shanghai.time(evening), shanghai.zone(evening)]).toEqual(['23:59', 'GMT+8'])
  expect(shanghai.moment(evening, evening + 30_000)).toBe('23:59')
  expect(shanghai.moment(evening, evening + 60_000)).toMatch(/03\/01.*23:59/)
  expect(shanghai.dayAndTime(evening, evening + 400 * 86_400_000)).toContain('2026')
})
