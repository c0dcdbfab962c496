import { expect, test } from 'vitest'
import type { RecordingState } from './recorder/recording.ts'
import { createRunHealth } from './run-health.ts'

const RECORDING: RecordingState = {
  ...{ state: 'ok', lastRecordedAtMs: 0, problem: null, unrecordedSinceMs: null, framesTotal: 1, framesWaiting: 0 },
}
const HOUR_MS = 3_600_000

test.each([
  { name: 'nothing is wrong', openAlarmsMs: [], isIdle: true },
  { name: 'an alarm has just begun', openAlarmsMs: [0], isIdle: false },
  { name: 'an alarm is hours old', openAlarmsMs: [23 * HOUR_MS], isIdle: false },
  { name: 'an alarm is never ended', openAlarmsMs: [24 * HOUR_MS], isIdle: true },
  { name: 'a new one comes to an old one', openAlarmsMs: [90 * HOUR_MS, 1_000], isIdle: false },
])('whether a truck that stands may be updated: $name', ({ openAlarmsMs, isIdle }) => {
  const health = createRunHealth({
    nowMs: () => 0,
    sampleIntervalMs: 10_000,
    facts: () => ({
      ...{ recording: RECORDING, cab: { compartments: [], position: null }, trip: null, progress: null },
      ...{ openAlarmsMs, isCloudReached: true },
    }),
  })
  expect(health.isIdle()).toBe(isIdle)
})
