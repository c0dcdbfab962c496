import type { Actor } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessTransaction } from '../business-database/business-database.ts'

/**
 * Takes back whatever apps may do in a person's name. Whoever changes a password because somebody else had it would
 * otherwise leave the door open that this somebody made with it; and who is suspended or erased acts through nobody.
 */
export async function endGrantsOf(
  tx: BusinessTransaction,
  { audit, nowMs, actor, personId, because }: EndedGrants,
): Promise<void> {
  const ended = await tx
    .updateTable('oauth_grant')
    .set({ revoked_at_ms: nowMs })
    .where('person_id', '=', personId)
    .where('revoked_at_ms', 'is', null)
    .where('expires_at_ms', '>', nowMs)
    .returning('id')
    .execute()
  for (const { id } of ended) {
    const details = { because, person: personId }
    await audit.append(tx, { actor, action: 'grant.end', subject: { kind: 'grant', id }, details })
  }
}

interface EndedGrants {
  readonly audit: AuditLog
  readonly nowMs: number
  readonly actor: Actor
  readonly personId: string
  readonly because: 'password' | 'suspended' | 'erased'
}
