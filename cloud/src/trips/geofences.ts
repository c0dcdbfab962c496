import { randomUUID } from 'node:crypto'
import {
  type GeofencesMessage,
  geofenceSchema,
  LIMITS,
  MOST_GEOFENCES,
  serializeMessage,
  type NamedGeofence as ToldGeofence,
} from '@coldrx/protocol'
import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { GeofenceTable } from '../business-database/tables/trips.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'

export interface NamedGeofence extends ToldGeofence {
  readonly organisationId: string
}

export type GeofencePlan = Omit<NamedGeofence, 'id' | 'organisationId'>

export interface Geofences {
  /** by id; one more than `limit` where there is more */
  list(scope: Scope, page: { readonly limit: number; readonly after?: string | undefined }): Promise<NamedGeofence[]>
  add(scope: Scope, plan: GeofencePlan): Promise<NamedGeofence>
  change(scope: Scope, id: string, plan: GeofencePlan): Promise<NamedGeofence>
  /** It is kept for what it once told, and tells no more. */
  end(scope: Scope, id: string): Promise<void>
  /** Called after each commit that changed those of an organisation. */
  onChanged(listener: (organisationId: string) => void): () => void
}

export function createGeofences({
  db,
  audit,
  clock,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
}): Geofences {
  const listeners = new Set<(organisationId: string) => void>()
  const tell = (organisationId: string): void => {
    for (const listener of [...listeners]) listener(organisationId)
  }
  const noSuch = () => new AppError('NOT_FOUND', 404, 'there is no such geofence', { field: 'geofence' })

  return {
    async list(scope, { limit, after }) {
      const rows = await living(db.reader, scope)
        .where('id', '>', after ?? '')
        .orderBy('id')
        .limit(limit + 1)
        .execute()
      return rows.map(toGeofence)
    },

    async add({ actor }, { kind, name, fence }) {
      const organisationId = actor.organisationId
      if (organisationId === null) throw new AppError('FORBIDDEN', 403, 'only somebody of an organisation can do this')
      const id = randomUUID()
      await db.inTransaction(async (tx) => {
        await tx
          .insertInto('geofence')
          .values({
            ...{ id, organisation_id: organisationId, kind, name_zh: name.zh, name_en: name.en },
            ...{ shape: JSON.stringify(fence), created_at_ms: clock.nowMs(), ended_at_ms: null },
          })
          .execute()
        await requireFitting(tx, organisationId)
        await audit.append(tx, { actor, action: 'geofence.add', subject: { kind: 'geofence', id }, details: { kind } })
      })
      tell(organisationId)
      return { id, organisationId, kind, name, fence }
    },

    async change(scope, id, { kind, name, fence }) {
      const changed = await db.inTransaction(async (tx) => {
        const row = await living(tx, scope).where('id', '=', id).executeTakeFirst()
        if (row === undefined) throw noSuch()
        await tx
          .updateTable('geofence')
          .set({ kind, name_zh: name.zh, name_en: name.en, shape: JSON.stringify(fence) })
          .where('id', '=', id)
          .execute()
        await requireFitting(tx, row.organisation_id)
        await audit.append(tx, {
          ...{ actor: scope.actor, action: 'geofence.change', subject: { kind: 'geofence', id } },
          details: { before: row.shape, after: JSON.stringify(fence) },
        })
        return { id, organisationId: row.organisation_id, kind, name, fence }
      })
      tell(changed.organisationId)
      return changed
    },

    async end(scope, id) {
      const organisationId = await db.inTransaction(async (tx) => {
        const row = await living(tx, scope).where('id', '=', id).executeTakeFirst()
        if (row === undefined) throw noSuch()
        await tx.updateTable('geofence').set({ ended_at_ms: clock.nowMs() }).where('id', '=', id).execute()
        await audit.append(tx, { actor: scope.actor, action: 'geofence.end', subject: { kind: 'geofence', id } })
        return row.organisation_id
      })
      tell(organisationId)
    },

    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function living(reader: BusinessReader, { actor, reach }: Scope) {
  const all = reader.selectFrom('geofence').selectAll().where('ended_at_ms', 'is', null)
  return reach === 'all' ? all : all.where('organisation_id', '=', actor.organisationId ?? '')
}

const tooMany = (problem: string) => new AppError('UNPROCESSABLE', 422, `fence: ${problem}`, { field: 'fence' })

/** Trucks are told all of them in one message. */
async function requireFitting(tx: BusinessTransaction, organisationId: string): Promise<void> {
  const rows = await tx
    .selectFrom('geofence')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('ended_at_ms', 'is', null)
    .execute()
  if (rows.length > MOST_GEOFENCES) throw tooMany(`there are ${MOST_GEOFENCES} already, the most that a truck takes`)
  const geofences = rows.map(toGeofence).map(({ id, kind, name, fence }) => ({ id, kind, name, fence }))
  const message: GeofencesMessage = { v: 1, revision: Number.MAX_SAFE_INTEGER, geofences }
  if (Buffer.byteLength(serializeMessage('down/geofences', message)) > LIMITS.downlinkBytes)
    throw tooMany('together with the others it has more corners than a truck takes')
}

export function toGeofence(row: GeofenceTable): NamedGeofence {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    kind: row.kind,
    name: { zh: row.name_zh, en: row.name_en },
    fence: geofenceSchema.parse(JSON.parse(row.shape)),
  }
}
