import { createPool, openSnapshot, postgresSql } from '../lib/postgres.ts'
import { SqlFrameReader } from './sql-frame-reader.ts'

const CONNECTIONS = 4

export function openPostgresFrameReader(url: string): SqlFrameReader {
  const sql = postgresSql(createPool(url, { connections: CONNECTIONS }))
  return new SqlFrameReader({ sql, close: () => sql.close() })
}

/** It sees the log as it is at this moment, whatever writers add. */
export async function holdPostgresFrameReader(url: string): Promise<SqlFrameReader> {
  const pool = createPool(url, { connections: 1 })
  try {
    const { sql, release } = await openSnapshot(pool)
    const close = async () => {
      await release()
      await pool.end()
    }
    return new SqlFrameReader({ sql, close })
  } catch (error) {
    await pool.end()
    throw error
  }
}
