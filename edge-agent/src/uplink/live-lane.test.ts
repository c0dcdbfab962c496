import type { Mark, Thrift } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { BOOT_WALL_MS, TEST_LAYOUT } from '../testing/recorder-fixture.ts'
import { createLiveLane } from './live-lane.ts'

const LINK = { budgetBytesPerDay: 10_000_000, spentBytes: 4_200 }

function laneAt() {
  const lane = createLiveLane({ layout: TEST_LAYOUT, layoutHash: '0123456789abcdef', link: () => LINK })
  const hint = (
    seconds: number,
    { celsius = 5, door = 0, mark = 'ok' as Mark, outSince = null as number | null, unrecorded = '' } = {},
    thrift: Thrift = 'free',
  ) =>
    lane.hintFor(
      {
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
        notRecording: unrecorded === '' ? null : { sinceMs: BOOT_WALL_MS, problem: unrecorded },
      },
      thrift,
    )
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

test.each<Thrift>(['free', 'spent'])(
  'that nothing is recorded is told at once (%s), in every hint while it lasts, and its end at once',
  (thrift) => {
    const { hint } = laneAt()
    const problem = 'database or disk is full'
    expect(hint(0, {}, thrift)).not.toHaveProperty('notRecording')
    expect(hint(10, { unrecorded: problem }, thrift)?.notRecording).toEqual({ sinceMs: BOOT_WALL_MS, problem })
    expect(hint(20, { unrecorded: problem }, thrift)).toBeNull()
    expect(hint(30, { unrecorded: problem, door: 1 }, thrift)?.notRecording?.problem).toBe(problem)
    expect(hint(400, { unrecorded: problem, door: 1 }, thrift)?.notRecording?.problem).toBe(problem)
    const end = hint(410, { door: 1 }, thrift)
    expect(end).not.toBeNull()
    expect(end).not.toHaveProperty('notRecording')
  },
)

test('what the link has carried is told a quarter of an hour after the birth, and an hour after it while bytes are saved', () => {
  const toldAt = (thrift: Thrift): number[] => {
    const { hint } = laneAt()
    const minutes = Array.from({ length: 130 }, (_, minute) => minute)
    return minutes.filter((minute) => hint(minute * 60, {}, thrift)?.link !== undefined)
  }
  expect(toldAt('free').slice(0, 3)).toEqual([15, 30, 45])
  expect(toldAt('saving')).toEqual([60, 120])
  const { lane, hint } = laneAt()
  hint(0)
  hint(14 * 60)
  // another birth has told it
  lane.forget()
  hint(16 * 60)
  expect(hint(17 * 60)).not.toHaveProperty('link')
  expect(hint(31 * 60)?.link).toEqual(LINK)
})
