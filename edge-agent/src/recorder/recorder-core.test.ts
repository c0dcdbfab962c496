import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createLayoutDocument, decodeOpening, derivedSeed, fromHex, seedOriginOf, toHex } from '@coldrx/protocol'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readRecorder } from '../testing/read-recorder.ts'
import {
  BOOT_WALL_MS,
  DEVICE,
  entryAt,
  recorderSettings,
  TEST_LAYOUT,
  temporaryDirectory,
} from '../testing/recorder-fixture.ts'
import { tripMessage } from '../testing/trip.ts'
import { openDatabase } from './database.ts'
import { RecorderCore } from './recorder-core.ts'
import { RECORDER_FILE, type RecorderSettings } from './recorder-file.ts'

function start(settings: RecorderSettings): RecorderCore {
  const core = new RecorderCore(settings)
  onTestFinished(() => core.close())
  return core
}

function read(settings: RecorderSettings) {
  return readRecorder(settings.directory, { device: DEVICE, publicKey: settings.key.publicKey })
}

function reasonOf({ frames }: ReturnType<typeof read>, epoch: string) {
  const opening = frames.find((frame) => frame.epoch === epoch && frame.n === 0)?.frame.sections[0]
  return opening === undefined ? undefined : decodeOpening(opening)
}

describe('a new recorder', () => {
  test('begins with a sealed frame 0 that brings opening and layout', () => {
    const settings = recorderSettings(temporaryDirectory())
    const core = start(settings)
    const { frames, epochs } = read(settings)
    expect(epochs).toEqual([{ epoch: core.status().epoch, reason: 'first-start' }])
    expect(frames).toHaveLength(1)
    expect(frames[0]?.frame.seal).toBeDefined()
    expect(frames[0]?.frame.sections.map((body) => body[0])).toEqual([0xe1, 0xe2])
    expect(core.status()).toMatchObject({ boot: 1, nextN: 1, framesTotal: 1, framesWaiting: 1 })
  })

  test('is durable at the second opening too, where better-sqlite3 falls back to NORMAL', () => {
    const path = join(temporaryDirectory(), 'recorder.db')
    openDatabase(path).close()
    const db = openDatabase(path)
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    db.close()
  })

  test('is kept by an SQLite that resets its journal soundly, as those before 3.52 did not', () => {
    const db = openDatabase(join(temporaryDirectory(), 'recorder.db'))
    const [major = 0, minor = 0] = String(db.prepare('SELECT sqlite_version()').pluck().get()).split('.').map(Number)
    db.close()
    expect(major * 1_000 + minor).toBeGreaterThanOrEqual(3_052)
  })
})

/** Commits that the journal holds: a frame that ends one says how many pages the file has then. */
function commitsIn(wal: string): number {
  const bytes = readFileSync(wal)
  const frameBytes = 24 + bytes.readUInt32BE(8)
  const salts = bytes.subarray(16, 24)
  let commits = 0
  for (let at = 32; at + frameBytes <= bytes.length; at += frameBytes) {
    if (!bytes.subarray(at + 8, at + 16).equals(salts)) break
    if (bytes.readUInt32BE(at + 4) > 0) commits++
  }
  return commits
}

test('an entry is one commit with all its readings and events, so that a slow disk is waited for once a sample', () => {
  const settings = recorderSettings(temporaryDirectory())
  const core = start(settings)
  const wal = join(settings.directory, `${RECORDER_FILE}-wal`)
  const event = (code: string) => ({ monotonicMs: 1_000, code, subject: 'c1', detail: {} })
  const before = commitsIn(wal)
  core.record(entryAt(1_000, { events: [event('door-opened'), event('door-closed')] }))
  expect(commitsIn(wal)).toBe(before + 1)
  core.record(entryAt(2_000, { prompt: true }))
  expect(commitsIn(wal)).toBe(before + 2)
})

