import { systemActor } from '../access/actor.ts'
import { addressesPlace } from '../alerts/recipients.ts'
import { createAddressKeys } from '../audit/address-keys.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import { toInstant } from '../http/instants.ts'
import type { Accounts } from '../identity/accounts.ts'
import type { Sessions } from '../identity/sessions.ts'
import { allPages, collect } from '../lib/all-pages.ts'
import type { CreatedKey } from '../lib/newest-first.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { readShipment } from '../trips/shipment-records.ts'
import { toShipmentView } from '../trips/shipment-routes.ts'
import { type Consents, consentKey } from './consents.ts'
import type { Erasures } from './erasure.ts'
import { shipmentsTo } from './recipient-shipments.ts'

export interface PersonalRecordParts {
  readonly db: BusinessDatabase
  readonly sealedFields: SealedFields
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly consents: Consents
  readonly erasures: Erasures
}

export type PersonalRecord = (personId: string) => Promise<Record<string, unknown>>

/** Everything that is held about a person, opened (PIPL art. 45). @throws AppError NOT_FOUND */
export function createPersonalRecord(parts: PersonalRecordParts): PersonalRecord {
  const { db, sealedFields, accounts, sessions, consents, erasures } = parts
  const addressKeys = createAddressKeys(sealedFields)
  const everywhere = { actor: systemActor('personal-record'), reach: 'all' } as const

  async function acts(personId: string): Promise<unknown[]> {
    const rows = await db.reader
      .selectFrom('audit_entry')
      .select(['sequence', 'at_ms', 'action', 'subject_kind', 'subject_id', 'reason', 'address_sealed'])
      .where('actor_id', '=', personId)
      .where('actor_kind', '=', 'person')
      .orderBy('sequence')
      .execute()
    const opened: unknown[] = []
    for (const { sequence, at_ms, address_sealed: sealed, subject_kind: kind, subject_id: id, ...row } of rows) {
      const address = sealed && (await addressKeys.open(db.reader, `person ${personId}`, sequence, sealed))
      opened.push({ sequence, at: toInstant(at_ms), ...row, subject: { kind, id }, address })
    }
    return opened
  }

  return async function personalRecord(personId) {
    const { createdAtMs, temporaryPasswordUntilMs: _, ...account } = await accounts.get(everywhere, personId)
    const trips = await db.reader
      .selectFrom('trip')
      .select(['id', 'number', 'state', 'planned_departure_ms', 'departed_at_ms', 'ended_at_ms'])
      .where('driver_id', '=', personId)
      .orderBy('planned_departure_ms')
      .execute()
    const given = await db.reader
      .selectFrom('custody')
      .select(['shipment_id', 'kind', 'at_ms'])
      .where('by_person_id', '=', personId)
      .orderBy('at_ms')
      .execute()
    const received: unknown[] = []
    for (const id of account.phone === null ? [] : await shipmentsTo(db.reader, sealedFields, account.phone)) {
      const shipment = await readShipment(db.reader, sealedFields, everywhere, id)
      if (shipment !== undefined) received.push(toShipmentView(shipment))
    }
    const grants = await db.reader
      .selectFrom('oauth_grant')
      .select(['id', 'client_id', 'scopes', 'created_at_ms'])
      .where('person_id', '=', personId)
      .execute()
    const outside = await db.reader
      .selectFrom('outside_identity')
      .select(['issuer', 'linked_at_ms'])
      .where('person_id', '=', personId)
      .execute()
    const inspections = await db.reader
      .selectFrom('inspection')
      .select(['id', 'purpose', 'reference', 'opened_at_ms'])
      .where('person_id', '=', personId)
      .execute()
    const called = await db.reader
      .selectFrom('alert_message')
      .select(['kind', 'channel', 'state', 'created_at_ms'])
      .where('person_id', '=', personId)
      .orderBy('created_at_ms')
      .execute()
    const acknowledged = await db.reader
      .selectFrom('alert_acknowledgement')
      .select(['alert_id', 'comment', 'at_ms'])
      .where('person_id', '=', personId)
      .orderBy('at_ms')
      .execute()
    const told = await db.reader
      .selectFrom('alert_recipient')
      .selectAll()
      .where('person_id', '=', personId)
      .executeTakeFirst()
    const erasure = await erasures.of(personId)
    const allConsents = allPages(
      (after: CreatedKey | undefined, limit) => consents.history(personId, { limit, after }),
      consentKey,
    )
    const allSessions = allPages(
      (after: CreatedKey | undefined, limit) => sessions.listOf(personId, { limit, after }),
      ({ createdAtMs, id }) => [createdAtMs, id] as const,
    )
    return {
      person: { ...account, createdAt: toInstant(createdAtMs) },
      consents: (await collect(allConsents)).map(({ id: _id, atMs, ...act }) => ({ ...act, at: toInstant(atMs) })),
      sessions: (await collect(allSessions)).map(({ id: _id, createdAtMs: made, lastUsedAtMs, ...session }) => ({
        ...{ address: session.address, userAgent: session.userAgent },
        ...{ createdAt: toInstant(made), lastUsedAt: toInstant(lastUsedAtMs) },
      })),
      grants: grants.map(({ created_at_ms: at, scopes, ...row }) => ({
        ...row,
        scopes: JSON.parse(scopes) as unknown,
        createdAt: toInstant(at),
      })),
      outsideIdentities: outside.map(({ issuer, linked_at_ms: at }) => ({ issuer, linkedAt: toInstant(at) })),
      inspections: inspections.map(({ opened_at_ms: at, ...row }) => ({ ...row, openedAt: toInstant(at) })),
      trips: trips.map(({ planned_departure_ms: planned, departed_at_ms, ended_at_ms, ...row }) => ({
        ...{ ...row, plannedDeparture: toInstant(planned) },
        ...{ departedAt: toInstant(departed_at_ms), endedAt: toInstant(ended_at_ms) },
      })),
      gaveAway: given.map(({ shipment_id: shipment, kind, at_ms }) => ({ shipment, kind, at: toInstant(at_ms) })),
      received,
      alerts: {
        language: told?.language ?? null,
        addresses: told
          ? (JSON.parse(sealedFields.open(addressesPlace(personId), told.addresses_sealed)) as unknown)
          : null,
        called: called.map(({ created_at_ms: at, ...row }) => ({ ...row, at: toInstant(at) })),
        acknowledged: acknowledged.map(({ alert_id: alert, comment, at_ms: at }) => ({
          alert,
          comment,
          at: toInstant(at),
        })),
      },
      acts: await acts(personId),
      erasure: erasure ?? null,
    }
  }
}
