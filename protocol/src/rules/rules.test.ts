import { expect, test } from 'vitest'
import { CADENCE_LIMITS, CADENCES, isGap, isOutOfRange, recordIntervalMs } from './index.ts'

test('both ends of a range are in it', () => {
  const range = { minCelsius: 2, maxCelsius: 8 }
  expect([1.9, 2, 5, 8, 8.1].map((celsius) => isOutOfRange(celsius, range))).toEqual([true, false, false, false, true])
})

test('a row that is late is no gap, a row that is missing is one', () => {
  expect([1, 1.4, 1.5, 1.6, 2].map((intervals) => isGap(intervals * 60_000, 60_000))).toEqual([
    ...[false, false, false, true, true],
  ])
})

test('cadences and their limits keep the intervals that GSP annex 3 allows at most', () => {
  for (const [cadence, recordedEveryMs] of [
    [CADENCES.transport, 300_000],
    [CADENCE_LIMITS.transport, 300_000],
    [CADENCES.storage, 1_800_000],
    [CADENCE_LIMITS.storage, 1_800_000],
  ] as const) {
    expect(cadence.sampleIntervalMs).toBeLessThanOrEqual(60_000)
    expect(recordIntervalMs(cadence, false)).toBeLessThanOrEqual(recordedEveryMs)
    expect(recordIntervalMs(cadence, true)).toBeLessThanOrEqual(120_000)
  }
})
