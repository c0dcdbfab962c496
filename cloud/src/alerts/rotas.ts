import { randomUUID } from 'node:crypto'
import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import { refusal } from '../http/refusals.ts'
import type { Clock } from '../lib/clock.ts'
import type { Recipients } from './recipients.ts'
import { holesOf, type Rota, rotaSchema } from './rota.ts'

export interface KeptRota {
  readonly id: string
  readonly organisationId: string
  readonly version: number
  readonly rota: Rota
}

export interface Rotas {
  readonly list: (
    scope: Scope,
    page: { readonly limit: number; readonly after: string | undefined },
  ) => Promise<KeptRota[]>
  readonly get: (scope: Scope, id: string) => Promise<KeptRota>
  /** @throws AppError UNPROCESSABLE: it has a hole and must have none, or names who is not there */
  readonly add: (scope: Scope, rota: Rota) => Promise<KeptRota>
  /** @throws AppError CONFLICT: it was changed since `version` */
  readonly change: (
    scope: Scope,
    id: string,
    change: { readonly version: number; readonly rota: Rota },
  ) => Promise<KeptRota>
  /** @throws AppError CONFLICT: a plan goes by it */
  readonly end: (scope: Scope, id: string) => Promise<void>
  /** undefined: it was ended */
  readonly living: (reader: BusinessReader, id: string) => Promise<Rota | undefined>
}

export interface RotasParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly recipients: Recipients
}

export function createRotas({ db, audit, clock, recipients }: RotasParts): Rotas {
  const living = (reader: BusinessReader) =>
    reader.selectFrom('alert_rota').selectAll().where('ended_at_ms', 'is', null)
  type Row = Awaited<ReturnType<ReturnType<typeof living>['execute']>>[number]
  const toRota = ({ id, organisation_id, version, content }: Row): KeptRota => ({
    ...{ id, organisationId: organisation_id, version, rota: rotaSchema.parse(JSON.parse(content)) },
  })

  function reached(reader: BusinessReader, { actor, reach }: Scope) {
    const all = living(reader)
    return reach === 'all' ? all : all.where('organisation_id', '=', actor.organisationId ?? '')
  }

  async function get(reader: BusinessReader, scope: Scope, id: string): Promise<KeptRota> {
    const row = await reached(reader, scope).where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw refusal('NOT_FOUND', 'there is no such rota', 'alertRota')
    return toRota(row)
  }

  async function assertFits(tx: BusinessTransaction, rota: Rota, organisationId: string): Promise<void> {
    const [hole] = rota.mustCover ? holesOf(rota) : []
    if (hole !== undefined) {
      const { week, day, from, minutes } = hole
      const where = `week ${week}, day ${day}, from ${from} for ${minutes} minutes`
      throw refusal('UNPROCESSABLE', `shifts: nobody is on duty in ${where}`, 'shifts')
    }
    const named = [...new Set([...rota.shifts, ...rota.swaps].map(({ personId }) => personId))]
    const found = await recipients.of(tx, named)
    if (found.filter((one) => one.organisationId === organisationId).length < named.length)
      throw refusal('UNPROCESSABLE', 'shifts: names a person who is not there', 'shifts')
  }

  return {
    get: (scope, id) => get(db.reader, scope, id),

    async list(scope, { limit, after }) {
      const rows = await reached(db.reader, scope)
        .where('id', '>', after ?? '')
        .orderBy('id')
        .limit(limit + 1)
        .execute()
      return rows.map(toRota)
    },

    add: ({ actor }, rota) =>
      db.inTransaction(async (tx) => {
        const { organisationId } = actor
        if (organisationId === null) throw refusal('FORBIDDEN', 'only somebody of an organisation can do this')
        await assertFits(tx, rota, organisationId)
        const id = randomUUID()
        await tx
          .insertInto('alert_rota')
          .values({
            ...{ id, organisation_id: organisationId, version: 1, content: JSON.stringify(rota) },
            ...{ created_at_ms: clock.nowMs(), ended_at_ms: null },
          })
          .execute()
        await audit.append(tx, { actor, action: 'alert-rota.add', subject: { kind: 'alert-rota', id } })
        return { id, organisationId, version: 1, rota }
      }),

    change: (scope, id, { version, rota }) =>
      db.inTransaction(async (tx) => {
        const before = await get(tx, scope, id)
        await assertFits(tx, rota, before.organisationId)
        const { numUpdatedRows } = await tx
          .updateTable('alert_rota')
          .set({ version: version + 1, content: JSON.stringify(rota) })
          .where('id', '=', id)
          .where('version', '=', version)
          .executeTakeFirst()
        if (numUpdatedRows !== 1n) throw refusal('CONFLICT', 'version: the rota was changed meanwhile', 'version')
        await audit.append(tx, {
          ...{ actor: scope.actor, action: 'alert-rota.change', subject: { kind: 'alert-rota', id } },
          details: { before: JSON.stringify(before.rota), after: JSON.stringify(rota) },
        })
        return { ...before, version: version + 1, rota }
      }),

    end: (scope, id) =>
      db.inTransaction(async (tx) => {
        const { organisationId } = await get(tx, scope, id)
        const using = await tx
          .selectFrom('alert_plan')
          .innerJoin('alert_plan_version', (join) =>
            join
              .onRef('alert_plan_version.plan_id', '=', 'alert_plan.id')
              .onRef('alert_plan_version.version', '=', 'alert_plan.version'),
          )
          .select('alert_plan_version.content')
          .where('alert_plan.organisation_id', '=', organisationId)
          .where('alert_plan.ended_at_ms', 'is', null)
          .execute()
        if (using.some(({ content }) => content.includes(`"${id}"`)))
          throw refusal('CONFLICT', 'a plan goes by this rota: take it out of the plan first')
        await tx.updateTable('alert_rota').set({ ended_at_ms: clock.nowMs() }).where('id', '=', id).execute()
        await audit.append(tx, { actor: scope.actor, action: 'alert-rota.end', subject: { kind: 'alert-rota', id } })
      }),

    async living(reader, id) {
      const row = await living(reader).where('id', '=', id).executeTakeFirst()
      return row && toRota(row).rota
    },
  }
}
