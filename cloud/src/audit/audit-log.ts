import { canonicalJson, type Json } from '@coldrx/protocol'
import type { Actor } from '../access/actor.ts'
import type { BusinessTransaction } from '../business-database/business-database.ts'
import type { Engine } from '../business-database/column-types.ts'
import type { Clock } from '../lib/clock.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { createAddressKeys, ownerOf } from './address-keys.ts'
import type { AuditAction, AuditSubject } from './audit-actions.ts'
import { GENESIS, hashOfEntry } from './audit-entry.ts'
import { lastEntry, lockAudit, writeHead } from './audit-head.ts'
import type { AuditKey } from './audit-key.ts'

export interface AuditRecord {
  readonly actor: Actor
  readonly action: AuditAction
  readonly subject: { readonly kind: AuditSubject; readonly id: string }
  readonly reason?: string | undefined
  /** what changed; never personal data, which must stay erasable: name the field, not the value */
  readonly details?: Json
}

export interface AuditLog {
  /** In the transaction of what it tells of, as its last step: on PostgreSQL it waits for others that write. */
  append(tx: BusinessTransaction, record: AuditRecord): Promise<void>
}

export function createAuditLog({
  engine,
  clock,
  sealedFields,
  key,
}: {
  readonly engine: Engine
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly key: AuditKey
}): AuditLog {
  const addressKeys = createAddressKeys(sealedFields)
  return {
    async append(tx, { actor, action, subject, reason, details = {} }) {
      await lockAudit(tx, engine)
      const last = await lastEntry(tx)
      const sequence = (last?.sequence ?? 0) + 1
      const { address } = actor
      const statement = {
        sequence,
        at_ms: clock.nowMs(),
        actor_kind: actor.kind,
        actor_id: actor.id,
        organisation_id: actor.organisationId,
        session_id: actor.sessionId ?? null,
        address_sealed: address === undefined ? null : await addressKeys.seal(tx, ownerOf(actor), sequence, address),
        request_id: actor.requestId ?? null,
        action,
        subject_kind: subject.kind,
        subject_id: subject.id,
        reason: reason ?? null,
        details: canonicalJson(details),
        previous: last?.hash ?? GENESIS,
      }
      const hash = hashOfEntry(statement)
      await tx
        .insertInto('audit_entry')
        .values({ ...statement, hash })
        .execute()
      await writeHead(tx, key, { sequence, hash })
    },
  }
}
