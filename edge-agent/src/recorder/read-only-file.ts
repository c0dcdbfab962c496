import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import type { RecorderDatabase } from './database.ts'
import { isCorruption, isSqliteError, RecorderError } from './recorder-error.ts'
import { SCHEMA_VERSION, stepsAfter } from './schema.ts'

export interface ReadOnlyFile {
  readonly db: RecorderDatabase
  close(): void
}

/**
 * A recorder's file to be read beside a running agent, or a copy of one. A copy without its journal's index on a medium
 * that cannot be written is read from a copy of its own. @throws RecorderError, SqliteError
 */
export function openReadOnly(path: string): ReadOnlyFile {
  if (!existsSync(path)) throw new RecorderError('MISSING', `there is no file ${path}`)
  try {
    return opened(path, () => undefined)
  } catch (error) {
    if (!isSqliteError(error) || isCorruption(error)) throw error
    const directory = mkdtempSync(join(tmpdir(), 'coldrx-copy-'))
    const remove = (): void => rmSync(directory, { recursive: true, force: true })
    try {
      for (const end of ['', '-wal']) {
        if (existsSync(path + end)) copyFileSync(path + end, join(directory, basename(path) + end))
      }
      return opened(join(directory, basename(path)), remove)
    } catch (second) {
      remove()
      throw second
    }
  }
}

/** A file of an earlier version has fewer tables. */
export function hasTable(db: RecorderDatabase, name: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined
}

function opened(path: string, onClose: () => void): ReadOnlyFile {
  const db = new Database(path, { readonly: true, fileMustExist: true })
  try {
    db.pragma('busy_timeout = 5000')
    const version = db.pragma('user_version', { simple: true })
    if (version === 0 || stepsAfter(version) === undefined) {
      throw new RecorderError('UNKNOWN_VERSION', `${path} has version ${String(version)}, known is ${SCHEMA_VERSION}`)
    }
    // the first read is what fails where the journal's index cannot be made
    db.prepare('SELECT count(*) FROM epochs').get()
  } catch (error) {
    db.close()
    throw error
  }
  return {
    db,
    close() {
      db.close()
      onClose()
    },
  }
}
