import type { Sql } from '../lib/sql.ts'

/** 0: nothing was ever committed. */
export async function lastPosition(sql: Sql): Promise<number> {
  const row = await sql.get<{ single: number; bundled: number }>(
    `SELECT (SELECT coalesce(max(position), 0) FROM frames) AS single,
            (SELECT coalesce(max(last_position), 0) FROM bundles) AS bundled`,
  )
  return Math.max(row?.single ?? 0, row?.bundled ?? 0)
}
