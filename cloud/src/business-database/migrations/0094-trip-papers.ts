import type { BusinessMigration } from '../migration.ts'

/** What the cab says of a trip departs and completes it; what came before that stays without effect. */
export const tripPapers: BusinessMigration = async (db, { types: { text } }) => {
  await db.schema.alterTable('device_document').addColumn('trip_id', text).execute()
  await db.schema
    .createIndex('device_document_by_trip')
    .on('device_document')
    .columns(['trip_id', 'received_at_ms'])
    .execute()
}
