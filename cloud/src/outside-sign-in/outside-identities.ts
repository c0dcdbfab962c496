import type { Actor } from '../access/actor.ts'
import { systemActor } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import { refusal } from '../http/refusals.ts'
import { contactForm } from '../identity/contact-form.ts'
import type { People, Person } from '../identity/people.ts'
import type { Clock } from '../lib/clock.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { subjectForm, subjectPlace } from './outside-subject.ts'
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
  const indexesOf = (issuer: string, subject: string) =>
    sealedFields.blindIndexes('outside subject', subjectForm(issuer, subject))

  /** What the row of an identity has of its subject, by the newest keys. */
  const columnsOf = (issuer: string, subject: string, personId: string) => ({
    subject_index: sealedFields.blindIndex('outside subject', subjectForm(issuer, subject)),
    subject_sealed: sealedFields.seal(subjectPlace(issuer, personId), subject),
  })

  /** One person has one identity at a provider, and one identity belongs to one person. */
  async function add(
    tx: BusinessTransaction,
    actor: Actor,
    { issuer, subject, personId }: { issuer: string; subject: string; personId: string },
  ): Promise<void> {
    await tx.deleteFrom('outside_identity').where('issuer', '=', issuer).where('person_id', '=', personId).execute()
    // under a key of before nothing conflicts by itself
    const before = await tx
      .selectFrom('outside_identity')
      .select('person_id')
      .where('issuer', '=', issuer)
      .where('subject_index', 'in', indexesOf(issuer, subject))
      .executeTakeFirst()
    if (before !== undefined) throw taken()
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('outside_identity')
      .values({
        ...{ issuer, ...columnsOf(issuer, subject, personId), person_id: personId },
        linked_at_ms: clock.nowMs(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) throw taken()
    const details = { issuer }
    await audit.append(tx, { actor, action: 'person.link-outside', subject: { kind: 'person', id: personId }, details })
  }

  async function byEmail(email: string): Promise<Person | undefined> {
    const indexes = sealedFields.blindIndexes('person email', contactForm(email))
    const rows = await db.reader
      .selectFrom('person')
      .select('id')
      .where('email_index', 'in', indexes)
      .limit(2)
      .execute()
    // an address that two share says of neither who it is
    return rows.length === 1 && rows[0] !== undefined ? people.get(rows[0].id) : undefined
  }

  return {
    async personOf(issuer, { subject, email }) {
      const row = await db.reader
        .selectFrom('outside_identity')
        .select(['person_id', 'subject_index', 'subject_sealed'])
        .where('issuer', '=', issuer)
        .where('subject_index', 'in', indexesOf(issuer, subject))
        .executeTakeFirst()
      if (row !== undefined) {
        // linked before the subject was kept: only a sign-in can bring it to the newest keys
        if (row.subject_sealed === null) {
          await db.reader
            .updateTable('outside_identity')
            .set(columnsOf(issuer, subject, row.person_id))
            .where('issuer', '=', issuer)
            .where('subject_index', '=', row.subject_index)
            .execute()
        }
        return people.get(row.person_id)
      }
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
        const subject = { kind: 'person' as const, id: personId }
        await audit.append(tx, { actor, action: 'person.unlink-outside', subject, details: { issuer } })
      })
    },
  }
}

function taken() {
  return refusal('CONFLICT', 'subject: belongs to somebody else already', 'subject')
}

function noSuchPerson() {
  return refusal('NOT_FOUND', 'there is no such person, or it has no outside identity', 'person')
}
