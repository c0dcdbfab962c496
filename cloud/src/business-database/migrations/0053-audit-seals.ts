import { sql } from 'kysely'
import type { BusinessMigration, MigrationDatabase } from '../migration.ts'

const DAY_MS = 86_400_000
/** Cybersecurity Law art. 21: network logs for six months at least */
const LOG_FLOOR_MS = 180 * DAY_MS
/** The audit's head, checkpoints and removals; the database itself refuses to remove entries too early, by its own clock. */
export const auditSeals: BusinessMigration = async (db, { engine, types: { text, integer, bytes } }) => {
  await db.schema
    .createTable('audit_head')
    .addColumn('id', integer, (column) => column.primaryKey().notNull())
    .addColumn('sequence', integer, (column) => column.notNull())
    .addColumn('hash', bytes, (column) => column.notNull())
    .addColumn('seal', bytes, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('audit_checkpoint')
    .addColumn('sequence', integer, (column) => column.primaryKey().notNull())
    .addColumn('hash', bytes, (column) => column.notNull())
    .addColumn('at_ms', integer, (column) => column.notNull())
    .addColumn('key_fingerprint', text, (column) => column.notNull())
    .addColumn('signature', bytes, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('audit_removal')
    .addColumn('id', integer, (column) => column.primaryKey().notNull())
    .addColumn('from_sequence', integer, (column) => column.notNull())
    .addColumn('to_sequence', integer, (column) => column.notNull())
    .addColumn('previous', bytes, (column) => column.notNull())
    .addColumn('head', bytes, (column) => column.notNull())
    .addColumn('removed_at_ms', integer, (column) => column.notNull())
    .addColumn('seal', bytes, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('audit_removal_by_from').on('audit_removal').column('from_sequence').execute()
  await db.schema
    .createTable('audit_check')
    .addColumn('id', integer, (column) => column.primaryKey().notNull())
    .addColumn('at_ms', integer, (column) => column.notNull())
    .addColumn('through_sequence', integer, (column) => column.notNull())
    .addColumn('faults', text, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('daily_task')
    .addColumn('name', text, (column) => column.primaryKey().notNull())
    .addColumn('holder', text, (column) => column.notNull())
    .addColumn('held_until_ms', integer, (column) => column.notNull())
    .addColumn('done_at_ms', integer)
    .execute()
  await (engine === 'sqlite' ? guardSqlite(db) : guardPostgres(db))
}

const NEVER = 'audit entries are never changed or removed'
const COVERED = `EXISTS (SELECT 1 FROM audit_removal WHERE OLD.sequence BETWEEN from_sequence AND to_sequence)`
const MERGED = `EXISTS (SELECT 1 FROM audit_removal o WHERE o.id <> OLD.id
  AND o.from_sequence <= OLD.from_sequence AND OLD.to_sequence <= o.to_sequence)`
const FOLLOWED = `EXISTS (SELECT 1 FROM audit_checkpoint WHERE sequence > OLD.sequence)`

async function guardSqlite(db: MigrationDatabase): Promise<void> {
  const now = 'unixepoch() * 1000'
  const refuse = (name: string, event: string, table: string, when: string, message: string) =>
    sql
      .raw(
        `CREATE TRIGGER ${name} BEFORE ${event} ON ${table} WHEN ${when} BEGIN SELECT RAISE(ABORT, '${message}'); END`,
      )
      .execute(db)
  await sql.raw('DROP TRIGGER audit_entry_no_delete').execute(db)
  const early = `OLD.at_ms > ${now} - ${LOG_FLOOR_MS} OR NOT ${COVERED}`
  await refuse('audit_entry_no_delete', 'DELETE', 'audit_entry', early, NEVER)
  for (const [table, may] of [
    ['audit_removal', MERGED],
    ['audit_checkpoint', FOLLOWED],
  ] as const) {
    await refuse(`${table}_no_update`, 'UPDATE', table, '1', `a row of ${table} is never changed`)
    await refuse(`${table}_no_delete`, 'DELETE', table, `NOT ${may}`, `a row of ${table} is not removed`)
  }
}

async function guardPostgres(db: MigrationDatabase): Promise<void> {
  const now = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint'
  const define = async (name: string, refusedWhen: string, message: string): Promise<void> => {
    await sql
      .raw(
        `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN IF ${refusedWhen} THEN RAISE EXCEPTION '${message}'; END IF; RETURN OLD; END $$`,
      )
      .execute(db)
  }
  const attach = (table: string, trigger: string, event: string, call: string) =>
    sql.raw(`CREATE TRIGGER ${trigger} BEFORE ${event} ON ${table} FOR EACH ROW EXECUTE FUNCTION ${call}`).execute(db)
  await sql.raw('DROP TRIGGER audit_entry_append_only ON audit_entry').execute(db)
  await attach('audit_entry', 'audit_entry_no_update', 'UPDATE', 'refuse_audit_change()')
  await define('refuse_early_removal', `OLD.at_ms > ${now} - ${LOG_FLOOR_MS} OR NOT ${COVERED}`, NEVER)
  await attach('audit_entry', 'audit_entry_no_delete', 'DELETE', 'refuse_early_removal()')
  await define('refuse_change', 'true', 'the row is never changed')
  await define('refuse_removal_delete', `NOT ${MERGED}`, 'a row of audit_removal is not removed')
  await define('refuse_checkpoint_delete', `NOT ${FOLLOWED}`, 'a row of audit_checkpoint is not removed')
  for (const [table, refusal] of [
    ['audit_removal', 'refuse_removal_delete()'],
    ['audit_checkpoint', 'refuse_checkpoint_delete()'],
  ] as const) {
    await attach(table, `${table}_no_update`, 'UPDATE', 'refuse_change()')
    await attach(table, `${table}_no_delete`, 'DELETE', refusal)
  }
}
