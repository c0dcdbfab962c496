import type { Actor } from '../access/actor.ts'
import { systemActor } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import { refusal } from '../http/refusals.ts'
import type { People, Person } from '../identity/people.ts'
import type { Clock } from '../lib/clock.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import type { OutsidePerson } from './provider.ts'

export interface OutsideIdentities {
  /** Who that is among our people; undefined: nobody, or nobody any more */
  personOf(issuer: string, outside: OutsidePerson): Promise<Person | undefined>
  linkedAtMs(issuer: string, personId: string): Promise<number | undefined>
  link(actor: Actor, about: { issuer: string; subject: string; personId: string }): Promise<void>
  unlink(actor: Actor, about: { issuer: string; personId: string }): Promise<void>
}

export function createOutsideIdentities({
  db,
  audit,
  people,
  clock,
  sealedFields,
  linkByEmail,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly people: People
  readonly clock: Clock
  readonly sealedFields: SealedFields
  /** whether an address that the provider has verified, and one of our people has, is enough */
  readonly linkByEmail: boolean
}): OutsideIdentities {
  const indexOf = (issuer: string, subject: string) =>
    sealedFields.blindIndex('outside subject', JSON.stringify([issuer, subject]))

  /** One person has one identity at a provider, and one identity belongs to one person. */
  async function add(
    tx: BusinessTransaction,
    actor: Actor,
    { issuer, subject, personId }: { issuer: string; subject: string; personId: string },
  ): Promise<void> {
    await tx.deleteFrom('outside_identity').where('issuer', '=', issuer).where('person_id', '=', personId).execute()
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('outside_identity')
      .values({
        ...{ issuer, subject_index: indexOf(issuer, subject), person_id: personId },
        linked_at_ms: clock.nowMs(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) {
      throw refusal('CONFLICT', 'subject: belongs to somebody else already', 'subject')
    }
    const details = { issuer }
    await audit.append(tx, { actor, action: 'person.link-outside', subject: { kind: 'person', id: personId }, details })
  }

  async function byEmail(email: string): Promise<Person | undefined> {
    const index = sealedFields.blindIndex('person email', email.trim().toLowerCase())
    const rows = await db.reader.selectFrom('person').select('id').where('email_index', '=', index).limit(2).execute()
    // an address that two share says of neither who it is
    return rows.length === 1 && rows[0] !== undefined ? people.get(rows[0].id) : undefined
  }

  return {
    async personOf(issuer, { subject, email }) {
      const row = await db.reader
        .selectFrom('outside_identity')
        .select('person_id')
        .where('issuer', '=', issuer)
        .where('subject_index', '=', indexOf(issuer, subject))
        .executeTakeFirst()
      if (row !== undefined) return people.get(row.person_id)
      const person = linkByEmail && email !== undefined ? await byEmail(email) : undefined
      if (person === undefined || (await this.linkedAtMs(issuer, person.id)) !== undefined) return undefined
      const about = { issuer, subject, personId: person.id }
      await db.inTransaction((tx) => add(tx, systemActor('outside-sign-in'), about))
      return person
    },

    async linkedAtMs(issuer, personId) {
      const row = await db.reader
        .selectFrom('outside_identity')
        .select('linked_at_ms')
        .where('issuer', '=', issuer)
        .where('person_id', '=', personId)
        .executeTakeFirst()
      return row?.linked_at_ms
    },

    async link(actor, about) {
      if ((await people.get(about.personId)) === undefined) throw noSuchPerson()
      await db.inTransaction((tx) => add(tx, actor, about))
    },

    async unlink(actor, { issuer, personId }) {
      await db.inTransaction(async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('outside_identity')
          .where('issuer', '=', issuer)
          .where('person_id', '=', personId)
          .executeTakeFirst()
        if (numDeletedRows === 0n) throw noSuchPerson()
        const subject = { kind: 'person', id: personId }
        await audit.append(tx, { actor, action: 'person.unlink-outside', subject, details: { issuer } })
      })
    },
  }
}

function noSuchPerson() {
  return refusal('NOT_FOUND', 'there is no such person, or it has no outside identity', 'person')
}
