import type { BusinessMigration } from '../migration.ts'

/** Which geofences each truck was told last. */
export const truckGeofences: BusinessMigration = async (db, { types: { text, integer, bytes } }) => {
  await db.schema
    .createTable('truck_geofences')
    .addColumn('device', text, (column) => column.primaryKey().notNull())
    .addColumn('revision', integer, (column) => column.notNull())
    .addColumn('digest', bytes, (column) => column.notNull())
    .execute()
}
