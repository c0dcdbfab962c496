import { randomUUID } from 'node:crypto'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { AlertMessageTable, AlertStepTable, AlertTable, StepOutcome } from '../business-database/tables/alerts.ts'
import { SEVERITIES } from '../excursions/episode.ts'
import type { Clock } from '../lib/clock.ts'
import { episodeOf, lockedAlert } from './alert-records.ts'
import { type EpisodeFollower, endSteps } from './follow-episodes.ts'
import { isWorking, nextWorkingMs } from './local-time.ts'
import { muteOf } from './mutes.ts'
import { offsetsOf, type Plan, type PlanStep, type Who } from './plan.ts'
import type { Plans } from './plans.ts'
import { type Recipient, type Recipients, waysOf } from './recipients.ts'
import { onDuty } from './rota.ts'
import type { Rotas } from './rotas.ts'

/** In a storm one person is told of one truck once in this time, by one message for all. */
export const DIGEST_MS = 60_000
const MINUTE_MS = 60_000
const AT_ONCE = 50

export interface StepsParts {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly plans: Pick<Plans, 'version'>
  readonly rotas: Pick<Rotas, 'living'>
  readonly recipients: Recipients
  readonly follower: Pick<EpisodeFollower, 'asPlanner'>
}

export type StepRunner = ReturnType<typeof createStepRunner>

