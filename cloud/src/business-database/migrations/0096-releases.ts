import type { BusinessMigration } from '../migration.ts'

/** Releases of the agent, and which device shall run which. */
export const releases: BusinessMigration = async (db, { types: { text, integer, bytes } }) => {
  await db.schema
    .createTable('release')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('version', text, (column) => column.notNull())
    .addColumn('platform', text, (column) => column.notNull())
    .addColumn('arch', text, (column) => column.notNull())
    .addColumn('size_bytes', integer, (column) => column.notNull())
    .addColumn('published_at_ms', integer, (column) => column.notNull())
    .addColumn('withdrawn_at_ms', integer)
    .addUniqueConstraint('release_of_machine', ['version', 'platform', 'arch'])
    .execute()
  await db.schema
    .createTable('release_part')
    .addColumn('release_id', text, (column) => column.notNull().references('release.id'))
    .addColumn('part', integer, (column) => column.notNull())
    .addColumn('bytes', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('release_part_key', ['release_id', 'part'])
    .execute()
  await db.schema
    .createTable('update_order')
    .addColumn('device_id', text, (column) => column.notNull().references('device.id'))
    .addColumn('number', integer, (column) => column.notNull())
    .addColumn('release_id', text, (column) => column.references('release.id'))
    .addColumn('ordered_at_ms', integer, (column) => column.notNull())
    .addColumn('fetched_bytes', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('update_order_key', ['device_id', 'number'])
    .execute()
  await db.schema
    .createTable('device_version')
    .addColumn('device_id', text, (column) => column.primaryKey().notNull().references('device.id'))
    .addColumn('version', text, (column) => column.notNull())
    .addColumn('platform', text)
    .addColumn('arch', text)
    .addColumn('order_number', integer)
    .addColumn('order_state', text)
    .addColumn('problem', text)
    .addColumn('reported_at_ms', integer, (column) => column.notNull())
    .execute()
}
