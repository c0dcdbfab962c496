import { expect, test } from 'vitest'
import { createWallClock } from './wall-clock.ts'

const NOON_MS = Date.UTC(2026, 5, 1, 12)

function clockWith({ hostMs = NOON_MS, synchronised = false } = {}) {
  const host = { ms: hostMs, synchronised, monotonicMs: 0 }
  const clock = createWallClock({
    host: { nowMs: () => host.ms, isSynchronised: () => host.synchronised },
    monotonicNowMs: () => host.monotonicMs,
  })
  return { host, clock }
}

test('takes the host’s clock, as far as it was ever set', () => {
  expect(clockWith().clock.at(5_000)).toEqual({ wallMs: NOON_MS + 5_000, clock: 'rtc' })
  expect(clockWith({ synchronised: true }).clock.at(5_000).clock).toBe('ntp')
  expect(clockWith({ hostMs: 0 }).clock.at(5_000)).toEqual({ wallMs: 5_000, clock: 'none' })
})

test('anchors when the receiver’s time becomes good and when it moves, not for its jitter', () => {
  const { clock } = clockWith({ hostMs: 0 })
  const utcMs = NOON_MS + 3_600_000
  expect(clock.observe({ monotonicMs: 10_000, utcMs: null })).toBeNull()
  expect(clock.observe({ monotonicMs: 20_000, utcMs })).toEqual({ monotonicMs: 20_000, utcMs, clock: 'gnss' })
  expect(clock.observe({ monotonicMs: 30_000, utcMs: utcMs + 10_120 })).toBeNull()
  expect(clock.at(30_000)).toEqual({ wallMs: utcMs + 10_000, clock: 'gnss' })
  expect(clock.observe({ monotonicMs: 40_000, utcMs: utcMs + 25_000 })).toMatchObject({ utcMs: utcMs + 25_000 })
})

test('goes on from the last good fix in a tunnel, but not for ever', () => {
  const { clock } = clockWith({ hostMs: 0 })
  clock.observe({ monotonicMs: 0, utcMs: NOON_MS })
  expect(clock.at(3_600_000)).toEqual({ wallMs: NOON_MS + 3_600_000, clock: 'gnss' })
  expect(clock.at(13 * 3_600_000).clock).toBe('none')
})

test('anchors when the host has begun to follow a time server', () => {
  const { host, clock } = clockWith()
  expect(clock.observe({ monotonicMs: 0, utcMs: null })).toBeNull()
  host.synchronised = true
  expect(clock.observe({ monotonicMs: 1_000, utcMs: null })).toMatchObject({ clock: 'ntp', utcMs: NOON_MS + 1_000 })
  expect(clock.observe({ monotonicMs: 2_000, utcMs: null })).toBeNull()
})
