import type { BusinessMigration } from '../migration.ts'

/** What providers told of messages, tokens that instances share, and the pace of what takes few messages. */
export const channels: BusinessMigration = async (db, { types: { text, integer } }) => {
  await db.schema
    .createTable('channel_receipt')
    .addColumn('message_id', text, (column) => column.notNull())
    .addColumn('provider_id', text, (column) => column.notNull())
    .addColumn('provider', text, (column) => column.notNull())
    .addColumn('status', text, (column) => column.notNull())
    .addColumn('rank', integer, (column) => column.notNull())
    .addColumn('code', text)
    .addColumn('told_at_ms', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('channel_receipt_key', ['message_id', 'provider_id'])
    .execute()
  await db.schema
    .createTable('channel_token')
    .addColumn('name', text, (column) => column.primaryKey().notNull())
    .addColumn('token_sealed', text)
    .addColumn('expires_at_ms', integer, (column) => column.notNull())
    .addColumn('number', integer, (column) => column.notNull())
    .addColumn('fetching_until_ms', integer)
    .execute()
  await db.schema
    .createTable('channel_pace')
    .addColumn('name', text, (column) => column.primaryKey().notNull())
    .addColumn('next_at_ms', integer, (column) => column.notNull())
    .execute()
}
