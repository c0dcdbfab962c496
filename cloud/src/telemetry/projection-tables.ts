import type { Db } from '../lib/database.ts'
import type { ProjectionTables } from './projection.ts'

/** Tables of a projection that is new, or of another version than the program's, are made anew, its cursor set to 0. */
export function prepareTables(db: Db, projection: ProjectionTables): void {
  const version = db.prepare<[string], number>('SELECT version FROM cursors WHERE projection = ?').pluck()
  db.transaction(() => {
    if (version.get(projection.name) !== projection.version) dropProjection(db, projection)
    else db.exec(projection.sql)
  }).immediate()
}

/** Forgets what a projection has derived; it begins again with the first frame. */
export function dropProjection(db: Db, { name, version, tables, sql }: ProjectionTables): void {
  for (const table of tables) db.exec(`DROP TABLE IF EXISTS ${table}`)
  db.exec(sql)
  db.prepare('DELETE FROM waiting_frames WHERE projection = ?').run(name)
  db.prepare('INSERT OR REPLACE INTO cursors (projection, version, position) VALUES (?, ?, 0)').run(name, version)
}
