import { randomUUID } from 'node:crypto'
import type { BusinessMigration } from '../migration.ts'

interface PersonOfBefore {
  name: string
  display_name_zh: string
  display_name_en: string
  role: string
  password_hash: string
  created_at_ms: number
}

/**
 * People get an id, an organisation, several roles and sealed names. Names of before can't be sealed here, where no key
 * is: they wait, in the clear as they were, for the first start that seals them (`identity/seal-plain-names.ts`).
 * Sessions of before end.
 */
export const organisationsAndRoles: BusinessMigration = async (db, { types }) => {
  const before = (await db.selectFrom('person').selectAll().execute()) as unknown as PersonOfBefore[]
  await db.schema.dropTable('session').execute()
  await db.schema.dropTable('person').execute()

  await db.schema
    .createTable('organisation')
    .addColumn('id', types.text, (column) => column.primaryKey().notNull())
    .addColumn('kind', types.text, (column) => column.notNull())
    .addColumn('name_zh', types.text, (column) => column.notNull())
    .addColumn('name_en', types.text, (column) => column.notNull())
    .addColumn('licence_number', types.text)
    .addColumn('created_at_ms', types.integer, (column) => column.notNull())
    .addColumn('closed_at_ms', types.integer)
    .execute()
  await db.schema
    .createTable('person')
    .addColumn('id', types.text, (column) => column.primaryKey().notNull())
    .addColumn('name', types.text, (column) => column.notNull().unique())
    .addColumn('organisation_id', types.text, (column) => column.references('organisation.id'))
    .addColumn('display_name_sealed', types.text)
    .addColumn('phone_sealed', types.text)
    .addColumn('phone_index', types.text)
    .addColumn('email_sealed', types.text)
    .addColumn('email_index', types.text)
    .addColumn('password_hash', types.text)
    .addColumn('created_at_ms', types.integer, (column) => column.notNull())
    .addColumn('disabled_at_ms', types.integer)
    .addColumn('erased_at_ms', types.integer)
    .execute()
  for (const column of ['organisation_id', 'phone_index', 'email_index'])
    await db.schema.createIndex(`person_by_${column}`).on('person').column(column).execute()
  await db.schema
    .createTable('person_role')
    .addColumn('person_id', types.text, (column) => column.notNull().references('person.id').onDelete('cascade'))
    .addColumn('role', types.text, (column) => column.notNull())
    .addPrimaryKeyConstraint('person_role_key', ['person_id', 'role'])
    .execute()
  await db.schema
    .createTable('session')
    .addColumn('token_hash', types.bytes, (column) => column.primaryKey().notNull())
    .addColumn('person_id', types.text, (column) => column.notNull().references('person.id').onDelete('cascade'))
    .addColumn('created_at_ms', types.integer, (column) => column.notNull())
    .addColumn('expires_at_ms', types.integer, (column) => column.notNull())
    .addColumn('last_used_at_ms', types.integer, (column) => column.notNull())
    .addColumn('address_sealed', types.text)
    .addColumn('user_agent_sealed', types.text)
    .execute()
  await db.schema.createIndex('session_by_person').on('session').column('person_id').execute()

  if (before.length === 0) return
  const organisationId = randomUUID()
  const created = Math.min(...before.map((person) => person.created_at_ms))
  await db
    .insertInto('organisation')
    .values({
      id: organisationId,
      kind: 'pharmacy',
      name_zh: '本药房',
      name_en: 'Our pharmacy',
      created_at_ms: created,
    })
    .execute()
  for (const person of before) {
    const id = randomUUID()
    await db
      .insertInto('person')
      .values({
        id,
        name: person.name,
        organisation_id: organisationId,
        display_name_sealed: JSON.stringify({ zh: person.display_name_zh, en: person.display_name_en }),
        password_hash: person.password_hash,
        created_at_ms: person.created_at_ms,
      })
      .execute()
    await db.insertInto('person_role').values({ person_id: id, role: person.role }).execute()
  }
}
