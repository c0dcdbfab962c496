import { closeSync, existsSync, openSync, readdirSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { decodeOpening, sm3, toHex, toUtf8 } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readRecorder } from '../testing/read-recorder.ts'
import { BOOT_WALL_MS, DEVICE, entryAt, recorderSettings, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { openDatabase } from './database.ts'
import { quarantine } from './quarantine.ts'
import { RecorderCore } from './recorder-core.ts'
import { RECORDER_FILE, type RecorderSettings } from './recorder-file.ts'

const PAGE_BYTES = 4_096
const RESTARTED = { monotonicMs: 0, wallMs: BOOT_WALL_MS + 3_600_000, clock: 'rtc' as const }

function start(settings: RecorderSettings): RecorderCore {
  const core = new RecorderCore(settings)
  onTestFinished(() => core.close())
  return core
}

const rarelySealed = (): RecorderSettings => recorderSettings(temporaryDirectory(), { sealIntervalMs: 1e9 })
const fileOf = ({ directory }: RecorderSettings): string => join(directory, RECORDER_FILE)
const read = ({ directory, key }: RecorderSettings) =>
  readRecorder(directory, { device: DEVICE, publicKey: key.publicKey })

function openingOf({ frames }: ReturnType<typeof read>, epoch: string) {
  const body = frames.find((frame) => frame.epoch === epoch && frame.n === 0)?.frame.sections[0]
  return body === undefined ? undefined : decodeOpening(body)
}

/** Frames 0 … 40 that nobody acknowledged, and the rows 40 … 44 that are in none. */
function recordSome(settings: RecorderSettings): string {
  const core = new RecorderCore(settings)
  for (let at = 0; at <= 44; at++) core.record(entryAt(at * 1_000, { prompt: at < 40 }))
  const { epoch, nextN } = core.status()
  expect(nextN).toBe(41)
  core.close()
  return epoch
}

/** Leaf pages of a table or index, as a damaged card would hit them. */
function leavesOf(settings: RecorderSettings, name: string): number[] {
  const db = new Database(fileOf(settings))
  db.pragma('wal_checkpoint(TRUNCATE)')
  const pages = db
    .prepare<[string], number>("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY pageno")
    .pluck()
    .all(name)
  db.close()
  return pages
}

function ruin(settings: RecorderSettings, page: number): void {
  const file = openSync(fileOf(settings), 'r+')
  writeSync(file, Buffer.alloc(PAGE_BYTES, 0x5a), 0, PAGE_BYTES, (page - 1) * PAGE_BYTES)
  closeSync(file)
}

function numbersLost(events: ReturnType<typeof read>['events'], epoch: string): number[] {
  return events
    .filter(({ code, detail }) => code === 'lost' && detail.epoch === epoch)
    .flatMap(({ detail: { from, to } }) =>
      Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => Number(from) + at),
    )
}

const upTo = (last: number): number[] => Array.from({ length: last + 1 }, (_, at) => at)

test('documents and the trip are taken over from a damaged file; what waited waits on', () => {
  const settings = rarelySealed()
  const before = new RecorderCore(settings)
  const now = { monotonicMs: 0, wallMs: BOOT_WALL_MS, clock: 'rtc' as const }
  const make = (id: string) => ({ id, kind: 'handover', salt: new Uint8Array(16), bytes: toUtf8('{}') })
  const [first, second] = ['document-1', 'document-2'].map((id) => before.keepDocument(make(id), now).kept)
  before.acknowledgeDocument('document-1', first?.digest ?? '')
  expect(before.acknowledgeDocument('document-2', first?.digest.replace(/./, 'x') ?? '')).toBe(false)
  before.keepTrip({ v: 1, revision: 7, trip: null })
  for (let at = 0; at <= 44; at++) before.record(entryAt(at * 1_000, { prompt: at < 40 }))
  before.close()
  const leaf = leavesOf(settings, 'frames')[0]
  ruin(settings, leaf ?? 0)

  const core = start({ ...settings, start: RESTARTED })
  expect(core.status().quarantinedTo).not.toBeNull()
  expect(core.documentsOfKind('handover', 10).map(({ id, acknowledged }) => [id, acknowledged])).toEqual([
    ['document-2', false],
    ['document-1', true],
  ])
  expect(core.nextDocument(0)?.digest).toBe(second?.digest)
  expect(core.trip()?.revision).toBe(7)
})

