import { randomUUID } from 'node:crypto'
import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import { refusal } from '../http/refusals.ts'
import type { Clock } from '../lib/clock.ts'
import { breachOfGsp, overlapOf, type Plan, planSchema } from './plan.ts'
import { type Recipients, waysOf } from './recipients.ts'

export interface KeptPlan {
  readonly id: string
  readonly organisationId: string
  readonly version: number
  readonly plan: Plan
  readonly changedAtMs: number
}

export interface Plans {
  readonly list: (
    scope: Scope,
    page: { readonly limit: number; readonly after: string | undefined },
  ) => Promise<KeptPlan[]>
  readonly get: (scope: Scope, id: string) => Promise<KeptPlan>
  /** Each version, the newest first. */
  readonly versions: (scope: Scope, id: string) => Promise<KeptPlan[]>
  /** @throws AppError UNPROCESSABLE: it breaks GSP, names who or what is not there, or is for what another is for */
  readonly add: (scope: Scope, plan: Plan) => Promise<KeptPlan>
  /** @throws AppError CONFLICT: it was changed since `version`; else as `add` */
  readonly change: (
    scope: Scope,
    id: string,
    change: { readonly version: number; readonly plan: Plan },
  ) => Promise<KeptPlan>
  readonly end: (scope: Scope, id: string) => Promise<void>
  /** What GSP finds wrong with it now: people leave, and addresses go. */
  readonly breach: (reader: BusinessReader, plan: Plan, organisationId: string) => Promise<string | undefined>
  readonly ofOrganisation: (reader: BusinessReader, organisationId: string) => Promise<KeptPlan[]>
  readonly version: (reader: BusinessReader, id: string, version: number) => Promise<Plan>
}

export interface PlansParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly recipients: Recipients
}

