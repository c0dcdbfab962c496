import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, systemActor } from '../access/actor.ts'
import { createAddressKeys } from '../audit/address-keys.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import {
  type BusinessDatabase,
  type BusinessReader,
  type BusinessTransaction,
  emptyJournal,
} from '../business-database/business-database.ts'
import { refusal } from '../http/refusals.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { Clock } from '../lib/clock.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { endGrantsOf } from '../oauth/person-grants.ts'
import { eraseDelivery } from './delivery-erasure.ts'
import { forgetAnswers } from './forget-answers.ts'
import { type Kept, keptOf, keptSchema } from './kept-by-law.ts'

export interface Erasure {
  readonly requestedAtMs: number
  /** null: something is kept until its time is over */
  readonly doneAtMs: number | null
  readonly kept: readonly Kept[]
}

export interface ForeseenErasure {
  /** the last who administrates cannot go */
  readonly isPossible: boolean
  readonly kept: readonly Kept[]
}

export interface Erasures {
  /**
   * Makes unreadable at once what no law keeps, ends every sign-in, and notes what is kept until when.
   * @throws AppError NOT_FOUND; CONFLICT: erased already, or nobody would be left to administrate
   * @param reason nobody owes one for an own request
   */
  erase(actor: Actor, personId: string, reason?: string): Promise<Erasure>
  of(personId: string): Promise<Erasure | undefined>
  /** What an erasure now would do. @throws AppError NOT_FOUND */
  foresee(personId: string): Promise<ForeseenErasure>
  /** Erases what was kept and need not be any more. @returns how many such things */
  completeDue(): Promise<number>
}

export interface ErasuresParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly sessions: Pick<Sessions, 'revokeAllOf'>
}

