import { sql } from 'kysely'
import type { BusinessMigration } from '../migration.ts'

/** Episodes, what was told of them, and the rules that they are drawn by. */
export const episodes: BusinessMigration = async (db, { types: { text, integer } }) => {
  await db.schema
    .createTable('episode')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('device', text, (column) => column.notNull())
    .addColumn('compartment', text)
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('severity', text, (column) => column.notNull())
    .addColumn('opened_at_ms', integer, (column) => column.notNull())
    .addColumn('closed_at_ms', integer)
    .addColumn('settled_at_ms', integer, (column) => column.notNull())
    .addColumn('withdrawn', integer, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .execute()
  const order = ['opened_at_ms desc', 'id desc'] as const
  await db.schema
    .createIndex('episode_opened')
    .on('episode')
    .columns([...order])
    .execute()
  for (const column of ['device', 'kind', 'severity'] as const) {
    await db.schema
      .createIndex(`episode_${column}`)
      .on('episode')
      .columns([column, ...order])
      .execute()
  }
  await db.schema
    .createIndex('episode_open')
    .on('episode')
    .columns([...order])
    .where(sql<number | null>`closed_at_ms`, 'is', null)
    .execute()
  await db.schema.createIndex('episode_settled').on('episode').columns(['device', 'settled_at_ms']).execute()
  await db.schema
    .createTable('episode_change')
    .addColumn('position', integer, (column) => column.primaryKey().notNull())
    .addColumn('episode_id', text, (column) => column.notNull())
    .addColumn('change', text, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('episode_change_episode')
    .on('episode_change')
    .columns(['episode_id', 'position'])
    .execute()
  await db.schema
    .createTable('episode_cursor')
    .addColumn('id', integer, (column) => column.primaryKey().notNull())
    .addColumn('log_position', integer, (column) => column.notNull())
    .addColumn('change_position', integer, (column) => column.notNull())
    .addColumn('drawing', integer, (column) => column.notNull())
    .addColumn('holder', text, (column) => column.notNull())
    .addColumn('held_until_ms', integer, (column) => column.notNull())
    .execute()
  await db
    .insertInto('episode_cursor')
    .values({ id: 1, log_position: 0, change_position: 0, drawing: 0, holder: '', held_until_ms: 0 })
    .execute()
  await db.schema
    .createTable('episode_state')
    .addColumn('device', text, (column) => column.notNull())
    .addColumn('at_ms', integer, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addColumn('is_head', integer, (column) => column.notNull())
    .addColumn('reception', text)
    .addPrimaryKeyConstraint('episode_state_key', ['device', 'at_ms', 'is_head'])
    .execute()
  await db.schema
    .createTable('rule_set')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('organisation_id', text, (column) => column.notNull().references('organisation.id'))
    .addColumn('scope', text, (column) => column.notNull())
    .addColumn('scope_id', text, (column) => column.notNull())
    .addColumn('created_at_ms', integer, (column) => column.notNull())
    .addUniqueConstraint('rule_set_of', ['organisation_id', 'scope', 'scope_id'])
    .execute()
  await db.schema
    .createTable('rule_set_version')
    .addColumn('rule_set_id', text, (column) => column.notNull().references('rule_set.id'))
    .addColumn('version', integer, (column) => column.notNull())
    .addColumn('body', text)
    .addColumn('from_ms', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('rule_set_version_key', ['rule_set_id', 'version'])
    .execute()
}
