import { expect, test } from 'vitest'
import { createServerClock } from './server-clock.ts'

const SERVER = Date.UTC(2026, 2, 1, 8)
const date = (ms: number) => new Date(ms).toUTCString()

test('a computer whose clock is wrong still judges ages by the server', () => {
  let ownMs = SERVER + 600_000
  const clock = createServerClock({ ownNowMs: () => ownMs })
  clock.hear(date(SERVER))
  expect(Math.abs(clock.nowMs() - SERVER)).toBeLessThan(1_000)
  expect(clock.aheadMs()).toBeGreaterThan(599_000)
  ownMs = SERVER + 60_000
  clock.hear(date(SERVER + 60_000))
  expect(clock.aheadMs()).toBe(0)
  expect(clock.nowMs()).toBe(ownMs)
})

test('the roughness of a header moves nothing, and no header neither', () => {
  const clock = createServerClock({ ownNowMs: () => SERVER + 2_900 })
  clock.hear(date(SERVER))
  clock.hear(null)
  clock.hear('soon')
  expect(clock.aheadMs()).toBe(0)
})
