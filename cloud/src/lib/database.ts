import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from './errors.ts'

export const { SqliteError } = Database
export type Db = Database.Database
export type Statement<Values extends unknown[], Row> = Database.Statement<Values, Row>

const FULL = 2
/**
 * Half of SQLite's own: each table and index has a page at least, whatever it holds, and of a blob the last page is half
 * empty. Counts for files that are new.
 */
const PAGE_BYTES = 2_048

export interface DatabaseSchema {
  /** kept in user_version; a file of a version that neither this nor `upgrades` knows is refused, not guessed at */
  readonly version: number
  /** the tables of version 1 */
  readonly sql: string
  /** what brings version 1 to 2, 2 to 3 …; a released one is never changed */
  readonly upgrades?: readonly string[]
}

/**
 * Opens for writing, creates the tables of a new file. FULL: every commit survives a power cut once the call returns.
 * NORMAL: the last ones may not, but never half of one; for what can be derived again.
 */
export function openDatabase(
  path: string,
  schema: DatabaseSchema,
  { synchronous = 'FULL' }: { readonly synchronous?: 'FULL' | 'NORMAL' } = {},
): Db {
  mkdirSync(dirname(path), { recursive: true })
  const db = new Database(path)
  try {
    db.pragma('busy_timeout = 10000')
    // before WAL, which writes the first page
    db.pragma(`page_size = ${PAGE_BYTES}`)
    db.pragma('journal_mode = WAL')
    // better-sqlite3 compiles WAL's default as NORMAL: from the second opening on the last commits would not survive
    // a power cut
    db.pragma(`synchronous = ${synchronous}`)
    db.pragma('foreign_keys = ON')
    db.pragma('temp_store = MEMORY')
    db.pragma('cache_size = -32000')
    db.pragma('wal_autocheckpoint = 4000')
    db.pragma('journal_size_limit = 67108864')
    if (synchronous === 'FULL') assertDurable(db, path)
    db.transaction(() => {
      const version = db.pragma('user_version', { simple: true })
      if (version === schema.version) return
      const scripts = [schema.sql, ...(schema.upgrades ?? [])]
      if (typeof version !== 'number' || version >= scripts.length) throw wrongVersion(path, version, schema.version)
      for (const script of scripts.slice(version)) db.exec(script)
      db.pragma(`user_version = ${schema.version}`)
    }).immediate()
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

export function openDatabaseForReading(path: string, schema: DatabaseSchema): Db {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  db.pragma('busy_timeout = 10000')
  const version = db.pragma('user_version', { simple: true })
  if (version !== schema.version) {
    db.close()
    throw wrongVersion(path, version, schema.version)
  }
  return db
}

function assertDurable(db: Db, path: string): void {
  const synchronous = db.pragma('synchronous', { simple: true })
  const journal = db.pragma('journal_mode', { simple: true })
  if (synchronous !== FULL || journal !== 'wal') {
    throw new AppError(
      'DATABASE_NOT_DURABLE',
      500,
      `${path}: journal ${String(journal)}, synchronous ${String(synchronous)}, not wal, 2`,
    )
  }
}

function wrongVersion(path: string, found: unknown, known: number): AppError {
  return new AppError(
    'DATABASE_VERSION',
    500,
    `${path} has schema version ${String(found)}, this program knows ${known}`,
  )
}
