import { openDatabaseForReading } from '../lib/database.ts'
import { sqliteSql } from '../lib/sqlite-sql.ts'
import { FRAME_SCHEMA } from './frame-schema.ts'
import { SqlFrameReader } from './sql-frame-reader.ts'

/** On a connection of its own that cannot write. */
export class SqliteFrameReader extends SqlFrameReader {
  /** `held`: it sees the log as it is at this moment, whatever writers add. */
  constructor(path: string, { held = false }: { readonly held?: boolean } = {}) {
    const db = openDatabaseForReading(path, FRAME_SCHEMA)
    if (held) {
      db.exec('BEGIN')
      // a transaction begins with its first read
      db.prepare('SELECT count(*) FROM epochs').get()
    }
    const sql = sqliteSql(db)
    super({ sql, close: () => sql.close() })
  }
}
