import type { BusinessMigration } from '../migration.ts'

/** Whether a hand-over that a truck sent has become an entry of custody. */
export const handOvers: BusinessMigration = async (db, { types: { text, integer } }) => {
  await db.schema
    .alterTable('device_document')
    .addColumn('filing', text, (column) => column.notNull().defaultTo('none'))
    .execute()
  for (const [name, type] of [
    ['filing_problem', text],
    ['filed_at_ms', integer],
    ['shipment_id', text],
  ] as const)
    await db.schema.alterTable('device_document').addColumn(name, type).execute()
  await db.updateTable('device_document').set({ filing: 'pending' }).where('kind', '=', 'handover').execute()
  await db.schema
    .createIndex('device_document_by_filing')
    .on('device_document')
    .columns(['filing', 'received_at_ms'])
    .execute()
  await db.schema
    .createIndex('device_document_by_shipment')
    .on('device_document')
    .columns(['shipment_id', 'received_at_ms'])
    .execute()
}