describe('a file that cannot be read at all', () => {
  test.each([
    ['is no database', (path: string) => writeFileSync(path, Buffer.alloc(50_000, 0x5a))],
    ['lost its end', (path: string) => truncateSync(path, PAGE_BYTES * 3)],
  ])('because it %s is put aside whole; the epoch after it says what is lost', (_, damage) => {
    const settings = rarelySealed()
    const before = recordSome(settings)
    damage(fileOf(settings))
    const core = start({ ...settings, start: RESTARTED })
    const { quarantinedTo, epoch, boot, problem } = core.status()
    expect(quarantinedTo).toContain(join(settings.directory, 'quarantine'))
    expect(readdirSync(quarantinedTo ?? '')).toContain(RECORDER_FILE)
    expect(problem).toMatch(/damaged.* \d+ frames .*lost/)
    expect(boot).toBe(2)
    core.record(entryAt(1_000, { wallMs: RESTARTED.wallMs + 1_000 }))
    core.closeAndSeal(2_000)

    const after = read(settings)
    expect(openingOf(after, epoch)).toMatchObject({
      reason: 'recorder-corrupt',
      previous: { epoch: before, n: 40, head: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    })
    expect(after.temperatures).toEqual([{ boot: 2, monotonicMs: 1_000, integer: 1 }])
    expect(numbersLost(after.events, before)).toEqual(upTo(40))
    // the rows that were in no frame are said as a gap
    const started = after.events.find(({ code }) => code === 'started')
    expect(started?.detail).toEqual({ gapFromMs: BOOT_WALL_MS + 39_000, gapToMs: RESTARTED.wallMs })
    expect(after.frames.at(-1)?.frame.seal).toBeDefined()
  })

  test('while running is put aside, and the entry recorded in a new one behind what is lost', () => {
    const settings = rarelySealed()
    const core = start(settings)
    for (let at = 0; at < 100; at++) core.record(entryAt(at * 1_000))
    const { epoch: before, nextN } = core.status()
    const db = openDatabase(fileOf(settings))
    db.pragma('wal_checkpoint(TRUNCATE)')
    db.close()
    writeFileSync(fileOf(settings), Buffer.alloc(PAGE_BYTES * 20, 0x5a))
    expect(existsSync(`${fileOf(settings)}-wal`)).toBe(true)
    expect(core.record(entryAt(100_000))).toMatchObject({
      quarantinedTo: expect.stringContaining('quarantine') as string,
      problem: expect.stringContaining('lost') as string,
    })
    core.closeAndSeal(101_000)
    const { epoch } = core.status()
    const after = read(settings)
    expect(openingOf(after, epoch)).toMatchObject({
      reason: 'recorder-corrupt',
      previous: { epoch: before, n: nextN - 1 },
    })
    expect(after.temperatures).toEqual([{ boot: 1, monotonicMs: 100_000, integer: 100 }])
    expect(numbersLost(after.events, before)).toEqual(upTo(nextN - 1))
    expect(after.events.find(({ code }) => code === 'gap')?.detail).toEqual({
      reason: 'recorder-corrupt',
      gapFromMs: BOOT_WALL_MS + 94_000,
      gapToMs: BOOT_WALL_MS + 100_000,
    })
    // said once: the next start finds nothing wrong
    core.close()
    const again = start(settings)
    expect(again.status()).toMatchObject({ epoch, quarantinedTo: null, problem: null })
  })
})

describe('a file with one damaged page', () => {
  test.each(['frames', 'sqlite_autoindex_frames_1', 'acks'])(
    'of %s: what can be read is owed again, what cannot is lost, and nothing is both or neither',
    (name) => {
      const settings = rarelySealed()
      const before = recordSome(settings)
      const leaves = leavesOf(settings, name)
      ruin(settings, leaves[Math.floor(leaves.length / 2)] ?? 0)
      const core = start({ ...settings, start: RESTARTED })
      core.closeAndSeal(1_000)
      const after = read(settings)
      const owed = after.salvaged.map((key) => Number(key.split('/')[1]))
      expect(owed.length).toBeGreaterThan(0)
      expect([...owed, ...numbersLost(after.events, before)].sort((left, right) => left - right)).toEqual(upTo(40))
      // the rows came through whole, so that the gap begins after them
      expect(after.temperatures).toEqual(
        [40, 41, 42, 43, 44].map((at) => ({ boot: 1, monotonicMs: at * 1_000, integer: at })),
      )
      expect(after.events.find(({ code }) => code === 'started')?.detail.gapFromMs).toBe(BOOT_WALL_MS + 44_000)
    },
  )

  test('gives its frames to the cloud under their numbers, each until its very copy is named', () => {
    const settings = rarelySealed()
    const before = recordSome(settings)
    ruin(settings, leavesOf(settings, 'sqlite_autoindex_frames_1')[0] ?? 0)
    const core = start(settings)
    const waiting = () =>
      core
        .outbox({ underWay: [], maxBytes: 1e6, atLeastOne: true })
        .filter(({ epoch }) => epoch === before)
        .sort((left, right) => left.n - right.n)
    const kept = waiting().map(({ n, bytes }): [number, string] => [n, toHex(sm3(bytes).subarray(0, 8))])
    expect(kept.map(([n]) => n)).toEqual(upTo(40))
    const ack = { epoch: before, through: 40, have: [], creditBytes: 65_536 }
    core.acknowledge({ ack: { ...ack, kept: [] }, underWay: [], authoritative: true })
    expect(waiting()).toHaveLength(41)
    core.acknowledge({ ack: { ...ack, kept: kept.slice(0, 4) }, underWay: [], authoritative: false })
    expect(waiting().map(({ n }) => n)).toEqual(upTo(40).slice(4))
  })

  test('does not hand out frames that are not the ones that were signed', () => {
    const settings = rarelySealed()
    const before = recordSome(settings)
    const db = new Database(fileOf(settings))
    db.exec('UPDATE frames SET bytes = (SELECT bytes FROM frames WHERE n = 3) WHERE n = 5')
    db.close()
    ruin(settings, leavesOf(settings, 'sqlite_autoindex_frames_1')[0] ?? 0)
    const core = start(settings)
    core.closeAndSeal(1_000)
    const after = read(settings)
    expect(after.salvaged).not.toContain(`${before}/5`)
    expect(numbersLost(after.events, before)).toEqual([5])
  })
})

test('a start that died after it had put the file aside is gone on with', () => {
  const settings = rarelySealed()
  const before = recordSome(settings)
  quarantine(fileOf(settings), BOOT_WALL_MS)
  openDatabase(fileOf(settings)).close()
  const core = start(settings)
  core.closeAndSeal(1_000)
  const after = read(settings)
  expect(openingOf(after, core.status().epoch)?.reason).toBe('recorder-corrupt')
  expect(after.salvaged).toEqual(upTo(40).map((n) => `${before}/${n}`))
  expect(after.temperatures).toHaveLength(5)
  // and only once
  core.close()
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${fileOf(settings)}${suffix}`, { force: true })
  expect(start(settings).status().problem).toContain('was gone')
})

describe('a file with tables and no epoch', () => {
  test('is a first start where there is no note', () => {
    const settings = rarelySealed()
    openDatabase(fileOf(settings)).close()
    const core = start(settings)
    expect(openingOf(read(settings), core.status().epoch)).toMatchObject({ reason: 'first-start', previous: null })
  })

  test('is a missing recorder where there is one', () => {
    const settings = rarelySealed()
    const before = recordSome(settings)
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${fileOf(settings)}${suffix}`, { force: true })
    openDatabase(fileOf(settings)).close()
    const core = start(settings)
    expect(openingOf(read(settings), core.status().epoch)).toMatchObject({
      reason: 'recorder-missing',
      previous: { epoch: before },
    })
  })
})
