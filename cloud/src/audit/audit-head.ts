import { sql } from 'kysely'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { Engine } from '../business-database/column-types.ts'
import type { AuditKey, AuditPoint } from './audit-key.ts'

/** Any number of ours; whoever holds this lock is the one that writes the audit until its transaction ends. */
const AUDIT_LOCK = 7_268_101

/** On SQLite the transaction has the database for itself. */
export async function lockAudit(tx: BusinessTransaction, engine: Engine): Promise<void> {
  if (engine === 'postgres') await sql`SELECT pg_advisory_xact_lock(${AUDIT_LOCK})`.execute(tx)
}

/** The last entry; undefined: there is none yet. */
export async function lastEntry(reader: BusinessReader): Promise<AuditPoint | undefined> {
  return reader
    .selectFrom('audit_entry')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** In the transaction of the entry. */
export async function writeHead(tx: BusinessTransaction, key: AuditKey, point: AuditPoint): Promise<void> {
  const row = { ...point, seal: key.sealHead(point) }
  await tx
    .insertInto('audit_head')
    .values({ id: 1, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

/** Of a database whose release did not keep a head yet. */
export async function ensureHead(db: BusinessDatabase, key: AuditKey): Promise<void> {
  await db.inTransaction(async (tx) => {
    await lockAudit(tx, db.engine)
    const head = await tx.selectFrom('audit_head').select('sequence').executeTakeFirst()
    const last = head === undefined ? await lastEntry(tx) : undefined
    if (last !== undefined) await writeHead(tx, key, last)
  })
}
