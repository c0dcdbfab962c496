import { sql } from 'kysely'
import type { BusinessMigration } from '../migration.ts'

/** Append only, and the database itself says so: SQLite by triggers, PostgreSQL by a trigger function. */
export const audit: BusinessMigration = async (db, { engine, types }) => {
  await db.schema
    .createTable('audit_entry')
    .addColumn('sequence', types.integer, (column) => column.primaryKey().notNull())
    .addColumn('at_ms', types.integer, (column) => column.notNull())
    .addColumn('actor_kind', types.text, (column) => column.notNull())
    .addColumn('actor_id', types.text, (column) => column.notNull())
    .addColumn('organisation_id', types.text)
    .addColumn('session_id', types.text)
    .addColumn('address_sealed', types.text)
    .addColumn('request_id', types.text)
    .addColumn('action', types.text, (column) => column.notNull())
    .addColumn('subject_kind', types.text, (column) => column.notNull())
    .addColumn('subject_id', types.text, (column) => column.notNull())
    .addColumn('reason', types.text)
    .addColumn('details', types.text, (column) => column.notNull())
    .addColumn('previous', types.bytes, (column) => column.notNull())
    .addColumn('hash', types.bytes, (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('audit_by_subject')
    .on('audit_entry')
    .columns(['subject_kind', 'subject_id', 'sequence'])
    .execute()
  await db.schema.createIndex('audit_by_actor').on('audit_entry').columns(['actor_id', 'sequence']).execute()
  if (engine === 'sqlite') {
    for (const event of ['UPDATE', 'DELETE'])
      await sql
        .raw(
          `CREATE TRIGGER audit_entry_no_${event.toLowerCase()} BEFORE ${event} ON audit_entry
           BEGIN SELECT RAISE(ABORT, 'audit entries are never changed or removed'); END`,
        )
        .execute(db)
    return
  }
  await sql
    .raw(
      `CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'audit entries are never changed or removed'; END $$`,
    )
    .execute(db)
  await sql
    .raw(
      `CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
       FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`,
    )
    .execute(db)
  await sql
    .raw(
      `CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`,
    )
    .execute(db)
}
