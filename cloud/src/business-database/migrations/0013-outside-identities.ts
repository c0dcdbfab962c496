import type { BusinessMigration } from '../migration.ts'

export const outsideIdentities: BusinessMigration = async (db, { types }) => {
  await db.schema
    .createTable('outside_identity')
    .addColumn('issuer', types.text, (column) => column.notNull())
    .addColumn('subject_index', types.text, (column) => column.notNull())
    .addColumn('person_id', types.text, (column) => column.notNull().references('person.id').onDelete('cascade'))
    .addColumn('linked_at_ms', types.integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('outside_identity_key', ['issuer', 'subject_index'])
    .execute()
  await db.schema.createIndex('outside_identity_by_person').on('outside_identity').column('person_id').execute()
  await db.schema
    .createTable('outside_sign_in')
    .addColumn('token_hash', types.bytes, (column) => column.primaryKey().notNull())
    .addColumn('state', types.text, (column) => column.notNull())
    .addColumn('nonce', types.text, (column) => column.notNull())
    .addColumn('verifier', types.text, (column) => column.notNull())
    .addColumn('expires_at_ms', types.integer, (column) => column.notNull())
    .execute()
}