export function createErasures({ db, audit, clock, sealedFields, sessions }: ErasuresParts): Erasures {
  const addressKeys = createAddressKeys(sealedFields)

  async function eraseName(tx: BusinessTransaction, personId: string): Promise<void> {
    await tx.updateTable('person').set({ display_name_sealed: null }).where('id', '=', personId).execute()
  }

  async function eraseKept(tx: BusinessTransaction, personId: string, { what, id }: Kept): Promise<void> {
    await (what === 'name'
      ? eraseName(tx, id)
      : eraseDelivery(tx, sealedFields, { shipmentId: id, pseudonym: `person ${personId}` }))
  }

  async function eraseAccount(tx: BusinessTransaction, personId: string, nowMs: number): Promise<void> {
    await tx
      .updateTable('person')
      .set({
        ...{ name: `erased-${personId}`, phone_sealed: null, phone_index: null, email_sealed: null },
        ...{ email_index: null, password_hash: null, temporary_password_until_ms: null, erased_at_ms: nowMs },
      })
      .where('id', '=', personId)
      .execute()
    for (const table of ['alert_recipient', 'person_name_index', 'person_role', 'outside_identity', 'session'] as const)
      await tx.deleteFrom(table).where('person_id', '=', personId).execute()
    const grants = tx.selectFrom('oauth_grant').select('id').where('person_id', '=', personId)
    await tx.deleteFrom('oauth_code').where('grant_id', 'in', grants).execute()
    await tx.deleteFrom('oauth_refresh_token').where('grant_id', 'in', grants).execute()
    await addressKeys.erase(tx, `person ${personId}`)
    await forgetAnswers(tx, sealedFields, { actor: `person ${personId}`, about: personId })
  }

  async function isLastAdministrator(reader: BusinessReader, personId: string): Promise<boolean> {
    const living = await reader
      .selectFrom('person_role')
      .innerJoin('person', 'person.id', 'person_role.person_id')
      .select('person.id')
      .where('role', '=', 'administrator')
      .where('person.disabled_at_ms', 'is', null)
      .where('person.erased_at_ms', 'is', null)
      .execute()
    return living.length === 1 && living[0]?.id === personId
  }

  async function assertOthersAdministrate(tx: BusinessTransaction, personId: string): Promise<void> {
    if (db.engine === 'postgres') await sql`LOCK TABLE person_role IN SHARE ROW EXCLUSIVE MODE`.execute(tx)
    if (await isLastAdministrator(tx, personId)) throw refusal('CONFLICT', 'somebody must be left to administrate')
  }

  const phoneOf = (personId: string, sealed: string | null) =>
    sealed === null ? null : sealedFields.open({ table: 'person', column: 'phone_sealed', row: personId }, sealed)

  return {
    async erase(actor, personId, reason) {
      const erased = await db.inTransaction(async (tx): Promise<Erasure> => {
        const person = await tx
          .selectFrom('person')
          .select(['phone_sealed', 'erased_at_ms'])
          .where('id', '=', personId)
          .$if(db.engine === 'postgres', (query) => query.forUpdate())
          .executeTakeFirst()
        if (person === undefined) throw refusal('NOT_FOUND', 'there is no such person', 'person')
        if (person.erased_at_ms !== null) throw refusal('CONFLICT', 'the person was erased already')
        await assertOthersAdministrate(tx, personId)
        const nowMs = clock.nowMs()
        const phone = phoneOf(personId, person.phone_sealed)
        const found = await keptOf(tx, sealedFields, { personId, phone })
        const kept = found.filter(({ untilMs }) => untilMs > nowMs)
        for (const past of found.filter(({ untilMs }) => untilMs <= nowMs)) await eraseKept(tx, personId, past)
        if (!kept.some(({ what }) => what === 'name')) await eraseName(tx, personId)
        // by the person itself: from where is not kept, which would be the first thing that is known of it again
        const { address: _, ...withoutAddress } = actor
        const by = actor.id === personId ? withoutAddress : actor
        await endGrantsOf(tx, { audit, nowMs, actor: by, personId, because: 'erased' })
        await eraseAccount(tx, personId, nowMs)
        const doneAtMs = kept.length === 0 ? nowMs : null
        await tx
          .insertInto('erasure')
          .values({
            ...{ id: randomUUID(), person_id: personId, requested_at_ms: nowMs, done_at_ms: doneAtMs },
            kept: JSON.stringify(kept),
          })
          .execute()
        await audit.append(tx, {
          ...{ actor: by, action: 'person.erase', ...(reason !== undefined && { reason }) },
          subject: { kind: 'person', id: personId },
          details: { kept: kept.map(({ what, id, untilMs }) => ({ what, id, untilMs })) },
        })
        return { requestedAtMs: nowMs, doneAtMs, kept }
      })
      // open feeds end at once
      await sessions.revokeAllOf(personId)
      await emptyJournal(db)
      return erased
    },

    async of(personId) {
      const row = await db.reader
        .selectFrom('erasure')
        .selectAll()
        .where('person_id', '=', personId)
        .orderBy('requested_at_ms', 'desc')
        .executeTakeFirst()
      return (
        row && {
          ...{ requestedAtMs: row.requested_at_ms, doneAtMs: row.done_at_ms },
          kept: z.array(keptSchema).parse(JSON.parse(row.kept)),
        }
      )
    },

    async foresee(personId) {
      const person = await db.reader
        .selectFrom('person')
        .select('phone_sealed')
        .where('id', '=', personId)
        .executeTakeFirst()
      if (person === undefined) throw refusal('NOT_FOUND', 'there is no such person', 'person')
      const phone = phoneOf(personId, person.phone_sealed)
      const found = await keptOf(db.reader, sealedFields, { personId, phone })
      const nowMs = clock.nowMs()
      return {
        isPossible: !(await isLastAdministrator(db.reader, personId)),
        kept: found.filter(({ untilMs }) => untilMs > nowMs),
      }
    },

    async completeDue() {
      const waiting = await db.reader.selectFrom('erasure').selectAll().where('done_at_ms', 'is', null).execute()
      const nowMs = clock.nowMs()
      let count = 0
      for (const { id, person_id: personId, kept: text } of waiting) {
        const kept = z.array(keptSchema).parse(JSON.parse(text))
        const due = kept.filter(({ untilMs }) => untilMs <= nowMs)
        if (due.length === 0) continue
        await db.inTransaction(async (tx) => {
          for (const past of due) await eraseKept(tx, personId, past)
          const left = kept.filter(({ untilMs }) => untilMs > nowMs)
          await tx
            .updateTable('erasure')
            .set({ kept: JSON.stringify(left), done_at_ms: left.length === 0 ? nowMs : null })
            .where('id', '=', id)
            .execute()
          await audit.append(tx, {
            ...{
              actor: systemActor('erasure'),
              action: 'person.erase-kept',
              subject: { kind: 'person', id: personId },
            },
            details: { erased: due.map((one) => ({ what: one.what, id: one.id })) },
          })
        })
        count += due.length
      }
      if (count > 0) await emptyJournal(db)
      return count
    },
  }
}
