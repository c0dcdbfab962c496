import Sqlite from 'better-sqlite3'
import { Kysely, type Migration, Migrator, SqliteDialect } from 'kysely'

export type Role = 'dispatcher' | 'quality' | 'administrator'

interface PersonTable {
  name: string
  display_name_zh: string
  display_name_en: string
  role: Role
  password_hash: string
  created_at_ms: number
}

interface SessionTable {
  /** SHA-256 of the cookie's token: a stolen file opens no session */
  token_hash: Buffer
  person: string
  created_at_ms: number
  expires_at_ms: number
}

interface BusinessTables {
  person: PersonTable
  session: SessionTable
}

export type BusinessDatabase = Kysely<BusinessTables>

const MIGRATIONS: Record<string, Migration> = {
  '0001-people-and-sessions': {
    async up(db) {
      await db.schema
        .createTable('person')
        .addColumn('name', 'text', (column) => column.primaryKey().notNull())
        .addColumn('display_name_zh', 'text', (column) => column.notNull())
        .addColumn('display_name_en', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('password_hash', 'text', (column) => column.notNull())
        .addColumn('created_at_ms', 'integer', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('session')
        .addColumn('token_hash', 'blob', (column) => column.primaryKey().notNull())
        .addColumn('person', 'text', (column) => column.notNull().references('person.name').onDelete('cascade'))
        .addColumn('created_at_ms', 'integer', (column) => column.notNull())
        .addColumn('expires_at_ms', 'integer', (column) => column.notNull())
        .execute()
      await db.schema.createIndex('session_by_person').on('session').column('person').execute()
    },
  },
}

/** Opens business.db and brings its schema up to date. `destroy()` closes the file. */
export async function openBusinessDatabase(path: string): Promise<BusinessDatabase> {
  const file = new Sqlite(path)
  try {
    file.pragma('journal_mode = WAL')
    file.pragma('synchronous = FULL')
    file.pragma('foreign_keys = ON')
    file.pragma('busy_timeout = 5000')
    // SQLite falls back in silence where a file system can't do what was asked.
    if (file.pragma('synchronous', { simple: true }) !== 2)
      throw new Error(`${path}: synchronous=FULL was not accepted`)
    const db = new Kysely<BusinessTables>({ dialect: new SqliteDialect({ database: file }) })
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw new Error(`${path}: its schema could not be brought up to date`, { cause: error })
    return db
  } catch (error) {
    file.close()
    throw error
  }
}
