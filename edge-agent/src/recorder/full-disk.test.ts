import { expect, onTestFinished, test } from 'vitest'
import { readRecorder } from '../testing/read-recorder.ts'
import { BOOT_WALL_MS, DEVICE, entryAt, recorderSettings, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { RecorderCore } from './recorder-core.ts'
import { toRecorderError } from './recorder-error.ts'
import type { RecorderSettings } from './recorder-file.ts'

const FULL = { code: 'SQLITE_FULL' }

/** A recorder on a disk of 40 pages, which can be given more. */
function smallDisk(changes: Partial<RecorderSettings> = {}) {
  const settings = { ...recorderSettings(temporaryDirectory(), { sealIntervalMs: 1e9, ...changes }), maxPages: 40 }
  const core = new RecorderCore(settings)
  onTestFinished(() => core.close())
  const read = () => readRecorder(settings.directory, { device: DEVICE, publicKey: settings.key.publicKey })
  return { core, settings, read }
}

const detail = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`key${at}`, 'x'.repeat(256)]))

/** An entry that fills half a page, in a row as in a frame. */
function bulkyEntry(at: number, prompt: boolean) {
  return entryAt(at * 1_000, { prompt, events: [{ monotonicMs: at * 1_000, code: 'test', subject: '', detail }] })
}

/** Records until the disk is full; gives the number of the entry that was refused. */
function fill(core: RecorderCore, { prompt }: { readonly prompt: boolean }): number {
  for (let at = 1; at < 1_000; at++) {
    try {
      core.record(bulkyEntry(at, prompt))
    } catch (error) {
      if (toRecorderError(error).code !== FULL.code) throw error
      return at
    }
  }
  throw new Error('the disk never became full')
}

test('a full disk is said, commits nothing, and what was committed stays', () => {
  const { core, read } = smallDisk({ frameIntervalMs: 3_600_000_000 })
  const refused = fill(core, { prompt: false })
  expect(read().unframed.map(({ integer }) => integer)).toEqual(Array.from({ length: refused - 1 }, (_, at) => at + 1))
})

test('an entry that is refused leaves nothing behind, however often it comes and whatever part had no room', () => {
  const { core, settings, read } = smallDisk()
  const refused = fill(core, { prompt: true })
  for (let again = 0; again < 6; again++) {
    expect(() => core.record(bulkyEntry(refused, true))).toThrow(expect.objectContaining(FULL) as Error)
  }
  core.close()
  settings.maxPages = 10_000
  core.record(bulkyEntry(refused, true))
  const { temperatures, unframed } = read()
  expect(unframed).toEqual([])
  expect(temperatures.map(({ integer }) => integer)).toEqual(Array.from({ length: refused }, (_, at) => at + 1))
})

test('a start on a full disk refuses what is to be recorded, and begins as soon as there is room', () => {
  const { core, settings, read } = smallDisk({ frameIntervalMs: 3_600_000_000 })
  const refused = fill(core, { prompt: false })
  core.close()
  const wallMs = BOOT_WALL_MS + 3_600_000
  const restarted = { ...settings, start: { monotonicMs: 0, wallMs, clock: 'rtc' as const } }
  const again = new RecorderCore(restarted)
  onTestFinished(() => again.close())
  const entry = entryAt(1_000, { temperature: 77, wallMs: wallMs + 1_000 })
  for (let time = 0; time < 3; time++) expect(() => again.record(entry)).toThrow(expect.objectContaining(FULL) as Error)
  restarted.maxPages = 10_000
  expect(again.record(entry)).toMatchObject({ boot: 2, problem: null })
  again.closeAndSeal(2_000)
  const { temperatures, events } = read()
  expect(temperatures.map(({ integer }) => integer)).toEqual([
    ...Array.from({ length: refused - 1 }, (_, at) => at + 1),
    77,
  ])
  expect(events.filter(({ code }) => code === 'started')).toMatchObject([
    {},
    { boot: 2, detail: { gapFromMs: BOOT_WALL_MS + (refused - 1) * 1_000, gapToMs: wallMs } },
  ])
})
