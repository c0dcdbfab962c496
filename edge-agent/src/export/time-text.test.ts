import { expect, test } from 'vitest'
import { readTime } from './time-text.ts'

test.each([
  ['2026-06-01', 'begin', '2026-05-31T16:00:00.000Z'],
  ['2026-06-01', 'end', '2026-06-01T15:59:59.999Z'],
  ['2026-06-01 08:30', 'begin', '2026-06-01T00:30:00.000Z'],
  ['2026-06-01T08:30:15', 'begin', '2026-06-01T00:30:15.000Z'],
  ['2026-06-01T08:30:15Z', 'begin', '2026-06-01T08:30:15.000Z'],
  ['2026-06-01T08:30+09:00', 'begin', '2026-05-31T23:30:00.000Z'],
] as const)('%s as the %s of a span in Shanghai is %s', (text, edge, iso) => {
  expect(new Date(readTime('from', text, 'Asia/Shanghai', edge)).toISOString()).toBe(iso)
})

test('the night in which clocks change is read by the offset of its own time', () => {
  const at = (text: string): string => new Date(readTime('from', text, 'Europe/Berlin', 'begin')).toISOString()
  expect(at('2026-03-29 01:30')).toBe('2026-03-29T00:30:00.000Z')
  expect(at('2026-03-29 03:30')).toBe('2026-03-29T01:30:00.000Z')
})

test.each(['yesterday', '2026-13-01', '2026-02-30', '1.6.2026'])('%s is refused with an example', (text) => {
  expect(() => readTime('to', text, 'Asia/Shanghai', 'end')).toThrow(/--to: .* is no time like 2026-06-01/)
})
