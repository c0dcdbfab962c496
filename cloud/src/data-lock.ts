import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

export class DataInUseError extends Error {
  override readonly name = 'DataInUseError'
}

/**
 * Keeps a second server, or a rebuild beside a server, away from a data directory: two of them would each believe their
 * cursors to be the only ones. SQLite's lock is the operating system's, so it ends with the process, however it ends.
 */
export function lockData(directory: string, name: 'lock' | 'keys-lock' = 'lock'): () => void {
  const file = new Sqlite(join(directory, name), { timeout: 0 })
  try {
    file.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    file.close()
    if (cause instanceof Sqlite.SqliteError && cause.code === 'SQLITE_BUSY') {
      throw new DataInUseError(`${directory} is in use by another coldrx-cloud`, { cause })
    }
    throw cause
  }
  return () => file.close()
}
