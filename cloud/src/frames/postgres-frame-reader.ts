import { createPool, openSnapshot, postgresSql } from '../lib/postgres.ts'
import { SqlFrameReader } from './sql-frame-reader.ts'

const CONNECTIONS = 4

/** `held`: it sees the log as it is at this moment, whatever writers add. The tables must be there. */
export async function openPostgresFrameReader(
  url: string,
  { held = false }: { readonly held?: boolean } = {},
): Promise<SqlFrameReader> {
  const pool = createPool(url, { connections: CONNECTIONS })
  if (!held) return new SqlFrameReader({ sql: postgresSql(pool), close: () => pool.end() })
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