describe('frames', () => {
  test('close when the interval since the first row has passed, without the row that made it so', () => {
    const settings = recorderSettings(temporaryDirectory())
    const core = start(settings)
    for (let at = 0; at <= 5; at++) core.record(entryAt(at * 1_000))
    const { temperatures, unframed } = read(settings)
    expect(temperatures.map(({ integer }) => integer)).toEqual([0, 1, 2, 3, 4])
    expect(unframed.map(({ integer }) => integer)).toEqual([5])
  })

  test('close at once for a prompt entry, with the row and its event', () => {
    const settings = recorderSettings(temporaryDirectory())
    const core = start(settings)
    core.record(entryAt(1_000))
    const event = { monotonicMs: 2_000, code: 'door-opened', subject: 'c1', detail: {} }
    core.record(entryAt(2_000, { events: [event], prompt: true }))
    const { frames, events, unframed } = read(settings)
    expect(frames.at(-1)?.prompt).toBe(true)
    expect(events.map(({ code }) => code)).toEqual(['started', 'door-opened'])
    expect(unframed).toEqual([])
  })

  test('are closed when due by an entry that brings nothing to record', () => {
    const settings = recorderSettings(temporaryDirectory())
    const core = start(settings)
    core.record(entryAt(0))
    core.record({ ...entryAt(9_000), samples: null })
    expect(read(settings)).toMatchObject({ temperatures: [{ integer: 0 }], unframed: [] })
  })

  test('are sealed each sealing interval and at the end', () => {
    const settings = recorderSettings(temporaryDirectory())
    const core = start(settings)
    for (let at = 0; at <= 25; at++) core.record(entryAt(at * 1_000))
    core.closeAndSeal(26_000)
    const sealed = read(settings).frames.map(({ frame }) => frame.seal !== undefined)
    expect(sealed).toEqual([true, true, false, true, false, true, true])
  })

  test('are sealed at once at what somebody will ask about, and not at a door', () => {
    const settings = recorderSettings(temporaryDirectory(), { sealIntervalMs: 1_000_000 })
    const core = start(settings)
    core.record(entryAt(0, { prompt: true }))
    const codes = ['door-opened', 'out-of-range', 'door-closed', 'back-in-range', 'probe-fault', 'power-lost']
    for (const [at, code] of codes.entries()) {
      const monotonicMs = (at + 1) * 100
      core.record(entryAt(monotonicMs, { events: [{ monotonicMs, code, subject: 'c1', detail: {} }], prompt: true }))
    }
    const sealed = read(settings).frames.map(({ frame }) => frame.seal !== undefined)
    expect(sealed).toEqual([true, true, false, true, false, true, true, true])
  })

  test('are sealed when a trip ends and when the cloud asks, even with nothing left to frame', () => {
    const settings = recorderSettings(temporaryDirectory(), { sealIntervalMs: 1_000_000 })
    const core = start(settings)
    const sealed = () => read(settings).frames.map(({ frame }) => frame.seal !== undefined)
    core.record(entryAt(0, { prompt: true }))
    core.record(entryAt(1_000, { prompt: true }))
    core.keepTrip(tripMessage(1))
    core.keepTrip(tripMessage(2))
    expect(sealed()).toEqual([true, true, false])
    core.keepTrip({ v: 1, revision: 3, trip: null })
    core.keepTrip(tripMessage(2))
    expect(sealed()).toEqual([true, true, false, true])
    core.record(entryAt(2_000))
    core.checkpoint('asked', { monotonicMs: 2_100, wallMs: BOOT_WALL_MS + 2_100, clock: 'rtc' })
    expect(sealed()).toEqual([true, true, false, true, true])
    const { events, unframed } = read(settings)
    expect(unframed).toEqual([])
    const reasons = events.filter(({ code }) => code === 'checkpoint').map(({ detail }) => detail.reason)
    expect(reasons).toEqual(['trip-ended', 'asked'])
  })

  test('derive their seeds from one in 64, over a restart too', () => {
    const settings = recorderSettings(temporaryDirectory())
    const core = start(settings)
    for (let at = 0; at < 40; at++) core.record(entryAt(at * 100, { prompt: true }))
    core.close()
    const again = start(settings)
    for (let at = 40; at < 80; at++) again.record(entryAt(at * 100, { prompt: true }))
    const seeds = read(settings).frames.map(({ frame }) => toHex(frame.seed))
    const isDerived = seeds.map((seed, n) => {
      const origin = seeds[seedOriginOf(n)] ?? ''
      return seedOriginOf(n) !== n && seed === toHex(derivedSeed(fromHex(origin), n))
    })
    expect(isDerived).toEqual(seeds.map((_, n) => ![0, 1, 65].includes(n)))
    expect(new Set(seeds).size).toBe(seeds.length)
  })

  test('never hold rows of two settings of the clock', () => {
    const settings = recorderSettings(temporaryDirectory())
    const core = start(settings)
    core.record(entryAt(1_000))
    core.record(entryAt(2_000, { wallMs: BOOT_WALL_MS + 3_600_000 }))
    core.closeAndSeal(3_000)
    const walls = read(settings)
      .frames.slice(1)
      .map(({ frame }) => frame.header.wallMs - frame.header.monotonicMs)
    expect(walls).toEqual([BOOT_WALL_MS, BOOT_WALL_MS + 3_600_000 - 2_000 + 0])
  })

  test('hold what contradicts itself as invalid rather than being held up by it', () => {
    const settings = recorderSettings(temporaryDirectory())
    const core = start(settings)
    const { samples, ...rest } = entryAt(1_000)
    core.record({ ...rest, samples: { integers: [null, 2 ** 50, 1.5, 0], marks: samples?.marks ?? [] } })
    core.closeAndSeal(2_000)
    expect(read(settings).temperatures).toEqual([{ boot: 1, monotonicMs: 1_000, integer: null }])
  })

  test('split where one frame cannot hold all', () => {
    const settings = recorderSettings(temporaryDirectory(), { frameIntervalMs: 3_600_000_000 })
    const core = start(settings)
    const detail = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`key${at}`, 'x'.repeat(256)]))
    for (let at = 1; at <= 40; at++) {
      core.record(entryAt(at * 1_000, { events: [{ monotonicMs: at * 1_000, code: 'gap', subject: '', detail }] }))
    }
    core.closeAndSeal(41_000)
    const { temperatures, frames } = read(settings)
    expect(temperatures.map(({ integer }) => integer)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1))
    expect(frames.length).toBeGreaterThan(2)
  })
})

