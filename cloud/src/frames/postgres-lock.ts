import type { Sql } from '../lib/sql.ts'

/** The two numbers of the advisory lock that the writers of one database share. */
const APPEND_LOCK = [0x436f6c64, 2] as const

/**
 * Held to the end of the transaction. PostgreSQL's sequences are not commit-ordered: without it a follower would pass by
 * positions that become visible later. On SQLite BEGIN IMMEDIATE is the lock.
 */
export async function lockForAppending(tx: Sql): Promise<void> {
  if (tx.engine === 'sqlite') return
  // a server or a database may be set to answer before the disk has it
  const durable = await tx.get<{ setting: string }>(
    `SELECT CASE current_setting('synchronous_commit')
              WHEN 'off' THEN set_config('synchronous_commit', 'on', true)
              ELSE current_setting('synchronous_commit') END AS setting`,
  )
  if (durable === undefined || durable.setting === 'off') throw new Error('synchronous_commit cannot be switched on')
  await tx.run('SELECT pg_advisory_xact_lock(?, ?)', APPEND_LOCK)
}
