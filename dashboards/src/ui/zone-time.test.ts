import { expect, test } from 'vitest'
import { fromWallText, toWallText, zoneOffsetMs } from './zone-time.ts'

const HOUR = 3_600_000

test.each([
  ['Asia/Shanghai', Date.UTC(2026, 2, 1, 8), 8],
  ['Asia/Kathmandu', Date.UTC(2026, 2, 1, 8), 5.75],
  ['America/New_York', Date.UTC(2026, 0, 1), -5],
  ['America/New_York', Date.UTC(2026, 6, 1), -4],
  ['UTC', Date.UTC(2026, 6, 1), 0],
])('%s', (zone, atMs, hours) => {
  expect(zoneOffsetMs(atMs, zone)).toBe(hours * HOUR)
})

test('a wall time and back, on both sides of a clock that is put forward', () => {
  for (const text of ['2026-03-08 01:30', '2026-03-08 03:30', '2026-11-01 00:30', '2026-07-01 00:00']) {
    expect(toWallText(fromWallText(text, 'America/New_York') ?? 0, 'America/New_York')).toBe(text)
  }
  expect(fromWallText('2026-03-01T08:00', 'Asia/Shanghai')).toBe(Date.UTC(2026, 2, 1, 0))
  expect(fromWallText('2026/3/1 8:00', 'Asia/Shanghai')).toBe(Date.UTC(2026, 2, 1, 0))
  for (const text of ['gestern', '2026-02-31 08:00', '2026-03-01 25:00', ''])
    expect(fromWallText(text, 'Asia/Shanghai')).toBeUndefined()
})
