import type { BusinessMigration } from '../migration.ts'

/** Cadence and broker are wanted beside the layout; a device tries what is wanted, and says so. */
export const settingsOnTrial: BusinessMigration = async (db, { types }) => {
  for (const column of ['cadence', 'broker_url'])
    await db.schema.alterTable('wanted_settings').addColumn(column, types.text).execute()
  for (const column of ['applied_hash', 'refused_others'])
    await db.schema.alterTable('settings_report').addColumn(column, types.text).execute()
  for (const column of ['trying_revision', 'taken_back'])
    await db.schema.alterTable('settings_report').addColumn(column, types.integer).execute()
}
