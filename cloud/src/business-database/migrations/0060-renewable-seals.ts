import type { BusinessMigration } from '../migration.ts'

/** What an index is made of is kept, sealed, so that another key can make it anew; addresses in the audit get keys of their own. */
export const renewableSeals: BusinessMigration = async (db, { types }) => {
  await db.schema.alterTable('outside_identity').addColumn('subject_sealed', types.text).execute()
  await db.schema
    .createTable('audit_address_key')
    .addColumn('owner', types.text, (column) => column.primaryKey().notNull())
    .addColumn('key_sealed', types.text)
    .execute()
}