export function createStepRunner({ db, clock, plans, rotas, recipients, follower }: StepsParts) {
  async function peopleOf(
    tx: BusinessReader,
    who: readonly Who[],
    organisationId: string,
    atMs: number,
  ): Promise<Recipient[]> {
    const found = new Map<string, Recipient>()
    const add = (people: readonly Recipient[]) => {
      for (const one of people) if (one.organisationId === organisationId) found.set(one.personId, one)
    }
    for (const one of who) {
      if (one.kind === 'person') add(await recipients.of(tx, [one.personId]))
      if (one.kind === 'group') add(await recipients.inOrganisation(tx, organisationId, one.role))
      if (one.kind === 'duty') {
        const rota = await rotas.living(tx, one.rotaId)
        if (rota !== undefined) add(await recipients.of(tx, onDuty(rota, atMs)))
      }
    }
    return [...found.values()].sort((left, right) => (left.personId < right.personId ? -1 : 1))
  }

  /** Into a message that still waits; otherwise a new one, which waits where the person was told of this truck just now. */
  async function tell(tx: BusinessTransaction, alert: AlertTable, person: Recipient, step: PlanStep): Promise<boolean> {
    const [channel, ...others] = waysOf(person, step.channels)
    if (channel === undefined) return false
    const nowMs = clock.nowMs()
    const lately = await tx
      .selectFrom('alert_message')
      .selectAll()
      .where('person_id', '=', person.personId)
      .where('device', '=', alert.device)
      .where('kind', '=', 'page')
      .where('created_at_ms', '>', nowMs - 2 * DIGEST_MS)
      .orderBy('created_at_ms', 'desc')
      .$if(db.engine === 'postgres', (query) => query.forUpdate())
      .execute()
    const rank = SEVERITIES.indexOf(alert.severity)
    const asHigh = lately.filter(({ severity }) => SEVERITIES.indexOf(severity) >= rank)
    const waiting = asHigh.find((one) => one.state === 'queued' && one.attempts === 0 && one.channel === channel)
    if (waiting !== undefined) {
      await tx
        .insertInto('alert_message_item')
        .values({ message_id: waiting.id, alert_id: alert.id, run: alert.run })
        .onConflict((conflict) => conflict.columns(['message_id', 'alert_id']).doUpdateSet({ run: alert.run }))
        .execute()
      return true
    }
    const toldAtMs = Math.max(
      ...asHigh
        .filter(({ state }) => state !== 'dropped')
        .map(({ due_at_ms, created_at_ms }) => Math.max(created_at_ms, Math.min(due_at_ms, created_at_ms + DIGEST_MS))),
      0,
    )
    await putMessage(tx, {
      ...{ kind: 'page', alerts: [alert], person, channel, others, severity: alert.severity, nowMs },
      dueAtMs: Math.max(nowMs, Math.min(toldAtMs + DIGEST_MS, nowMs + DIGEST_MS)),
    })
    return true
  }

  async function run(tx: BusinessTransaction, key: StepKey): Promise<void> {
    const nowMs = clock.nowMs()
    const alert = await lockedAlert(tx, db.engine, key.alert_id)
    const step = await ofStep(tx.selectFrom('alert_step').selectAll(), key).executeTakeFirst()
    if (alert === undefined || step === undefined || step.done_at_ms !== null || step.due_at_ms > nowMs) return
    // what is closed for now may open again before it counts as over
    if (alert.state !== 'calling' || alert.run !== step.run || alert.closed_at_ms !== null) return
    const settle = (outcome: StepOutcome) =>
      ofStep(tx.updateTable('alert_step').set({ done_at_ms: nowMs, outcome }), key).execute()
    const postpone = (dueAtMs: number) =>
      ofStep(tx.updateTable('alert_step').set({ due_at_ms: dueAtMs }), key).execute()
    if (alert.expires_at_ms <= nowMs) {
      await endSteps(tx, alert.id, 'expired', nowMs)
      await tx.updateTable('alert').set({ state: 'expired' }).where('id', '=', alert.id).execute()
      return
    }
    const mute = await muteOf(tx, episodeOf(alert), nowMs)
    if (mute !== undefined) {
      await postpone(mute.untilMs)
      return
    }
    const plan = await plans.version(tx, alert.plan_id ?? '', alert.plan_version ?? 0)
    const planned = plan.steps[step.step]
    if (planned === undefined) throw new Error(`plan ${alert.plan_id} has no step ${step.step}`)
    if (plan.workingHours !== null && planned.hours === 'working' && !isWorking(plan.workingHours, nowMs)) {
      await postpone(nextWorkingMs(plan.workingHours, nowMs))
      return
    }
    const isLeftOut = plan.workingHours !== null && planned.hours === 'off-hours' && isWorking(plan.workingHours, nowMs)
    let told = 0
    if (!isLeftOut) {
      for (const person of await peopleOf(tx, planned.who, alert.organisation_id, nowMs))
        if (await tell(tx, alert, person, planned)) told++
    }
    await settle(told > 0 ? 'told' : 'nobody')
    await planNextRound(tx, alert, plan, step)
  }

  async function planNextRound(
    tx: BusinessTransaction,
    alert: AlertTable,
    plan: Plan,
    { run, round, step }: AlertStepTable,
  ): Promise<void> {
    const isLast = step === plan.steps.length - 1
    if (!isLast || plan.repeat === null || round >= plan.repeat.most) return
    const beginMs = clock.nowMs() + plan.repeat.everyMinutes * MINUTE_MS
    // the first step of a round has waited already
    const [first = 0] = offsetsOf(plan)
    const rows = offsetsOf(plan).map((offsetMs, at) => ({
      ...{ alert_id: alert.id, run, round: round + 1, step: at, due_at_ms: beginMs + offsetMs - first },
      ...{ done_at_ms: null, outcome: null },
    }))
    await tx.insertInto('alert_step').values(rows).execute()
  }

  /** Those who were told of it are told that it is over, unless somebody has it: then it is that person's to tell. */
  async function settle(tx: BusinessTransaction, id: string): Promise<void> {
    const nowMs = clock.nowMs()
    const alert = await lockedAlert(tx, db.engine, id)
    if (
      alert === undefined ||
      alert.closed_at_ms === null ||
      alert.settles_at_ms === null ||
      alert.settles_at_ms > nowMs
    )
      return
    await endSteps(tx, id, 'over', nowMs)
    await tx.updateTable('alert').set({ state: 'over', settles_at_ms: null }).where('id', '=', id).execute()
    if (alert.state !== 'calling' && alert.state !== 'expired') return
    const told = await tx
      .selectFrom('alert_message_item')
      .innerJoin('alert_message', 'alert_message.id', 'alert_message_item.message_id')
      .select(['alert_message.person_id', 'alert_message.channel'])
      .where('alert_message_item.alert_id', '=', id)
      .where('alert_message.kind', '=', 'page')
      .where('alert_message.state', 'in', ['sending', 'unknown', 'sent', 'delivered'])
      .distinct()
      .execute()
    const people = await recipients.of(tx, [...new Set(told.map(({ person_id }) => person_id))])
    for (const person of people) {
      const channel = waysOf(person).find((way) =>
        told.some((one) => one.person_id === person.personId && one.channel === way),
      )
      if (channel === undefined) continue
      await putMessage(tx, {
        ...{
          kind: 'closed',
          alerts: [alert],
          person,
          channel,
          others: [],
          severity: alert.severity,
          nowMs,
          dueAtMs: nowMs,
        },
      })
    }
  }

  return {
    /** Runs what is due; returns how many steps and closings that were. */
    async runDue(): Promise<number> {
      const nowMs = clock.nowMs()
      const steps = await db.reader
        .selectFrom('alert_step')
        .innerJoin('alert', 'alert.id', 'alert_step.alert_id')
        .select(['alert_step.alert_id', 'alert_step.run', 'alert_step.round', 'alert_step.step'])
        .where('alert_step.done_at_ms', 'is', null)
        .where('alert_step.due_at_ms', '<=', nowMs)
        .where('alert.state', '=', 'calling')
        .where('alert.closed_at_ms', 'is', null)
        .orderBy('alert_step.due_at_ms')
        .orderBy('alert_step.alert_id')
        .orderBy('alert_step.step')
        .limit(AT_ONCE)
        .execute()
      for (const step of steps) await follower.asPlanner((tx) => run(tx, step))
      const over = await db.reader
        .selectFrom('alert')
        .select('id')
        .where('settles_at_ms', '<=', nowMs)
        .orderBy('settles_at_ms')
        .limit(AT_ONCE)
        .execute()
      for (const { id } of over) await follower.asPlanner((tx) => settle(tx, id))
      return steps.length + over.length
    },
    peopleOf,
  }
}

