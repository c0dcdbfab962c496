import type { BusinessMigration } from '../migration.ts'

/** What it signed before stays believed; nothing more of it is taken. */
export const retiredAuthorities: BusinessMigration = async (db, { types }) => {
  await db.schema.alterTable('device_authority').addColumn('retired_at_ms', types.integer).execute()
}
