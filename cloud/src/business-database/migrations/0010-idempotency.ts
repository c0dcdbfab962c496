import type { BusinessMigration } from '../migration.ts'

export const idempotency: BusinessMigration = async (db, { types }) => {
  await db.schema
    .createTable('idempotent_request')
    .addColumn('actor', types.text, (column) => column.notNull())
    .addColumn('route', types.text, (column) => column.notNull())
    .addColumn('key', types.text, (column) => column.notNull())
    .addColumn('request_hash', types.bytes, (column) => column.notNull())
    .addColumn('request_id', types.text, (column) => column.notNull())
    .addColumn('claimed_at_ms', types.integer, (column) => column.notNull())
    .addColumn('expires_at_ms', types.integer, (column) => column.notNull())
    .addColumn('status', types.integer)
    .addColumn('content_type', types.text)
    .addColumn('location', types.text)
    .addColumn('answer_sealed', types.text)
    .addPrimaryKeyConstraint('idempotent_request_key', ['actor', 'route', 'key'])
    .execute()
  await db.schema.createIndex('idempotent_request_by_expiry').on('idempotent_request').column('expires_at_ms').execute()
}
