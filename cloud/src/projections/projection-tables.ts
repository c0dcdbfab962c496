import type { Sql } from '../lib/sql.ts'
import type { ProjectionTables } from './projection.ts'
import { runEach } from './rows.ts'

/** What every projection shares, beside the change journal. */
export const CURSOR_STATEMENTS: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS cursors (
    projection TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  // frames that a projection has passed by, until their layout comes
  `CREATE TABLE IF NOT EXISTS waiting_frames (
    projection TEXT NOT NULL,
    layout TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (layout, position, projection)
  ) STRICT, WITHOUT ROWID`,
]

/** Tables of a projection that is new, or of another version than the program's, are made anew, its cursor set to 0. */
export async function prepareTables(tx: Sql, projection: ProjectionTables): Promise<void> {
  const cursor = await tx.get<{ version: number }>('SELECT version FROM cursors WHERE projection = ?', [
    projection.name,
  ])
  if (cursor?.version !== projection.version) await dropProjection(tx, projection)
  // PostgreSQL would lock tables that another instance works on, and they are there
  else if (tx.engine === 'sqlite') await runEach(tx, projection.statements)
}

/** Forgets what a projection has derived; it begins again with the first frame. */
export async function dropProjection(
  tx: Sql,
  { name, version, tables, formerTables = [], statements }: ProjectionTables,
): Promise<void> {
  for (const table of [...tables, ...formerTables]) await tx.run(`DROP TABLE IF EXISTS ${table}`)
  await runEach(tx, statements)
  await tx.run('DELETE FROM waiting_frames WHERE projection = ?', [name])
  await tx.run(
    `INSERT INTO cursors (projection, version, position) VALUES (?, ?, 0)
     ON CONFLICT (projection) DO UPDATE SET version = excluded.version, position = 0`,
    [name, version],
  )
}
