import type { BusinessMigration } from '../migration.ts'

export const documents: BusinessMigration = async (db, { types: { text, integer, bytes } }) => {
  await db.schema
    .createTable('device_document')
    .addColumn('device', text, (column) => column.notNull())
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('digest', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('salt', bytes, (column) => column.notNull())
    .addColumn('content_sealed', text, (column) => column.notNull())
    .addColumn('received_at_ms', integer, (column) => column.notNull())
    // a second document of one id is a finding, and kept
    .addPrimaryKeyConstraint('device_document_key', ['device', 'id', 'digest'])
    .execute()
  await db.schema
    .createIndex('device_document_by_kind')
    .on('device_document')
    .columns(['kind', 'received_at_ms'])
    .execute()
}
