import { existsSync } from 'node:fs'
import { layoutHash, type TripMessage, toHex } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { parseStoredProgress, type TripProgress } from '../trips/trip-progress.ts'
import type { RecorderDatabase } from './database.ts'
import { type KeptDocument, parseStoredDocument } from './document-table.ts'
import { type KnownEpoch, readEpochs } from './epoch-table.ts'
import { isSqliteError } from './recorder-error.ts'
import type { StoredRow } from './stored-row.ts'
import { parseStoredTrip } from './trip-table.ts'

const frameSchema = z.object({
  epoch: z.string(),
  n: z.int(),
  bytes: z.instanceof(Uint8Array),
  head: z.instanceof(Uint8Array),
  closedAt: z.int(),
})

export type FoundFrame = z.infer<typeof frameSchema>

export interface DamagedFile {
  /** null when the table itself cannot be read */
  readonly epochs: readonly KnownEpoch[] | null
  /** those whose bytes have the hash of their name */
  layouts(): { readonly hash: string; readonly bytes: Uint8Array }[]
  /** every frame that SQLite still gives, in the order in which they were made; `atLeast` so many there were */
  frames(atLeast: number): Iterable<FoundFrame>
  rows(): { readonly rows: readonly StoredRow[]; readonly isWhole: boolean }
  /** those whose bytes fit their digest */
  documents(): Iterable<KeptDocument>
  trip(): TripMessage | null
  progress(): TripProgress[]
  close(): void
}

/** Opens a file that was put aside, never to be written. Of what it gives nothing is to be believed unchecked. */
export function openDamagedFile(path: string): DamagedFile | null {
  if (!existsSync(path)) return null
  const db = attempt(() => new Database(path, { readonly: true }))
  if (db === null) return null
  return {
    epochs: attempt(() => readEpochs(db)),
    layouts: () => attempt(() => readLayouts(db)) ?? [],
    frames: (atLeast) => readFrames(db, atLeast),
    rows: () => readRows(db),
    documents: () => readDocuments(db),
    trip: () => parseStoredTrip(attempt(() => db.prepare('SELECT message FROM trip').pluck().get())),
    progress: () => readProgress(db),
    close: () => void db.close(),
  }
}

function readLayouts(db: RecorderDatabase) {
  return db
    .prepare<[], { hash: string; bytes: Buffer }>('SELECT hash, bytes FROM layouts')
    .all()
    .filter(({ hash, bytes }) => toHex(layoutHash(bytes)) === hash)
}

/** One by one and by the table's own key: a scan ends at the first damaged page, and an index may be damaged by itself. */
function* readFrames(db: RecorderDatabase, atLeast: number): Iterable<FoundFrame> {
  const total = attempt(() => db.prepare<[], number>('SELECT coalesce(sum(next_n), 0) FROM epochs').pluck().get())
  const count = Math.max(total ?? 0, atLeast)
  const one = attempt(() =>
    db.prepare<[number]>('SELECT epoch, n, bytes, head, closed_at AS closedAt FROM frames NOT INDEXED WHERE rowid = ?'),
  )
  for (let rowid = 1; rowid <= count; rowid++) {
    const { success, data } = frameSchema.safeParse(attempt(() => one?.get(rowid)))
    if (success) yield data
  }
}

/** By the table's own key, as frames are. */
function* readDocuments(db: RecorderDatabase): Iterable<KeptDocument> {
  const last = attempt(() => db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM documents').pluck().get())
  const one = attempt(() => db.prepare<[number]>('SELECT * FROM documents NOT INDEXED WHERE position = ?'))
  for (let position = 1; position <= (last ?? 0); position++) {
    const document = parseStoredDocument(attempt(() => one?.get(position)))
    if (document !== null) yield document
  }
}

function readProgress(db: RecorderDatabase): TripProgress[] {
  const all = attempt(() => db.prepare<[], unknown>('SELECT kept FROM trip_progress').pluck().all()) ?? []
  return all.flatMap((kept) => parseStoredProgress(kept) ?? [])
}

/** From both ends, up to the first damaged page: there are few rows. */
function readRows(db: RecorderDatabase): { rows: StoredRow[]; isWhole: boolean } {
  const front: StoredRow[] = []
  if (scan(db, 'ASC', (row) => front.push(row))) return { rows: front, isWhole: true }
  const last = front.at(-1)?.position ?? 0
  const back: StoredRow[] = []
  scan(db, 'DESC', (row) => {
    if (row.position > last) back.push(row)
  })
  return { rows: [...front, ...back.reverse()], isWhole: false }
}

/** Whether it came to the end. */
function scan(db: RecorderDatabase, direction: 'ASC' | 'DESC', take: (row: StoredRow) => void): boolean {
  const isDone = attempt(() => {
    const all = db.prepare<[], StoredRow>(`SELECT * FROM rows ORDER BY position ${direction}`)
    for (const row of all.iterate()) take(row)
    return true
  })
  return isDone ?? false
}

function attempt<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    // a bad sector is an input error, and says the same as a damaged page
    if (isSqliteError(error)) return null
    throw error
  }
}
