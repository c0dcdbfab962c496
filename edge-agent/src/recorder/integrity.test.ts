import { cpSync, existsSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createRandom } from '../../../tooling/random.ts'
import { readRecorder } from '../testing/read-recorder.ts'
import { BOOT_WALL_MS, DEVICE, entryAt, recorderSettings, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { checkAtStart, createFrameCheck } from './integrity.ts'
import { RecorderCore } from './recorder-core.ts'
import { RECORDER_FILE, type RecorderSettings } from './recorder-file.ts'

const ALL = { underWay: [], maxBytes: 1e9, atLeastOne: true }
const HOUR_MS = 3_600_000

function start(settings: RecorderSettings): RecorderCore {
  const core = new RecorderCore(settings)
  onTestFinished(() => core.close())
  return core
}

const rarelySealed = (directory = temporaryDirectory()) => recorderSettings(directory, { sealIntervalMs: 1e12 })
const fileOf = ({ directory }: RecorderSettings): string => join(directory, RECORDER_FILE)
const read = ({ directory, key }: RecorderSettings) =>
  readRecorder(directory, { device: DEVICE, publicKey: key.publicKey })

/** Changes a bit of a frame as a card does that forgets: the page is as sound as before. */
function flipBit(settings: RecorderSettings, n: number): void {
  const db = new Database(fileOf(settings))
  const bytes = db.prepare<[number], Buffer>('SELECT bytes FROM frames WHERE n = ?').pluck().get(n)
  if (bytes === undefined) throw new Error(`no frame ${n}`)
  const last = bytes.length - 1
  bytes[last] = (bytes[last] ?? 0) ^ 1
  db.prepare('UPDATE frames SET bytes = ? WHERE n = ?').run(bytes, n)
  db.close()
}

test('one bit of a frame that changed is found at a start, and nothing else is lost', () => {
  const settings = rarelySealed()
  const before = new RecorderCore(settings)
  for (let at = 1; at <= 30; at++) before.record(entryAt(at * 1_000, { prompt: true }))
  const { epoch } = before.status()
  before.close()
  flipBit(settings, 12)
  const core = start(settings)
  expect(core.status().quarantinedTo).not.toBeNull()
  expect(core.status().problem).toContain('damaged')
  const owed = core.outbox(ALL).filter((frame) => frame.epoch === epoch)
  expect(owed.map(({ n }) => n).sort((left, right) => left - right)).toEqual(
    Array.from({ length: 31 }, (_, n) => n).filter((n) => n !== 12),
  )
})

test('one that changed while the agent runs is found within a round, and what the cloud has is taken over in time', () => {
  const settings = rarelySealed()
  const core = start(settings)
  const record = (at: number) => core.record(entryAt(at * HOUR_MS, { temperature: at, prompt: true }))
  for (let at = 1; at <= 30; at++) record(at)
  const { epoch: old, nextN } = core.status()
  core.outbox(ALL)
  const ack = { epoch: old, through: nextN - 1, have: [], kept: [], creditBytes: 65_536 }
  core.acknowledge({ ack, underWay: [], authoritative: true })
  flipBit(settings, 12)
  const found = record(31)
  expect(found).toMatchObject({ quarantinedTo: expect.stringContaining('quarantine') as string })
  expect(found.epoch).not.toBe(old)
  // the entry was committed before the damage was found: it is owed, once
  record(32)
  record(33)
  core.closeAndSeal(34 * HOUR_MS)
  // all that could be read is here again, for a cloud that may lose it
  expect(core.kept().frames.get(old)).toBe(nextN)
  expect(readdirSync(found.quarantinedTo ?? '')).toEqual(expect.arrayContaining([RECORDER_FILE, 'taken-over']))
  core.acknowledge({ ack: { ...ack, through: -1 }, underWay: [], authoritative: true })
  const waiting = core.outbox(ALL).filter(({ epoch }) => epoch === old)
  expect(waiting.map(({ n }) => n).sort((left, right) => left - right)).toEqual(
    Array.from({ length: nextN + 1 }, (_, n) => n).filter((n) => n !== 12),
  )
})

test('a start computes the newest frames anew, and reads no more of the rest than samples', () => {
  const settings = rarelySealed()
  const core = new RecorderCore(settings)
  for (let at = 1; at <= 20; at++) core.record(entryAt(at * 1_000, { prompt: true }))
  core.close()
  flipBit(settings, 3)
  const db = new Database(fileOf(settings))
  onTestFinished(() => void db.close())
  expect(() => checkAtStart(db, fileOf(settings), 10)).not.toThrow()
  expect(() => checkAtStart(db, fileOf(settings), 19)).toThrow('frame 3 of epoch')
  // whatever its age, the round comes by it
  expect(() => createFrameCheck(db).step(1_000)).toThrow('frame 3 of epoch')
  const check = createFrameCheck(db)
  expect([check.step(1), check.step(1)]).toEqual([false, false])
  expect(() => check.step(1)).toThrow('frame 3 of epoch')
})

describe('a journal that was torn or went astray', () => {
  /** A recorder that is copied while it runs: 60 entries, half of them only in the journal. */
  function running() {
    const settings = rarelySealed()
    const core = start(settings)
    for (let at = 1; at <= 30; at++) core.record(entryAt(at * 1_000, { prompt: at % 3 === 0 }))
    const early = temporaryDirectory()
    cpSync(settings.directory, early, { recursive: true })
    for (let at = 31; at <= 60; at++) core.record(entryAt(at * 1_000, { prompt: at % 3 === 0 }))
    const { epoch, nextN } = core.status()
    const late = temporaryDirectory()
    cpSync(settings.directory, late, { recursive: true })
    return { early, late, key: settings.key, epoch, nextN }
  }

  /** Starts on a copy; every number that was ever given is here or said to be lost, and every reading comes in its order. */
  function expectNothingUnsaid(directory: string, before: { readonly epoch: string; readonly nextN: number }): string {
    const settings = rarelySealed(directory)
    const wallMs = BOOT_WALL_MS + HOUR_MS
    const core = new RecorderCore({ ...settings, start: { monotonicMs: 0, wallMs, clock: 'rtc' } })
    try {
      core.record(entryAt(1_000, { temperature: 99, wallMs: wallMs + 1_000 }))
      core.closeAndSeal(2_000)
      const { epoch } = core.status()
      const { frames, salvaged, events, temperatures, unframed } = read(settings)
      expect(unframed).toEqual([])
      const here = new Set([
        ...frames.filter((frame) => frame.epoch === before.epoch).map(({ n }) => n),
        ...salvaged.filter((name) => name.startsWith(before.epoch)).map((name) => Number(name.split('/')[1])),
      ])
      const lost = events
        .filter(({ code, detail }) => code === 'lost' && detail.epoch === before.epoch)
        .flatMap(({ detail: { from, to } }) =>
          Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => Number(from) + at),
        )
      const isWhole = epoch === before.epoch
      const given = Array.from({ length: before.nextN }, (_, n) => n)
      expect([...here, ...lost].sort((left, right) => left - right)).toEqual(isWhole ? [...here] : given)
      // an epoch that goes on has all that was given in it: a number may not be given twice
      expect([...here, ...lost]).toEqual(expect.arrayContaining(given))
      expect(temperatures.at(-1)?.integer).toBe(99)
      const earlier = temperatures.filter(({ boot }) => boot === 1).map(({ integer }) => integer)
      expect(earlier).toEqual([...new Set(earlier)].sort((left, right) => (left ?? 0) - (right ?? 0)))
      return isWhole ? 'whole' : `${lost.length} lost`
    } finally {
      core.close()
    }
  }

  test('at any of its bytes: what was committed before is there, and what is gone is said', () => {
    const { late, epoch, nextN } = running()
    const size = statSync(join(late, `${RECORDER_FILE}-wal`)).size
    const random = createRandom('torn journal')
    // whole, empty, without its header, at a page's edge and anywhere
    const offsets = [size, 0, 20, 32 + 4_120 * 3, ...Array.from({ length: 8 }, () => Math.floor(random() * size))]
    const ends = offsets.map((offset) => {
      const copy = temporaryDirectory()
      cpSync(late, copy, { recursive: true })
      truncateSync(join(copy, `${RECORDER_FILE}-wal`), offset)
      return expectNothingUnsaid(copy, { epoch, nextN })
    })
    expect(ends[0]).toBe('whole')
    expect(new Set(ends).size).toBeGreaterThan(2)
  })

  test('a file that was copied without it is older than the note beside it', () => {
    const { late, epoch, nextN } = running()
    writeFileSync(join(late, `${RECORDER_FILE}-wal`), '')
    expect(expectNothingUnsaid(late, { epoch, nextN })).toMatch(/lost/)
  })

  test('that of another time, beside a file that was put back, is not believed', () => {
    const { early, late, epoch, nextN } = running()
    cpSync(join(early, RECORDER_FILE), join(late, RECORDER_FILE))
    expect(existsSync(join(late, `${RECORDER_FILE}-shm`))).toBe(true)
    expectNothingUnsaid(late, { epoch, nextN })
  })
})
