import type { Kysely } from 'kysely'
import type { ColumnTypes, Engine } from './column-types.ts'

/** A migration sees the schema of its own day, so it knows no table types. It only goes forward. */
export type MigrationDatabase = Kysely<Record<string, Record<string, unknown>>>

export interface MigrationPlace {
  readonly engine: Engine
  readonly types: ColumnTypes
}

export type BusinessMigration = (db: MigrationDatabase, place: MigrationPlace) => Promise<void>
