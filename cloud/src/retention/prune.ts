import { systemActor } from '../access/actor.ts'
import type { AuditKey } from '../audit/audit-key.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { countPastEntries, pruneAudit } from '../audit/prune-audit.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { removePastRows } from './past-rows.ts'
import { assertLawful, type RetentionPolicy } from './retention-policy.ts'

export interface Pruning {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly key: AuditKey
  readonly clock: Clock
  readonly policy: RetentionPolicy
  /** only count */
  readonly dryRun?: boolean
}

/**
 * Removes what is past its time, and nothing of what GSP or the law on prescriptions wants kept. Several may run at once.
 * @returns how many rows of each table went
 * @throws RangeError: a policy below what the law wants; AuditAlteredError: an entry to remove was altered
 */
export async function prune({
  db,
  audit,
  key,
  clock,
  policy,
  dryRun = false,
}: Pruning): Promise<Record<string, number>> {
  assertLawful(policy)
  const nowMs = clock.nowMs()
  const beforeMs = { log: nowMs - policy.log, gsp: nowMs - policy.gsp, prescription: nowMs - policy.prescription }
  const others = await removePastRows(db.reader, { nowMs, policy, dryRun })
  const entries = dryRun ? await countPastEntries({ db, beforeMs }) : await pruneAudit({ db, key, beforeMs, nowMs })
  const counts = { audit_entry: entries, ...others }
  if (!dryRun && Object.values(counts).some((count) => count > 0)) {
    const subject = { kind: 'retention' as const, id: 'prune' }
    await db.inTransaction((tx) =>
      audit.append(tx, { actor: systemActor('retention'), action: 'retention.prune', subject, details: counts }),
    )
  }
  return counts
}
