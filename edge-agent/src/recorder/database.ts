import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { checkAtStart } from './integrity.ts'
import { RecorderError } from './recorder-error.ts'
import { SCHEMA_VERSION, stepsAfter } from './schema.ts'

export type RecorderDatabase = Database.Database

const FULL = 2

/**
 * Opens the recorder's file, making it where there is none. Every commit is on the disk when it returns.
 * @throws RecorderError or SqliteError; `isCorruption` tells whether the file must be put aside
 */
export function openDatabase(
  path: string,
  { maxPages }: { readonly maxPages?: number | undefined } = {},
): RecorderDatabase {
  mkdirSync(dirname(path), { recursive: true })
  const db = new Database(path)
  try {
    db.pragma('busy_timeout = 5000')
    db.pragma('journal_mode = WAL')
    // better-sqlite3 is compiled with NORMAL for WAL files that exist already: a power cut would take the last commits
    db.pragma('synchronous = FULL')
    db.pragma('wal_autocheckpoint = 256')
    db.pragma('journal_size_limit = 4194304')
    db.pragma('foreign_keys = ON')
    db.pragma('temp_store = MEMORY')
    db.pragma('cache_size = -4000')
    db.pragma('trusted_schema = OFF')
    if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`)
    assertDurable(db, path)
    checkAtStart(db, path)
    createTables(db, path)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

export function assertDurable(db: RecorderDatabase, path: string): void {
  const synchronous = db.pragma('synchronous', { simple: true })
  const journal = db.pragma('journal_mode', { simple: true })
  if (synchronous !== FULL || journal !== 'wal') {
    throw new RecorderError(
      'NOT_DURABLE',
      `${path}: journal_mode is ${String(journal)} and synchronous ${String(synchronous)}, not wal and ${FULL}`,
    )
  }
}

function createTables(db: RecorderDatabase, path: string): void {
  db.transaction(() => {
    const version = db.pragma('user_version', { simple: true })
    const steps = stepsAfter(version)
    if (steps === undefined) {
      throw new RecorderError('UNKNOWN_VERSION', `${path} has version ${String(version)}, known is ${SCHEMA_VERSION}`)
    }
    if (steps.length === 0) return
    for (const step of steps) db.exec(step)
    db.pragma(`user_version = ${SCHEMA_VERSION}`)
  }).immediate()
}
