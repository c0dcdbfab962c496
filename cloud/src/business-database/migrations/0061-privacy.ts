import { sql } from 'kysely'
import type { BusinessMigration } from '../migration.ts'

/** What people consented to, only ever added to; and what of whom was erased, or is kept by law until when. */
export const privacy: BusinessMigration = async (db, { engine, types }) => {
  await db.schema
    .createTable('consent')
    .addColumn('id', types.text, (column) => column.primaryKey().notNull())
    .addColumn('person_id', types.text, (column) => column.notNull().references('person.id'))
    .addColumn('purpose', types.text, (column) => column.notNull())
    .addColumn('text_version', types.integer, (column) => column.notNull())
    .addColumn('language', types.text, (column) => column.notNull())
    .addColumn('act', types.text, (column) => column.notNull())
    .addColumn('at_ms', types.integer, (column) => column.notNull())
    .addColumn('way', types.text, (column) => column.notNull())
    .addColumn('by_kind', types.text, (column) => column.notNull())
    .addColumn('by_id', types.text, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('consent_by_person').on('consent').columns(['person_id', 'purpose', 'at_ms']).execute()
  await db.schema
    .createTable('erasure')
    .addColumn('id', types.text, (column) => column.primaryKey().notNull())
    .addColumn('person_id', types.text, (column) => column.notNull().references('person.id'))
    .addColumn('requested_at_ms', types.integer, (column) => column.notNull())
    .addColumn('done_at_ms', types.integer)
    .addColumn('kept', types.text, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('erasure_by_person').on('erasure').column('person_id').execute()
  const message = 'consents are only added, never changed or removed'
  if (engine === 'sqlite') {
    for (const event of ['UPDATE', 'DELETE'])
      await sql
        .raw(
          `CREATE TRIGGER consent_no_${event.toLowerCase()} BEFORE ${event} ON consent BEGIN SELECT RAISE(ABORT, '${message}'); END`,
        )
        .execute(db)
    return
  }
  await sql
    .raw(
      `CREATE FUNCTION refuse_consent_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '${message}'; END $$`,
    )
    .execute(db)
  await sql
    .raw(
      `CREATE TRIGGER consent_append_only BEFORE UPDATE OR DELETE ON consent FOR EACH ROW EXECUTE FUNCTION refuse_consent_change()`,
    )
    .execute(db)
}
