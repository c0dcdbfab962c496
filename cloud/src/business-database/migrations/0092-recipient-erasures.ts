import type { BusinessMigration } from '../migration.ts'

/** Whose recipient asked to be erased, and until when the law keeps who it was. */
export const recipientErasures: BusinessMigration = async (db, { types }) => {
  await db.schema
    .createTable('recipient_erasure')
    .addColumn('shipment_id', types.text, (column) => column.primaryKey().notNull().references('shipment.id'))
    .addColumn('requested_at_ms', types.integer, (column) => column.notNull())
    .addColumn('until_ms', types.integer, (column) => column.notNull())
    .addColumn('done_at_ms', types.integer)
    .execute()
}
