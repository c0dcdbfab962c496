import type { BusinessMigration } from '../migration.ts'

/** What an inspector looks for and why, and the ways in which the audit is searched. */
export const inspections: BusinessMigration = async (db, { types: { text, integer } }) => {
  await db.schema
    .createTable('inspection')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('person_id', text, (column) => column.notNull().references('person.id'))
    .addColumn('purpose', text, (column) => column.notNull())
    .addColumn('reference', text)
    .addColumn('opened_at_ms', integer, (column) => column.notNull())
    .addColumn('ends_at_ms', integer, (column) => column.notNull())
    .addColumn('closed_at_ms', integer)
    .execute()
  await db.schema
    .createIndex('inspection_by_person')
    .on('inspection')
    .columns(['person_id', 'opened_at_ms', 'id'])
    .execute()
  await db.schema.createIndex('audit_by_time').on('audit_entry').columns(['at_ms', 'sequence']).execute()
  await db.schema.createIndex('audit_by_action').on('audit_entry').columns(['action', 'sequence']).execute()
  await db.schema
    .createIndex('audit_by_organisation')
    .on('audit_entry')
    .columns(['organisation_id', 'sequence'])
    .execute()
}
