import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sm3, toHex } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openDatabase } from '../lib/database.ts'
import { FakeTruck } from '../testing/fake-truck.ts'
import { describeFrameLog } from './frame-log.suite.ts'
import { FRAME_SCHEMA } from './frame-schema.ts'
import { SqliteFrameLog } from './sqlite-frame-log.ts'
import { SqliteFrameReader } from './sqlite-frame-reader.ts'

describeFrameLog('SQLite', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-frames-'))
  return {
    open: () => SqliteFrameLog.open(join(directory, 'frames.db')),
    remove: () => rm(directory, { recursive: true }),
  }
})

it('is FULL on every opening, not only on the one that makes the file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-frames-'))
  const path = join(directory, 'frames.db')
  for (let opening = 0; opening < 2; opening++) {
    const db = openDatabase(path, FRAME_SCHEMA)
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    db.close()
  }
  await rm(directory, { recursive: true })
})

it('says what is wrong with a file that is no database', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-frames-'))
  const path = join(directory, 'frames.db')
  await writeFile(path, 'x'.repeat(10_000))
  await expect(SqliteFrameLog.open(path)).rejects.toThrow(/file is not a database/)
  await rm(directory, { recursive: true })
})

it('refuses a file of another schema version by name, and leaves no thread behind', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-frames-'))
  const path = join(directory, 'frames.db')
  const db = new Database(path)
  db.pragma('user_version = 9')
  db.close()
  await expect(SqliteFrameLog.open(path)).rejects.toThrow(/schema version 9, this program knows 2/)
  await rm(directory, { recursive: true })
})

it('a reader that holds the log sees it as it was, whatever is committed meanwhile', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-frames-'))
  const path = join(directory, 'frames.db')
  const truck = new FakeTruck()
  const log = await SqliteFrameLog.open(path)
  await log.accept([{ device: truck.device, bytes: truck.open(), receivedAtMs: 1 }])
  const reader = new SqliteFrameReader(path, { held: true })
  const bytes = truck.frame({ events: [{ monotonicMs: 1, code: 'x' }] })
  await log.accept([{ device: truck.device, bytes, receivedAtMs: 2 }])
  expect(await reader.lastPosition()).toBe(1)
  expect(await reader.epochs()).toMatchObject([{ frames: 1, lastN: 0 }])
  await reader.close()
  await log.close()
  await rm(directory, { recursive: true })
})

it('brings a filled file of the release before along: every byte, fork and refused arrival is there, and it goes on', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-frames-'))
  const path = join(directory, 'frames.db')
  const truck = new FakeTruck()
  const frames = [
    truck.open(),
    ...Array.from({ length: 20 }, (_, at) => truck.frame({ events: [{ monotonicMs: at, code: 'x' }] })),
  ]
  const old = openDatabase(path, { version: 1, sql: FRAME_SCHEMA.sql })
  old.prepare('INSERT INTO epochs VALUES (7, ?, ?, 1)').run(truck.device, truck.epoch)
  const insert = old.prepare('INSERT INTO frames VALUES (?, 7, ?, ?, ?, ?)')
  for (const [n, bytes] of frames.entries()) insert.run(n + 1, n, 1_000 + n, sm3(bytes), bytes)
  old.prepare('INSERT INTO forks VALUES (1, 7, 3, 5, ?, ?)').run(sm3(Buffer.from('x')), Buffer.from('x'))
  old.prepare("INSERT INTO quarantine VALUES (1, 'tk001', 5, 'no frame', ?, 3)").run(Buffer.from('abc'))
  old.exec("INSERT INTO quarantine_counts VALUES ('tk001', 1)")
  old.prepare("INSERT INTO kept_layouts VALUES ('0011223344556677', ?)").run(Buffer.from('{}'))
  old.close()
  const log = await SqliteFrameLog.open(path)
  const stored = await log.read(0, 100)
  expect(stored.map(({ n, receivedAtMs, bytes }) => [n, receivedAtMs, toHex(bytes)])).toEqual(
    frames.map((bytes, n) => [n, 1_000 + n, toHex(bytes)]),
  )
  expect(await log.counts()).toEqual({ frames: 21, forks: 1, quarantined: 1 })
  expect(await log.forks(truck.device, truck.epoch)).toMatchObject([{ n: 3 }])
  expect(await log.keptLayouts()).toHaveLength(1)
  const bytes = truck.frame({ events: [{ monotonicMs: 99, code: 'x' }] })
  const { acknowledged } = await log.accept([{ device: truck.device, bytes, receivedAtMs: 2_000 }])
  expect(acknowledged).toMatchObject([{ through: 21, have: [] }])
  await log.close()
  await rm(directory, { recursive: true })
})
