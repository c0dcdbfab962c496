import type { BusinessMigration } from '../migration.ts'

export const outboxAndWebhooks: BusinessMigration = async (db, { types }) => {
  await db.schema
    .createTable('outbox_message')
    .addColumn('id', types.text, (column) => column.primaryKey().notNull())
    .addColumn('queue', types.text, (column) => column.notNull())
    .addColumn('recipient', types.text, (column) => column.notNull())
    .addColumn('kind', types.text, (column) => column.notNull())
    .addColumn('payload_sealed', types.text, (column) => column.notNull())
    .addColumn('created_at_ms', types.integer, (column) => column.notNull())
    .addColumn('due_at_ms', types.integer, (column) => column.notNull())
    .addColumn('attempts', types.integer, (column) => column.notNull())
    .addColumn('lease', types.text)
    .addColumn('last_attempt_at_ms', types.integer)
    .addColumn('last_answer', types.text)
    .addColumn('outcome', types.text)
    .addColumn('settled_at_ms', types.integer)
    .execute()
  await db.schema
    .createIndex('outbox_message_due')
    .on('outbox_message')
    .columns(['queue', 'settled_at_ms', 'due_at_ms'])
    .execute()
  await db.schema
    .createIndex('outbox_message_by_recipient')
    .on('outbox_message')
    .columns(['queue', 'recipient', 'created_at_ms', 'id'])
    .execute()
  await db.schema
    .createTable('outbox_follower')
    .addColumn('name', types.text, (column) => column.primaryKey().notNull())
    .addColumn('position', types.integer, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('webhook')
    .addColumn('id', types.text, (column) => column.primaryKey().notNull())
    .addColumn('url_sealed', types.text, (column) => column.notNull())
    .addColumn('secret_sealed', types.text, (column) => column.notNull())
    .addColumn('organisation_id', types.text, (column) => column.references('organisation.id'))
    .addColumn('events', types.text, (column) => column.notNull())
    .addColumn('created_at_ms', types.integer, (column) => column.notNull())
    .addColumn('removed_at_ms', types.integer)
    .execute()
}
