import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Actor } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader } from '../business-database/business-database.ts'
import type { ConsentTable } from '../business-database/tables/privacy.ts'
import { refusal } from '../http/refusals.ts'
import type { Clock } from '../lib/clock.ts'
import { behind, type CreatedKey, type NewestFirst } from '../lib/newest-first.ts'
import { CONSENT_PURPOSES, CONSENT_TEXTS, type ConsentPurpose } from './consent-purposes.ts'

export interface ConsentAct {
  readonly id: string
  readonly purpose: ConsentPurpose
  readonly textVersion: number
  readonly language: 'zh' | 'en'
  readonly act: 'given' | 'withdrawn'
  readonly atMs: number
  /** id of who did it */
  readonly by: string
}

export interface ConsentState {
  readonly purpose: ConsentPurpose
  /** given for the words of today, and not withdrawn */
  readonly isGiven: boolean
  /** what was said last; null: nothing ever */
  readonly last: ConsentAct | null
}

/** Where an act stands in the history. */
export function consentKey({ atMs, id }: ConsentAct): CreatedKey {
  return [atMs, id]
}

export interface Consents {
  /** The newest first; one more than the page holds, where there is one. */
  history(personId: string, page: NewestFirst): Promise<ConsentAct[]>
  states(personId: string): Promise<ConsentState[]>
  /** @throws AppError UNPROCESSABLE: the words have changed meanwhile */
  give(actor: Actor, about: { purpose: ConsentPurpose; version: number; language: 'zh' | 'en' }): Promise<void>
  /** @throws AppError CONFLICT: there is none to withdraw */
  withdraw(actor: Actor, purpose: ConsentPurpose): Promise<void>
  /** Before anything is done that needs it. @throws AppError CONSENT_REQUIRED */
  require(reader: BusinessReader, personId: string, purpose: ConsentPurpose): Promise<void>
}

export function createConsents({
  db,
  audit,
  clock,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
}): Consents {
  const rowsOf = (reader: BusinessReader, personId: string) =>
    reader.selectFrom('consent').selectAll().where('person_id', '=', personId)

  async function lastOf(reader: BusinessReader, personId: string, purpose: ConsentPurpose) {
    return (
      rowsOf(reader, personId)
        .where('purpose', '=', purpose)
        .orderBy('at_ms', 'desc')
        // of one millisecond, a withdrawal counts
        .orderBy('act', 'desc')
        .limit(1)
        .executeTakeFirst()
    )
  }

  async function add(
    actor: Actor,
    row: { purpose: ConsentPurpose; version: number; language: 'zh' | 'en'; act: 'given' | 'withdrawn' },
  ): Promise<void> {
    const { purpose, version, language, act } = row
    await db.inTransaction(async (tx) => {
      const last = await lastOf(tx, actor.id, purpose)
      if (act === 'withdrawn' && last?.act !== 'given')
        throw refusal('CONFLICT', 'purpose: there is no consent to withdraw', 'purpose')
      await tx
        .insertInto('consent')
        .values({
          ...{ id: randomUUID(), person_id: actor.id, purpose, text_version: version, language, act },
          // never before the act that it takes back
          at_ms: Math.max(clock.nowMs(), (last?.at_ms ?? 0) + 1),
          ...{ way: 'own', by_kind: actor.kind, by_id: actor.id },
        })
        .execute()
      const action = act === 'given' ? 'consent.give' : 'consent.withdraw'
      const subject = { kind: 'person' as const, id: actor.id }
      await audit.append(tx, { actor, action, subject, details: { purpose, version } })
    })
  }

  return {
    async history(personId, { limit, after }) {
      const rows = await rowsOf(db.reader, personId)
        .where(behind(after, { created: 'at_ms', id: 'id' }))
        .orderBy('at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return rows.map(toAct)
    },

    async states(personId) {
      const states: ConsentState[] = []
      for (const purpose of CONSENT_PURPOSES) {
        const last = await lastOf(db.reader, personId, purpose)
        states.push({ purpose, isGiven: isGiven(last, purpose), last: last === undefined ? null : toAct(last) })
      }
      return states
    },

    async give(actor, { purpose, version, language }) {
      if (version !== CONSENT_TEXTS[purpose].version)
        throw refusal('UNPROCESSABLE', 'version: the words have changed; show those of today', 'version')
      await add(actor, { purpose, version, language, act: 'given' })
    },

    async withdraw(actor, purpose) {
      const last = await lastOf(db.reader, actor.id, purpose)
      const { text_version: version = 0, language = 'zh' } = last ?? {}
      await add(actor, { purpose, version, language, act: 'withdrawn' })
    },

    async require(reader, personId, purpose) {
      if (isGiven(await lastOf(reader, personId, purpose), purpose)) return
      throw refusal('CONSENT_REQUIRED', `the person must consent to ${purpose} first`)
    },
  }
}

function toAct(row: Selectable<ConsentTable>): ConsentAct {
  const { id, purpose, text_version: textVersion, language, act, at_ms: atMs, by_id: by } = row
  return { id, purpose, textVersion, language, act, atMs, by }
}

function isGiven(last: { act: string; text_version: number } | undefined, purpose: ConsentPurpose): boolean {
  return last?.act === 'given' && last.text_version === CONSENT_TEXTS[purpose].version
}
