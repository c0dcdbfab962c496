import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  Migrator,
  PostgresDialect,
  SqliteDialect,
  sql,
  type Transaction,
} from 'kysely'
import { createPool, withRetries } from '../lib/postgres.ts'
import type { Engine } from './column-types.ts'
import { migrationsFor } from './migrations.ts'
import type { BusinessTables } from './tables.ts'

export type BusinessReader = Kysely<BusinessTables>
/** An open transaction. Inside of one never touch the database around it: on SQLite that waits for ever. */
export type BusinessTransaction = Transaction<BusinessTables>

export interface BusinessDatabase {
  readonly engine: Engine
  /** for reads, and for single statements that need no transaction */
  readonly reader: BusinessReader
  /**
   * SQLite: BEGIN IMMEDIATE. PostgreSQL: READ COMMITTED, done again after a deadlock: `work` may run more than once, so
   * it may only touch the transaction. Lock rows in the order of their ids.
   */
  inTransaction<T>(work: (tx: BusinessTransaction) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export type BusinessDatabasePlace = { readonly path: string } | { readonly url: string }

/**
 * Opens it and brings its schema up to date, up to `target` where one is named (for tests of migrations); as it is where
 * `asItIs` is set (for who only looks).
 */
export async function openBusinessDatabase(
  place: BusinessDatabasePlace,
  { target, asItIs = false }: { readonly target?: string; readonly asItIs?: boolean } = {},
): Promise<BusinessDatabase> {
  const engine: Engine = 'path' in place ? 'sqlite' : 'postgres'
  const reader = 'path' in place ? openSqlite(place.path) : openPostgres(place.url)
  try {
    if (!asItIs) await migrate(reader, engine, target)
  } catch (error) {
    await reader.destroy()
    throw error
  }
  const inTransaction = <T>(work: (tx: BusinessTransaction) => Promise<T>) => reader.transaction().execute(work)
  return {
    engine,
    reader,
    inTransaction: (work) => (engine === 'sqlite' ? inTransaction(work) : withRetries(() => inTransaction(work))),
    close: () => reader.destroy(),
  }
}

async function migrate(reader: BusinessReader, engine: Engine, target: string | undefined): Promise<void> {
  const migrator = new Migrator({
    db: reader,
    provider: { getMigrations: () => Promise.resolve(migrationsFor(engine)) },
  })
  const { error } = target === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(target)
  if (error !== undefined) throw new Error('the business database could not be brought up to date', { cause: error })
}

function openPostgres(url: string): BusinessReader {
  return new Kysely<BusinessTables>({ dialect: new PostgresDialect({ pool: createPool(url) }) })
}

function openSqlite(path: string): BusinessReader {
  mkdirSync(dirname(path), { recursive: true })
  const file = new Sqlite(path)
  try {
    file.pragma('journal_mode = WAL')
    file.pragma('synchronous = FULL')
    file.pragma('foreign_keys = ON')
    file.pragma('busy_timeout = 5000')
    // what is erased is overwritten, and not only forgotten
    file.pragma('secure_delete = ON')
    // SQLite falls back in silence where a file system can't do what was asked.
    if (file.pragma('synchronous', { simple: true }) !== 2)
      throw new Error(`${path}: synchronous=FULL was not accepted`)
    return new Kysely<BusinessTables>({ dialect: new ImmediateSqliteDialect({ database: file }) })
  } catch (error) {
    file.close()
    throw error
  }
}

/** Kysely begins deferred; a transaction that reads first and then writes could then fail for the other writer's sake. */
class ImmediateSqliteDialect extends SqliteDialect {
  override createDriver(): Driver {
    const driver = super.createDriver()
    driver.beginTransaction = async (connection: DatabaseConnection) => {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    }
    return driver
  }
}

/** What was overwritten leaves the files too, not only the tables. */
export async function emptyJournal({ engine, reader }: Pick<BusinessDatabase, 'engine' | 'reader'>): Promise<void> {
  if (engine === 'sqlite') await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(reader)
}
