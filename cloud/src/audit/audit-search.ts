import { equalBytes } from '@coldrx/protocol'
import { type SqlBool, sql } from 'kysely'
import type { Scope } from '../access/actor.ts'
import type { BusinessReader } from '../business-database/business-database.ts'
import type { AuditEntryTable } from '../business-database/tables/audit.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { createAddressKeys, ownerOf } from './address-keys.ts'
import { hashOfEntry } from './audit-entry.ts'

export interface AuditEntry {
  readonly sequence: number
  readonly atMs: number
  readonly actor: {
    readonly kind: AuditEntryTable['actor_kind']
    readonly id: string
    /** as people know it; null: of a part of the system, or of somebody whose name is erased */
    readonly name: string | null
  }
  readonly organisationId: string | null
  readonly sessionId: string | null
  readonly requestId: string | null
  readonly action: string
  readonly subject: { readonly kind: string; readonly id: string }
  readonly reason: string | null
  readonly details: unknown
}

export interface FullAuditEntry extends AuditEntry {
  readonly hash: Uint8Array
  readonly previous: Uint8Array
  /** whether the row is the one that was hashed; that the chain holds, only a run over all of it says */
  readonly isIntact: boolean
  /** from where it was done, sealed; null: not by a request */
  readonly addressSealed: string | null
}

export interface AuditQuery {
  readonly actor?: string | undefined
  /** `trip.depart`, or `trip` for all of its actions */
  readonly action?: string | undefined
  readonly subject?: { readonly kind: string; readonly id?: string | undefined } | undefined
  readonly session?: string | undefined
  readonly request?: string | undefined
  readonly fromMs?: number | undefined
  /** exclusive */
  readonly toMs?: number | undefined
  readonly limit: number
  /** the sequence of the last entry of the page before */
  readonly before?: number | undefined
}

/** Whether that record is one that the scope may see: then it may see who did what to it, whoever that was. */
export type IsVisible = (scope: Scope, kind: string, id: string) => Promise<boolean>

export interface AuditSearch {
  /** The newest first; one more than `limit` where there is more. */
  search(scope: Scope, query: AuditQuery): Promise<AuditEntry[]>
  /** undefined: there is none, or it is out of reach */
  get(scope: Scope, sequence: number): Promise<FullAuditEntry | undefined>
  /** of an entry: from where it was done */
  openAddress(entry: FullAuditEntry): Promise<string | null>
}

export function createAuditSearch({
  reader,
  sealedFields,
  isVisible,
}: {
  readonly reader: BusinessReader
  readonly sealedFields: SealedFields
  readonly isVisible: IsVisible
}): AuditSearch {
  const addressKeys = createAddressKeys(sealedFields)

  async function withNames(rows: readonly AuditEntryTable[]): Promise<AuditEntry[]> {
    const names = await readActorNames(reader, rows)
    return rows.map((row) => toEntry(row, names))
  }

  return {
    async search(scope, query) {
      const { subject } = query
      let rows = reader.selectFrom('audit_entry').selectAll()
      if (scope.reach !== 'all') {
        const own = scope.reach === 'organisation' ? (scope.actor.organisationId ?? '') : ''
        const all = subject?.id !== undefined && (await isVisible(scope, subject.kind, subject.id))
        // of a record of one's own everything is shown, also what the platform or a device did to it
        if (!all) rows = rows.where('organisation_id', '=', own)
      }
      if (query.actor !== undefined) rows = rows.where('actor_id', '=', query.actor)
      if (query.action !== undefined) rows = rows.where(isAction(query.action))
      if (subject !== undefined) rows = rows.where('subject_kind', '=', subject.kind)
      if (subject?.id !== undefined) rows = rows.where('subject_id', '=', subject.id)
      if (query.session !== undefined) rows = rows.where('session_id', '=', query.session)
      if (query.request !== undefined) rows = rows.where('request_id', '=', query.request)
      if (query.fromMs !== undefined) rows = rows.where('at_ms', '>=', query.fromMs)
      if (query.toMs !== undefined) rows = rows.where('at_ms', '<', query.toMs)
      if (query.before !== undefined) rows = rows.where('sequence', '<', query.before)
      return withNames(
        await rows
          .orderBy('sequence', 'desc')
          .limit(query.limit + 1)
          .execute(),
      )
    },

    async get(scope, sequence) {
      const row = await reader.selectFrom('audit_entry').selectAll().where('sequence', '=', sequence).executeTakeFirst()
      if (row === undefined) return undefined
      const isOwn = scope.reach === 'organisation' && row.organisation_id === scope.actor.organisationId
      const mayLook =
        scope.reach === 'all' ||
        (isOwn && row.organisation_id !== null) ||
        (await isVisible(scope, row.subject_kind, row.subject_id))
      if (!mayLook) return undefined
      const [entry] = await withNames([row])
      const { hash, ...statement } = row
      return (
        entry && {
          ...entry,
          ...{ hash, previous: row.previous, addressSealed: row.address_sealed },
          isIntact: equalBytes(hashOfEntry(statement), hash),
        }
      )
    },

    async openAddress({ sequence, addressSealed, actor }) {
      return addressSealed === null ? null : addressKeys.open(reader, ownerOf(actor), sequence, addressSealed)
    },
  }
}

function isAction(action: string) {
  return action.includes('.')
    ? sql<SqlBool>`action = ${action}`
    : sql<SqlBool>`action LIKE ${`${action.replaceAll(/[\\%_]/g, (wild) => `\\${wild}`)}.%`} ESCAPE '\\'`
}

/** Sign-in names of people and names of clients, by kind and id: both are known to colleagues and not sealed. */
async function readActorNames(
  reader: BusinessReader,
  rows: readonly AuditEntryTable[],
): Promise<ReadonlyMap<string, string>> {
  const idsOf = (kind: AuditEntryTable['actor_kind']) => [
    ...new Set(rows.flatMap(({ actor_kind, actor_id }) => (actor_kind === kind ? [actor_id] : []))),
  ]
  const names = new Map<string, string>()
  const people = idsOf('person')
  if (people.length > 0) {
    const found = await reader
      .selectFrom('person')
      .select(['id', 'name'])
      .where('id', 'in', people)
      .where('erased_at_ms', 'is', null)
      .execute()
    for (const { id, name } of found) names.set(`person ${id}`, name)
  }
  const clients = idsOf('client')
  if (clients.length > 0) {
    const found = await reader.selectFrom('oauth_client').select(['id', 'name_zh']).where('id', 'in', clients).execute()
    for (const { id, name_zh } of found) names.set(`client ${id}`, name_zh)
  }
  return names
}

function toEntry(row: AuditEntryTable, names: ReadonlyMap<string, string>): AuditEntry {
  const { sequence, at_ms: atMs, actor_kind: kind, actor_id: id, action, reason } = row
  return {
    ...{ sequence, atMs, action, reason },
    actor: { kind, id, name: names.get(`${kind} ${id}`) ?? null },
    organisationId: row.organisation_id,
    sessionId: row.session_id,
    requestId: row.request_id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    details: JSON.parse(row.details) as unknown,
  }
}