describe('a restart', () => {
  test('frames what the boot before left with that boot’s number and bases, and marks the gap', () => {
    const settings = recorderSettings(temporaryDirectory())
    const first = new RecorderCore(settings)
    first.record(entryAt(1_000))
    first.record(entryAt(2_000))
    first.close()
    const wallMs = BOOT_WALL_MS + 60_000
    const second = start({ ...settings, start: { monotonicMs: 40, wallMs, clock: 'rtc' } })
    second.record(entryAt(1_000, { temperature: 99, wallMs: wallMs + 1_000 }))
    second.closeAndSeal(2_000)

    const { temperatures, frames, events } = read(settings)
    expect(temperatures).toEqual([
      { boot: 1, monotonicMs: 1_000, integer: 1 },
      { boot: 1, monotonicMs: 2_000, integer: 2 },
      { boot: 2, monotonicMs: 1_000, integer: 99 },
    ])
    expect(frames.map(({ frame }) => frame.header.boot)).toEqual([1, 1, 2])
    expect(frames.map(({ frame }) => frame.header.wallMs)).toEqual([BOOT_WALL_MS, BOOT_WALL_MS, wallMs - 40])
    expect(events.filter(({ code }) => code === 'started')).toMatchObject([
      { boot: 1, detail: {} },
      { boot: 2, detail: { gapFromMs: BOOT_WALL_MS + 2_000, gapToMs: wallMs } },
    ])
  })

  test('says no end of the gap by a clock that was never set', () => {
    const settings = recorderSettings(temporaryDirectory())
    const first = new RecorderCore(settings)
    first.record(entryAt(1_000))
    first.close()
    const second = start({ ...settings, start: { monotonicMs: 40, wallMs: 12_000, clock: 'none' } })
    second.closeAndSeal(2_000)
    const { events } = read(settings)
    expect(events.at(-1)).toMatchObject({ code: 'started', detail: { gapFromMs: BOOT_WALL_MS + 1_000 } })
    expect(events.at(-1)?.detail).not.toHaveProperty('gapToMs')
  })

  test('with another layout brings it in a frame of its own', () => {
    const settings = recorderSettings(temporaryDirectory())
    const first = new RecorderCore(settings)
    first.record(entryAt(1_000))
    first.close()
    const renamed = { ...TEST_LAYOUT, asset: { kind: 'truck' as const, name: 'renamed' } }
    const second = start({ ...settings, layoutBytes: createLayoutDocument(renamed).bytes })
    second.record(entryAt(1_000))
    second.closeAndSeal(2_000)
    const { frames } = read(settings)
    expect(frames.map(({ frame }) => frame.sections.map((body) => body[0]))).toEqual([
      [0xe1, 0xe2],
      [0, 1, 0xe0],
      [0xe2],
      [0, 1, 0xe0],
    ])
  })

  test('counts the boot even when the file is gone, and says that it is', () => {
    const settings = recorderSettings(temporaryDirectory())
    const first = new RecorderCore(settings)
    const { epoch } = first.status()
    first.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(settings.directory, `recorder.db${suffix}`), { force: true })
    const core = start(settings)
    expect(core.status()).toMatchObject({ boot: 2, problem: expect.stringContaining('1 frames') as string })
    expect(reasonOf(read(settings), core.status().epoch)).toMatchObject({
      reason: 'recorder-missing',
      previous: { epoch, n: 0 },
    })
  })
})
