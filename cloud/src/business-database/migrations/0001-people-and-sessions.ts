import type { BusinessMigration } from '../migration.ts'

export const peopleAndSessions: BusinessMigration = async (db, { types }) => {
  await db.schema
    .createTable('person')
    .addColumn('name', types.text, (column) => column.primaryKey().notNull())
    .addColumn('display_name_zh', types.text, (column) => column.notNull())
    .addColumn('display_name_en', types.text, (column) => column.notNull())
    .addColumn('role', types.text, (column) => column.notNull())
    .addColumn('password_hash', types.text, (column) => column.notNull())
    .addColumn('created_at_ms', types.integer, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('session')
    .addColumn('token_hash', types.bytes, (column) => column.primaryKey().notNull())
    .addColumn('person', types.text, (column) => column.notNull().references('person.name').onDelete('cascade'))
    .addColumn('created_at_ms', types.integer, (column) => column.notNull())
    .addColumn('expires_at_ms', types.integer, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('session_by_person').on('session').column('person').execute()
}
