import type { BusinessMigration } from '../migration.ts'

/** How far the mirror in InfluxDB has come, and what it still owes. */
export const mirror: BusinessMigration = async (db, { types: { text, integer } }) => {
  await db.schema
    .createTable('mirror_cursor')
    .addColumn('name', text, (column) => column.primaryKey().notNull())
    .addColumn('position', integer, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('mirror_waiting')
    .addColumn('position', integer, (column) => column.primaryKey().notNull())
    .addColumn('tried_at_ms', integer, (column) => column.notNull())
    .execute()
}
