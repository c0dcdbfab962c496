import { randomUUID } from 'node:crypto'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { AlertState, AlertTable, StepOutcome } from '../business-database/tables/alerts.ts'
import { type Episode, type EpisodeChange, type EpisodeSource, SEVERITIES } from '../excursions/episode.ts'
import type { Clock } from '../lib/clock.ts'
import { organisationOfDevice } from './alert-records.ts'
import { offsetsOf, planFor } from './plan.ts'
import type { Plans } from './plans.ts'

const FOLLOWER = 'alerts'
const AT_ONCE = 200
/** What opens again sooner is the same thing: it calls nobody anew. */
export const SETTLE_MS = 5 * 60_000
/** Nobody is called longer for one thing: who has not come by then will not come for the next message. */
export const EXPIRE_MS = 24 * 3_600_000

export interface FollowParts {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly episodes: Pick<EpisodeSource, 'changesAfter'>
  readonly plans: Pick<Plans, 'ofOrganisation'>
}

/** Makes alerts of what the episodes tell. What was read and what came of it are one transaction. */
export function createEpisodeFollower({ db, clock, episodes, plans }: FollowParts) {
  async function ensure(): Promise<void> {
    await db.reader
      .insertInto('outbox_follower')
      .values({ name: FOLLOWER, position: 0 })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
  }

  async function position(reader: BusinessReader, lock = false): Promise<number> {
    const row = await reader
      .selectFrom('outbox_follower')
      .select('position')
      .where('name', '=', FOLLOWER)
      .$if(lock && db.engine === 'postgres', (query) => query.forUpdate())
      .executeTakeFirstOrThrow()
    return row.position
  }

  /** One instance plans at a time: two could each begin a digest for the same minute. */
  async function asPlanner<T>(work: (tx: BusinessTransaction) => Promise<T>): Promise<T> {
    return db.inTransaction(async (tx) => {
      await position(tx, true)
      return work(tx)
    })
  }

  async function schedule(
    tx: BusinessTransaction,
    alert: Pick<AlertTable, 'id' | 'organisation_id'>,
    run: number,
    episode: Episode,
  ) {
    const plan = planFor(await plans.ofOrganisation(tx, alert.organisation_id), episode)
    if (plan === undefined) return { plan_id: null, plan_version: null, state: 'no-plan' as const }
    const nowMs = clock.nowMs()
    const rows = offsetsOf(plan.plan).map((offsetMs, step) => ({
      ...{ alert_id: alert.id, run, round: 0, step, due_at_ms: nowMs + offsetMs, done_at_ms: null, outcome: null },
    }))
    return { plan_id: plan.id, plan_version: plan.version, state: 'calling' as const, rows }
  }

  async function beginRun(
    tx: BusinessTransaction,
    alert: AlertTable,
    episode: Episode,
    because: StepOutcome,
  ): Promise<void> {
    await endSteps(tx, alert.id, because, clock.nowMs())
    const run = alert.run + 1
    const { rows, ...planned } = { rows: undefined, ...(await schedule(tx, alert, run, episode)) }
    const expires = { expires_at_ms: clock.nowMs() + EXPIRE_MS }
    await tx
      .updateTable('alert')
      .set({ ...planned, run, ...expires })
      .where('id', '=', alert.id)
      .execute()
    if (rows !== undefined) await tx.insertInto('alert_step').values(rows).execute()
  }

  async function open(tx: BusinessTransaction, episode: Episode): Promise<void> {
    const nowMs = clock.nowMs()
    const newest = await tx
      .selectFrom('alert')
      .selectAll()
      .where('fingerprint', '=', episode.fingerprint)
      .orderBy('created_at_ms', 'desc')
      .limit(1)
      .executeTakeFirst()
    const isLate = episode.closedAtMs !== null
    const isLive =
      newest !== undefined &&
      newest.state !== 'over' &&
      (newest.closed_at_ms === null || (newest.settles_at_ms ?? 0) > nowMs)
    if (newest !== undefined && isLive && episode.openedAtMs >= newest.opened_at_ms) {
      await tx.insertInto('alert_episode').values({ episode_id: episode.id, alert_id: newest.id }).execute()
      await tx
        .updateTable('alert')
        .set({ episodes: newest.episodes + 1 })
        .where('id', '=', newest.id)
        .execute()
      await update(tx, { ...newest, episodes: newest.episodes + 1 }, episode, false)
      return
    }
    const organisationId = await organisationOfDevice(tx, episode.device)
    if (organisationId === undefined) return
    const id = randomUUID()
    const planned = isLate
      ? { plan_id: null, plan_version: null, state: 'over' as const }
      : await schedule(tx, { id, organisation_id: organisationId }, 1, episode)
    const { rows, ...plan } = { rows: undefined, ...planned }
    await tx
      .insertInto('alert')
      .values({
        ...{ id, organisation_id: organisationId, device: episode.device, fingerprint: episode.fingerprint },
        ...{ severity: episode.severity, episode: JSON.stringify(episode), ...plan, run: 1, episodes: 1 },
        ...{ opened_at_ms: episode.openedAtMs, closed_at_ms: episode.closedAtMs, settles_at_ms: null },
        ...{ expires_at_ms: nowMs + EXPIRE_MS, created_at_ms: nowMs },
      })
      .execute()
    await tx.insertInto('alert_episode').values({ episode_id: episode.id, alert_id: id }).execute()
    if (rows !== undefined) await tx.insertInto('alert_step').values(rows).execute()
  }

  async function update(
    tx: BusinessTransaction,
    alert: AlertTable,
    episode: Episode,
    isWithdrawn: boolean,
  ): Promise<void> {
    const nowMs = clock.nowMs()
    const wasClosed = alert.closed_at_ms !== null
    const closedAtMs = isWithdrawn ? (episode.closedAtMs ?? nowMs) : episode.closedAtMs
    const isClosed = closedAtMs !== null
    const isOver = alert.state === 'over'
    const isHigher = SEVERITIES.indexOf(episode.severity) > SEVERITIES.indexOf(alert.severity)
    const settles = isWithdrawn ? nowMs : wasClosed ? (alert.settles_at_ms ?? nowMs) : nowMs + SETTLE_MS
    const severity = isHigher ? episode.severity : alert.severity
    const changed = {
      ...{ severity, episode: JSON.stringify({ ...episode, severity, closedAtMs }), closed_at_ms: closedAtMs },
      settles_at_ms: isClosed && !isOver ? settles : null,
    }
    await tx.updateTable('alert').set(changed).where('id', '=', alert.id).execute()
    if (isClosed) return
    // late frames, or a rule that changed, may open again what was over
    if (isHigher || isOver) await beginRun(tx, { ...alert, ...changed }, { ...episode, severity }, 'raised')
  }

  async function apply(tx: BusinessTransaction, { episode, change }: EpisodeChange): Promise<void> {
    const known = await tx
      .selectFrom('alert_episode')
      .innerJoin('alert', 'alert.id', 'alert_episode.alert_id')
      .selectAll('alert')
      .where('alert_episode.episode_id', '=', episode.id)
      .$if(db.engine === 'postgres', (query) => query.forUpdate())
      .executeTakeFirst()
    if (known === undefined) {
      if (change !== 'withdrawn') await open(tx, episode)
      return
    }
    // of several that are one alert only the newest moves it
    const newest = JSON.parse(known.episode) as Episode
    if (newest.id !== episode.id && episode.openedAtMs < newest.openedAtMs) return
    await update(tx, known, episode, change === 'withdrawn')
  }

  return {
    ensure,
    asPlanner,
    beginRun,

    /** How many changes it read. */
    async follow(): Promise<number> {
      const from = await position(db.reader)
      const changes = await episodes.changesAfter(from, AT_ONCE)
      const last = changes.at(-1)
      if (last === undefined) return 0
      return db.inTransaction(async (tx) => {
        // another instance was faster
        if ((await position(tx, true)) !== from) return 0
        for (const change of changes) await apply(tx, change)
        await tx.updateTable('outbox_follower').set({ position: last.position }).where('name', '=', FOLLOWER).execute()
        return changes.length
      })
    },
  }
}
export type EpisodeFollower = ReturnType<typeof createEpisodeFollower>

export async function endSteps(
  tx: BusinessTransaction,
  alertId: string,
  outcome: StepOutcome,
  nowMs: number,
): Promise<void> {
  await tx
    .updateTable('alert_step')
    .set({ done_at_ms: nowMs, outcome })
    .where('alert_id', '=', alertId)
    .where('done_at_ms', 'is', null)
    .execute()
}

/** States in which something is still to be done about it. */
export const OPEN_STATES = ['calling', 'acknowledged', 'expired', 'no-plan'] as const satisfies readonly AlertState[]
