import { expect, onTestFinished, test } from 'vitest'
import { BOOT_WALL_MS, entryAt, recorderSettings, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { RecorderCore } from './recorder-core.ts'

const CODES = ['out-of-range', 'back-in-range']

test('the newest event of each subject is found in the frames of all epochs, with its wall time', () => {
  const settings = recorderSettings(temporaryDirectory())
  const core = new RecorderCore(settings)
  onTestFinished(() => core.close())
  const say = (seconds: number, code: string, subject: string): void => {
    const monotonicMs = seconds * 1_000
    core.record(entryAt(monotonicMs, { events: [{ monotonicMs, code, subject, detail: {} }], prompt: true }))
  }
  const last = () => core.lastEvents({ codes: CODES, subjects: ['c1', 'c2', 'c3'] })
  expect(last()).toEqual([])
  say(1, 'out-of-range', 'c1')
  say(2, 'out-of-range', 'c2')
  say(3, 'door-opened', 'c1')
  core.openEpoch('fork', core.status().epoch, { monotonicMs: 4_000, wallMs: BOOT_WALL_MS + 4_000, clock: 'rtc' })
  say(5, 'back-in-range', 'c2')
  expect(last()).toEqual([
    { subject: 'c2', code: 'back-in-range', wallMs: BOOT_WALL_MS + 5_000 },
    { subject: 'c1', code: 'out-of-range', wallMs: BOOT_WALL_MS + 1_000 },
  ])
})

test('of one that a clock never set has timed only the code is known', () => {
  const settings = recorderSettings(temporaryDirectory())
  const core = new RecorderCore(settings)
  onTestFinished(() => core.close())
  const event = { monotonicMs: 1_000, code: 'out-of-range', subject: 'c1', detail: {} }
  core.record({ ...entryAt(1_000, { events: [event], prompt: true }), clock: 'none', wallMs: 12_000 })
  expect(core.lastEvents({ codes: CODES, subjects: ['c1'] })).toEqual([
    { subject: 'c1', code: 'out-of-range', wallMs: null },
  ])
})