export function createPlans({ db, audit, clock, recipients }: PlansParts): Plans {
  function living(reader: BusinessReader) {
    return reader
      .selectFrom('alert_plan')
      .innerJoin('alert_plan_version', (join) =>
        join
          .onRef('alert_plan_version.plan_id', '=', 'alert_plan.id')
          .onRef('alert_plan_version.version', '=', 'alert_plan.version'),
      )
      .select(['alert_plan.id', 'alert_plan.organisation_id', 'alert_plan.version'])
      .select(['alert_plan_version.content', 'alert_plan_version.made_at_ms'])
      .where('alert_plan.ended_at_ms', 'is', null)
  }
  type Row = Awaited<ReturnType<ReturnType<typeof living>['execute']>>[number]

  const toPlan = ({ id, organisation_id, version, content, made_at_ms }: Row): KeptPlan => ({
    ...{ id, organisationId: organisation_id, version, changedAtMs: made_at_ms },
    plan: planSchema.parse(JSON.parse(content)),
  })

  function reached(reader: BusinessReader, { actor, reach }: Scope) {
    const all = living(reader)
    return reach === 'all' ? all : all.where('alert_plan.organisation_id', '=', actor.organisationId ?? '')
  }

  async function get(reader: BusinessReader, scope: Scope, id: string): Promise<KeptPlan> {
    const row = await reached(reader, scope).where('alert_plan.id', '=', id).executeTakeFirst()
    if (row === undefined) throw refusal('NOT_FOUND', 'there is no such plan', 'alertPlan')
    return toPlan(row)
  }

  const ofOrganisation = async (reader: BusinessReader, organisationId: string) =>
    (
      await living(reader).where('alert_plan.organisation_id', '=', organisationId).orderBy('alert_plan.id').execute()
    ).map(toPlan)

  async function reachedOf(reader: BusinessReader, plan: Plan, organisationId: string): Promise<Set<string>> {
    const named = plan.steps.flatMap(({ who }) => who.flatMap((one) => (one.kind === 'person' ? [one.personId] : [])))
    const found = await recipients.of(reader, [...new Set(named)])
    const atOnce = plan.steps.filter(
      ({ waitMinutes }, at) => plan.steps.slice(0, at).every((step) => step.waitMinutes === 0) && waitMinutes === 0,
    )
    return new Set(
      found
        .filter((one) => one.organisationId === organisationId)
        .filter((one) =>
          atOnce.some(
            ({ who, channels }) =>
              who.some((named) => named.kind === 'person' && named.personId === one.personId) &&
              waysOf(one, channels).length > 0,
          ),
        )
        .map(({ personId }) => personId),
    )
  }

  async function breach(reader: BusinessReader, plan: Plan, organisationId: string): Promise<string | undefined> {
    if (!plan.severities.includes('gsp')) return undefined
    const there = await reachedOf(reader, plan, organisationId)
    return breachOfGsp(plan, (personId) => there.has(personId))
  }

  /** One plan at a time: two that overlap would each not see the other. */
  async function assertFits(tx: BusinessTransaction, plan: Plan, organisationId: string, but?: string): Promise<void> {
    if (db.engine === 'postgres')
      await tx.selectFrom('organisation').select('id').where('id', '=', organisationId).forUpdate().execute()
    const wrong = await breach(tx, plan, organisationId)
    if (wrong !== undefined) throw refusal('UNPROCESSABLE', wrong, 'steps')
    for (const { who } of plan.steps) {
      for (const one of who) {
        if (one.kind === 'person') {
          const [found] = await recipients.of(tx, [one.personId])
          if (found?.organisationId !== organisationId)
            throw refusal('UNPROCESSABLE', 'steps: names a person who is not there', 'steps')
        }
        if (one.kind === 'duty') {
          const rota = await tx
            .selectFrom('alert_rota')
            .select('id')
            .where('id', '=', one.rotaId)
            .where('organisation_id', '=', organisationId)
            .where('ended_at_ms', 'is', null)
            .executeTakeFirst()
          if (rota === undefined) throw refusal('UNPROCESSABLE', 'steps: names a rota that is not there', 'steps')
        }
      }
    }
    for (const other of await ofOrganisation(tx, organisationId)) {
      if (other.id === but) continue
      const overlap = overlapOf(plan, other.plan)
      if (overlap === undefined) continue
      const what = `${overlap.severity}, ${overlap.kind ?? 'every kind'}`
      throw refusal('UNPROCESSABLE', `kinds: the plan "${other.plan.name.en}" is for it already (${what})`, 'kinds')
    }
  }

  async function putVersion(
    tx: BusinessTransaction,
    id: string,
    version: number,
    plan: Plan,
    madeBy: string,
  ): Promise<void> {
    await tx
      .insertInto('alert_plan_version')
      .values({ plan_id: id, version, content: JSON.stringify(plan), made_at_ms: clock.nowMs(), made_by: madeBy })
      .execute()
  }

  return {
    breach,
    ofOrganisation,
    get: (scope, id) => get(db.reader, scope, id),

    async list(scope, { limit, after }) {
      const rows = await reached(db.reader, scope)
        .where('alert_plan.id', '>', after ?? '')
        .orderBy('alert_plan.id')
        .limit(limit + 1)
        .execute()
      return rows.map(toPlan)
    },

    async versions(scope, id) {
      const { organisationId } = await get(db.reader, scope, id)
      const rows = await db.reader
        .selectFrom('alert_plan_version')
        .selectAll()
        .where('plan_id', '=', id)
        .orderBy('version', 'desc')
        .execute()
      return rows.map(({ version, content, made_at_ms }) =>
        toPlan({ id, organisation_id: organisationId, version, content, made_at_ms }),
      )
    },

    add: ({ actor }, plan) =>
      db.inTransaction(async (tx) => {
        const { organisationId } = actor
        if (organisationId === null) throw refusal('FORBIDDEN', 'only somebody of an organisation can do this')
        await assertFits(tx, plan, organisationId)
        const id = randomUUID()
        const row = { id, organisation_id: organisationId, version: 1, created_at_ms: clock.nowMs(), ended_at_ms: null }
        await tx.insertInto('alert_plan').values(row).execute()
        await putVersion(tx, id, 1, plan, actor.id)
        const details = { version: 1, severities: plan.severities }
        await audit.append(tx, { actor, action: 'alert-plan.add', subject: { kind: 'alert-plan', id }, details })
        return { id, organisationId, version: 1, plan, changedAtMs: row.created_at_ms }
      }),

    change: (scope, id, { version, plan }) =>
      db.inTransaction(async (tx) => {
        const { actor } = scope
        const { organisationId } = await get(tx, scope, id)
        await assertFits(tx, plan, organisationId, id)
        const { numUpdatedRows } = await tx
          .updateTable('alert_plan')
          .set({ version: version + 1 })
          .where('id', '=', id)
          .where('version', '=', version)
          .where('ended_at_ms', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows !== 1n) throw refusal('CONFLICT', 'version: the plan was changed meanwhile', 'version')
        await putVersion(tx, id, version + 1, plan, actor.id)
        const details = { version: version + 1, severities: plan.severities }
        await audit.append(tx, { actor, action: 'alert-plan.change', subject: { kind: 'alert-plan', id }, details })
        return get(tx, scope, id)
      }),

    end: (scope, id) =>
      db.inTransaction(async (tx) => {
        const { version } = await get(tx, scope, id)
        await tx.updateTable('alert_plan').set({ ended_at_ms: clock.nowMs() }).where('id', '=', id).execute()
        const details = { version }
        await audit.append(tx, {
          actor: scope.actor,
          action: 'alert-plan.end',
          subject: { kind: 'alert-plan', id },
          details,
        })
      }),

    async version(reader, id, version) {
      const { content } = await reader
        .selectFrom('alert_plan_version')
        .select('content')
        .where('plan_id', '=', id)
        .where('version', '=', version)
        .executeTakeFirstOrThrow()
      return planSchema.parse(JSON.parse(content))
    },
  }
}