type StepKey = Pick<AlertStepTable, 'alert_id' | 'run' | 'round' | 'step'>

function ofStep<Q extends { where(column: never, op: '=', value: never): Q }>(query: Q, key: StepKey): Q {
  let narrowed = query
  for (const column of ['alert_id', 'run', 'round', 'step'] as const)
    narrowed = narrowed.where(column as never, '=', key[column] as never)
  return narrowed
}

/** A message to one person, which waits for its time. */
export async function putMessage(
  tx: BusinessTransaction,
  message: {
    readonly kind: AlertMessageTable['kind']
    readonly alerts: readonly Pick<AlertTable, 'id' | 'run' | 'device'>[]
    readonly planId?: string
    readonly person: Recipient
    readonly channel: string
    readonly others: readonly string[]
    readonly severity: AlertTable['severity']
    readonly nowMs: number
    readonly dueAtMs: number
  },
): Promise<string> {
  const { kind, alerts, person, channel, others, severity, nowMs, dueAtMs, planId = null } = message
  const id = randomUUID()
  await tx
    .insertInto('alert_message')
    .values({
      ...{ id, organisation_id: person.organisationId ?? '', kind, plan_id: planId, device: alerts[0]?.device ?? null },
      ...{ severity, person_id: person.personId, channel, other_channels: JSON.stringify(others), state: 'queued' },
      ...{ code: null, reason: null, provider_id: null, attempts: 0, due_at_ms: dueAtMs, lease: null, is_repeat: 0 },
      ...{ created_at_ms: nowMs, changed_at_ms: nowMs },
    })
    .execute()
  if (alerts.length > 0)
    await tx
      .insertInto('alert_message_item')
      .values(alerts.map((alert) => ({ message_id: id, alert_id: alert.id, run: alert.run })))
      .execute()
  return id
}
