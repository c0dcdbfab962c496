import { sql } from 'kysely'
import type { BusinessMigration } from '../migration.ts'

/** Temporary passwords, names found by blind index, and failed sign-ins counted for all instances together. */
export const accounts: BusinessMigration = async (db, { engine, types }) => {
  await db.schema.alterTable('person').addColumn('temporary_password_until_ms', types.integer).execute()
  // by a language's rules `a.b` does not stand among what begins with `a.`
  if (engine === 'postgres') await sql`ALTER TABLE person ALTER COLUMN name TYPE text COLLATE "C"`.execute(db)
  await db.schema
    .createTable('person_name_index')
    .addColumn('person_id', types.text, (column) => column.notNull().references('person.id'))
    .addColumn('name_index', types.text, (column) => column.notNull())
    .addPrimaryKeyConstraint('person_name_index_key', ['name_index', 'person_id'])
    .execute()
  await db.schema.createIndex('person_name_index_by_person').on('person_name_index').column('person_id').execute()
  await db.schema
    .createTable('sign_in_attempts')
    .addColumn('counter', types.text, (column) => column.primaryKey().notNull())
    .addColumn('attempts', types.integer, (column) => column.notNull())
    .addColumn('until_ms', types.integer, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('sign_in_attempts_by_until').on('sign_in_attempts').column('until_ms').execute()
}
