import { statSync } from 'node:fs'
import { decodeFrame, equalBytes, frameHead, ProtocolError } from '@coldrx/protocol'
import type Database from 'better-sqlite3'
import { RecorderError } from './recorder-error.ts'

/** Tables that grow for years: a start looks at their newest part and at samples, `createFrameCheck` at all of it in time. */
const LARGE_TABLES: ReadonlySet<string> = new Set(['frames', 'documents'])
/** About three days: what the next frames go on from, and what most likely is still owed. */
const NEWEST_FRAMES = 1_000
/** Spread over the whole table they come by nearly every page above its leaves. */
const SAMPLES = 256

interface ChainedFrame {
  readonly n: number
  readonly bytes: Buffer
  readonly head: Buffer
}

/**
 * What a start checks before it goes on with a file, in a time that does not grow with the years: that the file has all
 * its pages, the small tables whole, that what waits is there, the newest frames by computing their heads anew, and
 * samples of the rest. @throws RecorderError SQLITE_CORRUPT, SqliteError
 */
export function checkAtStart(db: Database.Database, path: string, newestFrames = NEWEST_FRAMES): void {
  const refuse = (problem: string): never => {
    throw new RecorderError('SQLITE_CORRUPT', `${path}: ${problem}`)
  }
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all()
  for (const table of tables.filter((name) => !LARGE_TABLES.has(name))) {
    const verdict = db.pragma(`quick_check("${table.replaceAll('"', '""')}")`, { simple: true })
    if (verdict !== 'ok') refuse(String(verdict))
  }
  if (!hasAllPages(db, path)) refuse('the file is shorter than it says')
  if (!['epochs', 'frames', 'waiting', 'documents'].every((name) => tables.includes(name))) return
  const problem = problemOfWaiting(db) ?? problemOfNewest(db, newestFrames) ?? problemOfSamples(db)
  if (problem !== null) refuse(problem)
}

/** Pages that are still in the journal need not be in the file: it is emptied first, as far as readers allow. */
function hasAllPages(db: Database.Database, path: string): boolean {
  const [state] = db.pragma('wal_checkpoint(PASSIVE)') as { busy: number; log: number; checkpointed: number }[]
  if (state === undefined || state.busy !== 0 || state.log !== state.checkpointed) return true
  const pages = Number(db.pragma('page_count', { simple: true }))
  return statSync(path).size >= pages * Number(db.pragma('page_size', { simple: true }))
}

function problemOfWaiting(db: Database.Database): string | null {
  const gone = db
    .prepare<[], { epoch: string; n: number }>(
      `SELECT w.epoch, w.n FROM waiting w LEFT JOIN frames f ON f.epoch = w.epoch AND f.n = w.n
       WHERE f.n IS NULL LIMIT 1`,
    )
    .get()
  return gone === undefined ? null : `frame ${gone.n} of epoch ${gone.epoch} waits and is not there`
}

function problemOfNewest(db: Database.Database, count: number): string | null {
  const current = db
    .prepare<[], { epoch: string; nextN: number; head: Buffer }>(
      'SELECT epoch, next_n AS nextN, head FROM epochs ORDER BY position DESC LIMIT 1',
    )
    .get()
  if (current === undefined || current.nextN === 0) return null
  const { epoch, nextN, head } = current
  const frames = db
    .prepare<[string, number], ChainedFrame>('SELECT n, bytes, head FROM frames WHERE epoch = ? AND n >= ? ORDER BY n')
    .all(epoch, nextN - count)
  const last = frames.at(-1)
  if (last === undefined || last.n !== nextN - 1 || !equalBytes(last.head, head)) {
    return `epoch ${epoch} has come to frame ${nextN - 1}, and that frame is another or not there`
  }
  const missing = frames.find(({ n }, at) => n !== nextN - frames.length + at)
  if (missing !== undefined) return `before frame ${missing.n} of epoch ${epoch} one is missing`
  return problemOfChain(epoch, frames)
}

/** Whether each frame that has its predecessor before it has the head that follows from it: not a bit may differ. */
function problemOfChain(epoch: string, frames: readonly ChainedFrame[]): string | null {
  let before: ChainedFrame | undefined
  for (const frame of frames) {
    if (before !== undefined && before.n === frame.n - 1 && !follows(before.head, frame)) {
      return `frame ${frame.n} of epoch ${epoch} is not the one that was recorded`
    }
    before = frame
  }
  return null
}

function follows(before: Uint8Array, { bytes, head }: ChainedFrame): boolean {
  try {
    return equalBytes(frameHead(before, decodeFrame(bytes)), head)
  } catch (error) {
    if (error instanceof ProtocolError) return false
    throw error
  }
}

/** Frames and documents from all over the file, each by its table and by its index. */
function problemOfSamples(db: Database.Database): string | null {
  const frame = db.prepare<[number], { rowid: number; epoch: string; n: number }>(
    'SELECT rowid, epoch, n FROM frames NOT INDEXED WHERE rowid >= ? ORDER BY rowid LIMIT 1',
  )
  const rowOf = db.prepare<[string, number], number>('SELECT rowid FROM frames WHERE epoch = ? AND n = ?').pluck()
  for (const at of samplesOf(db, 'SELECT max(rowid) FROM frames')) {
    const found = frame.get(at)
    if (found !== undefined && rowOf.get(found.epoch, found.n) !== found.rowid) {
      return `frame ${found.n} of epoch ${found.epoch} is not where its index says`
    }
  }
  const document = db.prepare<[number]>('SELECT id FROM documents WHERE position >= ? ORDER BY position LIMIT 1')
  for (const at of samplesOf(db, 'SELECT max(position) FROM documents')) document.get(at)
  return null
}

function samplesOf(db: Database.Database, lastKey: string): number[] {
  const last = Number(db.prepare(lastKey).pluck().get() ?? 0)
  const step = Math.max(1, Math.floor(last / SAMPLES))
  return Array.from({ length: Math.ceil(last / step) }, (_, at) => 1 + at * step)
}

/**
 * Goes over all frames again and again, a few at a time, and computes their heads anew: what a card has forgotten or
 * changed in the years is found although nobody reads it, flipped bits inside of a page included.
 */
export function createFrameCheck(db: Database.Database) {
  const nextEpoch = db.prepare<[number], { position: number; epoch: string }>(
    'SELECT position, epoch FROM epochs WHERE position > ? ORDER BY position LIMIT 1',
  )
  const select = db.prepare<[string, number, number], ChainedFrame>(
    'SELECT n, bytes, head FROM frames WHERE epoch = ? AND n >= ? ORDER BY n LIMIT ?',
  )
  let at: { readonly position: number; readonly epoch: string; readonly n: number } | null = null
  return {
    /** @returns whether a round has ended. @throws RecorderError SQLITE_CORRUPT, SqliteError */
    step(frames: number): boolean {
      if (at === null) {
        const first = nextEpoch.get(0)
        if (first === undefined) return true
        at = { ...first, n: 0 }
      }
      const { position, epoch, n } = at
      // the last one of before is read again: the first new one follows from it
      const found = select.all(epoch, n, frames + 1)
      const problem = problemOfChain(epoch, found)
      if (problem !== null) throw new RecorderError('SQLITE_CORRUPT', problem)
      const last = found.at(-1)
      if (last !== undefined && found.length > frames) {
        at = { position, epoch, n: last.n }
        return false
      }
      const next = nextEpoch.get(position)
      at = next === undefined ? null : { ...next, n: 0 }
      return next === undefined
    },
  }
}

export type FrameCheck = ReturnType<typeof createFrameCheck>
