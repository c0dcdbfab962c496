import { equalBytes } from '@coldrx/protocol'
import { type ExpressionBuilder, sql } from 'kysely'
import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import type { AuditEntryTable, AuditTables } from '../business-database/tables/audit.ts'
import { hashOfEntry } from './audit-entry.ts'
import { lastEntry, lockAudit } from './audit-head.ts'
import type { AuditKey, Removal } from './audit-key.ts'
import { LOG_SUBJECTS, PRESCRIPTION_SUBJECTS, type RetentionKind } from './retention-kinds.ts'

const ENTRIES_AT_ONCE = 1_000

/** What was altered is evidence: it is not removed, whatever its age. */
export class AuditAlteredError extends Error {
  override readonly name = 'AuditAlteredError'
}

export interface AuditPruning {
  readonly db: BusinessDatabase
  readonly key: AuditKey
  /** entries from before go */
  readonly beforeMs: Readonly<Record<RetentionKind, number>>
  readonly nowMs: number
}

/** How many entries are past their time. */
export async function countPastEntries({ db, beforeMs }: Pick<AuditPruning, 'db' | 'beforeMs'>): Promise<number> {
  const last = await lastEntry(db.reader)
  const row = await db.reader
    .selectFrom('audit_entry')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('sequence', '<', last?.sequence ?? 0)
    .where((eb) => isPast(eb, beforeMs))
    .executeTakeFirst()
  return row?.count ?? 0
}

/**
 * Removes entries past their time, some at a time, and leaves for each run of them a sealed row that says where the chain
 * goes on. The last entry of all stays. @returns how many were removed
 * @throws AuditAlteredError naming the first entry that is not the one that was hashed
 */
export async function pruneAudit(pruning: AuditPruning): Promise<number> {
  let removed = 0
  for (;;) {
    const count = await pruning.db.inTransaction((tx) => pruneSome(tx, pruning))
    removed += count
    if (count < ENTRIES_AT_ONCE) return removed
  }
}

async function pruneSome(tx: BusinessTransaction, { db, key, beforeMs, nowMs }: AuditPruning): Promise<number> {
  await lockAudit(tx, db.engine)
  const last = await lastEntry(tx)
  const rows = await tx
    .selectFrom('audit_entry')
    .selectAll()
    .where('sequence', '<', last?.sequence ?? 0)
    .where((eb) => isPast(eb, beforeMs))
    .orderBy('sequence')
    .limit(ENTRIES_AT_ONCE)
    .execute()
  for (const run of runsOf(rows)) {
    await putRemoval(tx, key, { ...run, removedAtMs: nowMs })
    await tx
      .deleteFrom('audit_entry')
      .where('sequence', '>=', run.fromSequence)
      .where('sequence', '<=', run.toSequence)
      .execute()
  }
  return rows.length
}

function isPast(eb: ExpressionBuilder<AuditTables, 'audit_entry'>, beforeMs: AuditPruning['beforeMs']) {
  const isLog = eb('subject_kind', 'in', [...LOG_SUBJECTS])
  const isPrescription = eb('subject_kind', 'in', [...PRESCRIPTION_SUBJECTS])
  return eb.or([
    eb.and([isLog, eb('at_ms', '<', beforeMs.log)]),
    eb.and([isPrescription, eb('at_ms', '<', beforeMs.prescription)]),
    eb.and([eb.not(isLog), eb.not(isPrescription), eb('at_ms', '<', beforeMs.gsp)]),
  ])
}

type Run = Omit<Removal, 'removedAtMs'>

function runsOf(rows: readonly AuditEntryTable[]): Run[] {
  const runs: { -readonly [K in keyof Run]: Run[K] }[] = []
  for (const { hash, ...statement } of rows) {
    const { sequence, previous } = statement
    if (!equalBytes(hashOfEntry(statement), hash))
      throw new AuditAlteredError(`entry ${sequence} of the audit was altered: it is not removed; run verify`)
    const run = runs.at(-1)
    if (run !== undefined && run.toSequence + 1 === sequence) {
      if (!equalBytes(run.head, previous))
        throw new AuditAlteredError(`entry ${sequence} of the audit does not follow the one before it; run verify`)
      run.toSequence = sequence
      run.head = hash
    } else runs.push({ fromSequence: sequence, toSequence: sequence, previous, head: hash })
  }
  return runs
}

/** Joined with those that it touches, so that what is long past is one row. */
async function putRemoval(tx: BusinessTransaction, key: AuditKey, removal: Removal): Promise<void> {
  const touching = await tx
    .selectFrom('audit_removal')
    .selectAll()
    .where((eb) =>
      eb.or([eb('to_sequence', '=', removal.fromSequence - 1), eb('from_sequence', '=', removal.toSequence + 1)]),
    )
    .execute()
  const before = touching.find(({ to_sequence }) => to_sequence < removal.fromSequence)
  const after = touching.find(({ from_sequence }) => from_sequence > removal.toSequence)
  const joined: Removal = {
    fromSequence: before?.from_sequence ?? removal.fromSequence,
    toSequence: after?.to_sequence ?? removal.toSequence,
    previous: before?.previous ?? removal.previous,
    head: after?.head ?? removal.head,
    removedAtMs: removal.removedAtMs,
  }
  for (const row of touching) assertSealed(key, row)
  const fits =
    (before === undefined || equalBytes(before.head, removal.previous)) &&
    (after === undefined || equalBytes(after.previous, removal.head))
  if (!fits)
    throw new AuditAlteredError(`entry ${removal.fromSequence} of the audit does not fit what was removed; run verify`)
  const next = await tx
    .selectFrom('audit_removal')
    .select(sql<number>`coalesce(max(id), 0) + 1`.as('id'))
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('audit_removal')
    .values({
      ...{ id: next.id, from_sequence: joined.fromSequence, to_sequence: joined.toSequence },
      ...{ previous: joined.previous, head: joined.head, removed_at_ms: joined.removedAtMs },
      seal: key.sealRemoval(joined),
    })
    .execute()
  for (const { id } of touching) await tx.deleteFrom('audit_removal').where('id', '=', id).execute()
}

/** A forged one must not be joined into a good one. */
function assertSealed(key: AuditKey, row: AuditTables['audit_removal']): void {
  const { from_sequence: fromSequence, to_sequence: toSequence, previous, head, removed_at_ms: removedAtMs } = row
  if (key.isRemovalSealed({ fromSequence, toSequence, previous, head, removedAtMs }, row.seal)) return
  throw new AuditAlteredError(
    `the removal of entry ${fromSequence} of the audit is not sealed with its key; run verify`,
  )
}
