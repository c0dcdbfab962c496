import type { Mark } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { BOOT_WALL_MS, TEST_LAYOUT } from '../testing/recorder-fixture.ts'
import { createLiveLane } from './live-lane.ts'

function laneAt() {
  const lane = createLiveLane({ layout: TEST_LAYOUT, layoutHash: '0123456789abcdef' })
  const hint = (
    seconds: number,
    { celsius = 5, door = 0, mark = 'ok' as Mark, outSince = null as number | null } = {},
  ) =>
    lane.hintFor({
      monotonicMs: seconds * 1_000,
      wallMs: BOOT_WALL_MS + seconds * 1_000,
      clock: 'rtc',
      samples: new Map([
        ['power', { integer: 1, mark: 'ok' }],
        ['p1.temperature', { integer: mark === 'ok' ? celsius * 10 : null, mark }],
        ['p1.humidity', { integer: 600, mark: 'ok' }],
        ['c1.door', { integer: door, mark: 'ok' }],
      ]),
      outOfRangeSince: { c1: outSince },
    })
  return { lane, hint }
}

test('everything at first and on the heartbeat, in between only what matters, and then only what changed', () => {
  const { hint } = laneAt()
  expect(Object.keys(hint(0)?.samples ?? {})).toHaveLength(4)
  expect(hint(10)).toBeNull()
  expect(hint(20, { celsius: 5.4 })).toBeNull()
  expect(hint(30, { celsius: 5.5 })?.samples).toEqual({ 'p1.temperature': { value: 5.5, mark: 'ok' } })
  expect(hint(40, { celsius: 5.5, door: 1 })?.samples).toEqual({ 'c1.door': { value: 1, mark: 'ok' } })
  expect(hint(50, { mark: 'timeout', door: 1 })?.samples).toEqual({
    'p1.temperature': { value: null, mark: 'timeout' },
  })
  expect(Object.keys(hint(60, { mark: 'timeout', door: 1 })?.samples ?? {})).toHaveLength(4)
})

test('leaving the range is worth a hint whatever the numbers are', () => {
  const { hint } = laneAt()
  hint(0)
  expect(hint(10, { outSince: BOOT_WALL_MS })?.outOfRangeSince).toEqual({ c1: BOOT_WALL_MS })
})

test('who watches gets everything at every sample for the length of the lease', () => {
  const { lane, hint } = laneAt()
  hint(0)
  lane.watch(10_000, 15_000)
  expect(Object.keys(hint(10)?.samples ?? {})).toHaveLength(4)
  expect(Object.keys(hint(20)?.samples ?? {})).toHaveLength(4)
  lane.watch(20_000, 15_000)
  expect(hint(30, { celsius: 5.1 })?.samples).toMatchObject({
    'p1.temperature': { value: 5.1, mark: 'ok' },
    'p1.humidity': { value: 60, mark: 'ok' },
  })
  expect(hint(40)).toBeNull()
})
