import { AppError } from './errors.ts'
import type { SqlDatabase } from './sql.ts'

/** The two numbers of the advisory lock under which one instance at a time brings a schema up to date. */
const MIGRATION_LOCK = [0x436f6c64, 1] as const

/**
 * Brings the tables of one store up to date, all or nothing; of several instances that start at once one does it and the
 * others wait. `migrations`: scripts, the first makes version 1; a released one is never changed.
 * @throws AppError DATABASE_VERSION where the database is newer than this program
 */
export async function migratePostgres(
  db: SqlDatabase,
  { store, migrations }: { readonly store: string; readonly migrations: readonly string[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run('SELECT pg_advisory_xact_lock(?, ?)', MIGRATION_LOCK)
    await tx.run('CREATE TABLE IF NOT EXISTS schema_versions (store text PRIMARY KEY, version integer NOT NULL)')
    const found = await tx.get<{ version: number }>('SELECT version FROM schema_versions WHERE store = ?', [store])
    const version = found?.version ?? 0
    if (version > migrations.length) {
      throw new AppError(
        'DATABASE_VERSION',
        500,
        `the tables of ${store} have schema version ${version}, this program knows ${migrations.length}`,
      )
    }
    if (version === migrations.length) return
    for (const script of migrations.slice(version)) await tx.run(script)
    await tx.run(
      `INSERT INTO schema_versions (store, version) VALUES (?, ?)
       ON CONFLICT (store) DO UPDATE SET version = excluded.version`,
      [store, migrations.length],
    )
  })
}
