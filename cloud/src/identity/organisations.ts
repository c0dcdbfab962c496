import type { Actor, Scope } from '../access/actor.ts'
import type { OrganisationKind } from '../access/roles.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader } from '../business-database/business-database.ts'
import type { OrganisationTable } from '../business-database/tables/identity.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import type { Names } from './names.ts'
import type { Organisation, People } from './people.ts'

export interface OrganisationRecord extends Organisation {
  readonly licenceNumber: string | null
  readonly createdAtMs: number
  /** not null: it takes no more people, and nothing new is planned for it */
  readonly closedAtMs: number | null
}

export interface OrganisationPlan {
  readonly kind: OrganisationKind
  readonly name: Names
  readonly licenceNumber?: string | null | undefined
}

export interface Organisations {
  /** by id; one more than `limit` where there is more */
  list(
    scope: Scope,
    page: { readonly kind?: OrganisationKind | undefined; readonly limit: number; readonly after?: string | undefined },
  ): Promise<OrganisationRecord[]>
  /** @throws AppError NOT_FOUND */
  get(scope: Scope, id: string): Promise<OrganisationRecord>
  add(actor: Actor, plan: OrganisationPlan): Promise<OrganisationRecord>
  change(actor: Actor, id: string, change: Partial<Omit<OrganisationPlan, 'kind'>>): Promise<OrganisationRecord>
  /** @throws AppError CONFLICT: it is closed already, or somebody of it can still sign in */
  close(actor: Actor, id: string, reason: string): Promise<OrganisationRecord>
}

export interface OrganisationsParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly people: People
}

export function createOrganisations({ db, audit, clock, people }: OrganisationsParts): Organisations {
  async function found(reader: BusinessReader, scope: Scope, id: string): Promise<OrganisationRecord> {
    const row = await reaching(reader, scope).where('id', '=', id).executeTakeFirst()
    if (row === undefined)
      throw new AppError('NOT_FOUND', 404, 'there is no such organisation', { field: 'organisation' })
    return toRecord(row)
  }

  return {
    async list(scope, { kind, limit, after }) {
      const all = reaching(db.reader, scope).where('id', '>', after ?? '')
      const rows = await (kind === undefined ? all : all.where('kind', '=', kind))
        .orderBy('id')
        .limit(limit + 1)
        .execute()
      return rows.map(toRecord)
    },

    get: (scope, id) => found(db.reader, scope, id),

    async add(actor, { kind, name, licenceNumber = null }) {
      return db.inTransaction(async (tx) => {
        const { id } = await people.addOrganisation(tx, { kind, name })
        await tx.updateTable('organisation').set({ licence_number: licenceNumber }).where('id', '=', id).execute()
        const subject = { kind: 'organisation' as const, id }
        await audit.append(tx, {
          actor,
          action: 'organisation.add',
          subject,
          details: { kind, name: { ...name }, licenceNumber },
        })
        return found(tx, { actor, reach: 'all' }, id)
      })
    },

    async change(actor, id, { name, licenceNumber }) {
      const scope = { actor, reach: 'all' } as const
      return db.inTransaction(async (tx) => {
        const before = await found(tx, scope, id)
        await tx
          .updateTable('organisation')
          .set({
            ...(name && { name_zh: name.zh, name_en: name.en }),
            ...(licenceNumber === undefined ? {} : { licence_number: licenceNumber }),
          })
          .where('id', '=', id)
          .execute()
        const after = await found(tx, scope, id)
        const told = ({ name: names, licenceNumber: licence }: OrganisationRecord) => ({
          name: { ...names },
          licenceNumber: licence,
        })
        await audit.append(tx, {
          ...{ actor, action: 'organisation.change', subject: { kind: 'organisation', id } },
          details: { before: told(before), after: told(after) },
        })
        return after
      })
    },

    async close(actor, id, reason) {
      const scope = { actor, reach: 'all' } as const
      return db.inTransaction(async (tx) => {
        const before = await found(tx, scope, id)
        if (before.closedAtMs !== null) throw new AppError('CONFLICT', 409, 'it is closed already')
        await tx.updateTable('organisation').set({ closed_at_ms: clock.nowMs() }).where('id', '=', id).execute()
        const member = await tx
          .selectFrom('person')
          .select('id')
          .where('organisation_id', '=', id)
          .where('disabled_at_ms', 'is', null)
          .where('erased_at_ms', 'is', null)
          .executeTakeFirst()
        if (member !== undefined)
          throw new AppError('CONFLICT', 409, 'somebody of it can still sign in: disable its people first')
        await audit.append(tx, { actor, action: 'organisation.close', subject: { kind: 'organisation', id }, reason })
        return found(tx, scope, id)
      })
    },
  }
}

function reaching(reader: BusinessReader, { actor, reach }: Scope) {
  const all = reader.selectFrom('organisation').selectAll()
  return reach === 'all' ? all : all.where('id', '=', actor.organisationId ?? '')
}

function toRecord(row: OrganisationTable): OrganisationRecord {
  return {
    id: row.id,
    kind: row.kind,
    name: { zh: row.name_zh, en: row.name_en },
    licenceNumber: row.licence_number,
    createdAtMs: row.created_at_ms,
    closedAtMs: row.closed_at_ms,
  }
}
