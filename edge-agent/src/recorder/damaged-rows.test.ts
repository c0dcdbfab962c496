import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readRecorder } from '../testing/read-recorder.ts'
import { BOOT_WALL_MS, DEVICE, entryAt, recorderSettings, temporaryDirectory } from '../testing/recorder-fixture.ts'
import { openDatabase } from './database.ts'
import { RecorderCore } from './recorder-core.ts'
import { RECORDER_FILE, type RecorderSettings } from './recorder-file.ts'
import { SCHEMA_VERSION } from './schema.ts'

function start(settings: RecorderSettings): RecorderCore {
  const core = new RecorderCore(settings)
  onTestFinished(() => core.close())
  return core
}

const read = ({ directory, key }: RecorderSettings) =>
  readRecorder(directory, { device: DEVICE, publicKey: key.publicKey })

function inFile<T>({ directory }: RecorderSettings, work: (db: ReturnType<typeof openDatabase>) => T): T {
  const db = openDatabase(join(directory, RECORDER_FILE))
  try {
    return work(db)
  } finally {
    db.close()
  }
}

const CONTRADICTION = JSON.stringify({ integers: [1, null, 600, 0], marks: ['ok', 'ok', 'ok', 'ok'] })
const DAMAGES = [
  ['events that are no JSON', `events = '[{"monoto'`],
  ['samples of another form', `samples = '{"integers":[1.5],"marks":[]}'`],
  ['samples that no frame can hold', `samples = '${CONTRADICTION}'`],
  ['a clock that does not exist', `clock = 'sundial'`],
  ['a layout that is not kept', `layout = '0000000000000000'`],
] as const

test.each(DAMAGES)('a row with %s is set aside and said, and those around it are framed', (_, change) => {
  const settings = recorderSettings(temporaryDirectory())
  const core = start(settings)
  for (let at = 1; at <= 4; at++) core.record(entryAt(at * 1_000))
  // row 1 is the event of the start, and holds the first frame open
  inFile(settings, (db) => db.exec(`UPDATE rows SET ${change} WHERE monotonic_ms = 2000`))
  core.record(entryAt(6_000))
  core.closeAndSeal(7_000)
  const { temperatures, events, unframed, frames } = read(settings)
  expect(unframed).toEqual([])
  expect(temperatures.map(({ integer }) => integer)).toEqual([1, 3, 4, 6])
  const at = BOOT_WALL_MS + 2_000
  expect(events.filter(({ code }) => code === 'gap')).toMatchObject([
    { detail: { reason: 'row-damaged', gapFromMs: at, gapToMs: at } },
  ])
  expect(frames.at(-1)?.frame.seal).toBeDefined()
  const aside = inFile(settings, (db) => db.prepare('SELECT monotonic_ms FROM damaged_rows').pluck().all())
  expect(aside).toEqual([2_000])
})

test('a damaged row does not keep a start from beginning', () => {
  const settings = recorderSettings(temporaryDirectory())
  const first = new RecorderCore(settings)
  for (let at = 1; at <= 3; at++) first.record(entryAt(at * 1_000))
  first.close()
  inFile(settings, (db) => db.exec(`UPDATE rows SET events = 'x' WHERE monotonic_ms = 2000`))
  const core = start(settings)
  core.record(entryAt(9_000))
  core.closeAndSeal(10_000)
  expect(core.status()).toMatchObject({ boot: 2, problem: null })
  expect(read(settings).temperatures.map(({ integer }) => integer)).toEqual([1, 3, 9])
})

test('whatever keeps frames from being made does not keep rows out, and is said', () => {
  const { key, ...rest } = recorderSettings(temporaryDirectory(), { sealIntervalMs: 1 })
  let isKeyThere = true
  const settings = {
    ...rest,
    key: {
      publicKey: key.publicKey,
      get privateKey() {
        if (!isKeyThere) throw new Error('the key store does not answer')
        return key.privateKey
      },
    },
  }
  const core = start(settings)
  isKeyThere = false
  expect(core.record(entryAt(1_000, { prompt: true })).problem).toContain('the key store does not answer')
  core.record(entryAt(2_000))
  expect(read(settings).unframed.map(({ integer }) => integer)).toEqual([1, 2])
  isKeyThere = true
  expect(core.record(entryAt(9_000)).problem).toBeNull()
  expect(read(settings).temperatures.map(({ integer }) => integer)).toEqual([1, 2])
})

test('a file to which a newer release has added is gone on with, and one that it has changed is left alone', () => {
  const settings = recorderSettings(temporaryDirectory())
  start(settings).record(entryAt(1_000, { prompt: true }))
  const versionAfter = (sql: string, version: number): void =>
    inFile(settings, (db) => void db.exec(`${sql}; PRAGMA user_version = ${version}`))
  versionAfter('CREATE TABLE later (one); ALTER TABLE frames ADD COLUMN later TEXT', SCHEMA_VERSION + 1)
  const before = start(settings)
  before.record(entryAt(2_000, { prompt: true }))
  before.close()
  expect(read(settings).temperatures.map(({ integer }) => integer)).toEqual([1, 2])
  inFile(settings, (db) => expect(db.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION + 1))
  versionAfter('SELECT 1', 1_001)
  expect(() => openDatabase(join(settings.directory, RECORDER_FILE))).toThrow(/has version 1001/)
})

test('a file of the first version is brought to this one with all that it owes', () => {
  const settings = recorderSettings(temporaryDirectory())
  const first = new RecorderCore(settings)
  first.record(entryAt(1_000, { prompt: true }))
  first.close()
  inFile(settings, (db) => {
    db.exec(
      'ALTER TABLE waiting DROP COLUMN sent; DROP TABLE damaged_rows; DROP TABLE documents; DROP TABLE trip; DROP TABLE alarms; DROP TABLE sms; DROP TABLE trimmed; DROP TABLE told_losses; DROP TABLE trip_progress; PRAGMA user_version = 1',
    )
  })
  const core = start(settings)
  const { epoch } = core.status()
  const ack = { epoch, through: 1, have: [], kept: [], creditBytes: 65_536 }
  // what waited may have been sent by the version before
  expect(core.acknowledge({ ack, underWay: [], authoritative: true }).outcome).toBe('applied')
})
