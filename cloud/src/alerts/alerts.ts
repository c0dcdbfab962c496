import { randomUUID } from 'node:crypto'
import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader } from '../business-database/business-database.ts'
import type { AlertMessageTable, AlertState, AlertTable } from '../business-database/tables/alerts.ts'
import type { Episode } from '../excursions/episode.ts'
import { refusal } from '../http/refusals.ts'
import type { Clock } from '../lib/clock.ts'
import { behind, type NewestFirst } from '../lib/newest-first.ts'
import { episodeOf, lockedAlert } from './alert-records.ts'
import { type EpisodeFollower, endSteps, OPEN_STATES } from './follow-episodes.ts'
import { type Mute, muteOf } from './mutes.ts'

export interface Acknowledgement {
  readonly alertId: string
  readonly personId: string
  readonly comment: string
  readonly atMs: number
  readonly undoneAtMs: number | null
  readonly undoneBecause: string | null
}

export interface Alert {
  readonly id: string
  readonly device: string
  readonly episode: Episode
  readonly state: AlertState
  readonly episodes: number
  readonly openedAtMs: number
  readonly closedAtMs: number | null
  readonly createdAtMs: number
  readonly planId: string | null
  /** of the run that goes on; null: nobody has it */
  readonly acknowledgement: Acknowledgement | null
  /** null: nothing keeps it quiet */
  readonly mute: Mute | null
  /** when the next step is due; null: there is none */
  readonly nextStepAtMs: number | null
  readonly told: number
}

export type Told = Pick<AlertMessageTable, 'id' | 'kind' | 'channel' | 'state' | 'code' | 'reason' | 'attempts'> & {
  readonly personId: string
  readonly isRepeat: boolean
  readonly createdAtMs: number
  readonly changedAtMs: number
}

export interface Alerts {
  readonly list: (
    scope: Scope,
    page: NewestFirst & { readonly openOnly: boolean; readonly device?: string | undefined },
  ) => Promise<Alert[]>
  readonly get: (scope: Scope, id: string) => Promise<Alert>
  /** Who was told, the newest first. */
  readonly told: (scope: Scope, id: string) => Promise<Told[]>
  /** Stops the chain in the same transaction. @throws AppError CONFLICT: it is acknowledged already, or over */
  readonly acknowledge: (scope: Scope, id: string, comment: string) => Promise<Alert>
  /** The chain begins anew. @throws AppError CONFLICT: nobody has it, or it is over */
  readonly undo: (scope: Scope, id: string, reason: string) => Promise<Alert>
  readonly acknowledgementsOf: (episodeId: string) => Promise<Acknowledgement[]>
}

export function createAlerts({
  db,
  audit,
  clock,
  follower,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly follower: Pick<EpisodeFollower, 'beginRun'>
}): Alerts {
  function reached(reader: BusinessReader, { actor, reach }: Scope) {
    const all = reader.selectFrom('alert').selectAll()
    return reach === 'all' ? all : all.where('organisation_id', '=', actor.organisationId ?? '')
  }

  async function found(reader: BusinessReader, scope: Scope, id: string): Promise<AlertTable> {
    const row = await reached(reader, scope).where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw refusal('NOT_FOUND', 'there is no such alert', 'alert')
    return row
  }

  async function toAlert(reader: BusinessReader, row: AlertTable): Promise<Alert> {
    const acknowledged = await reader
      .selectFrom('alert_acknowledgement')
      .selectAll()
      .where('alert_id', '=', row.id)
      .where('run', '=', row.run)
      .where('undone_at_ms', 'is', null)
      .orderBy('at_ms', 'desc')
      .executeTakeFirst()
    const next =
      row.state !== 'calling' || row.closed_at_ms !== null
        ? undefined
        : await reader
            .selectFrom('alert_step')
            .select(({ fn }) => fn.min('due_at_ms').as('due'))
            .where('alert_id', '=', row.id)
            .where('done_at_ms', 'is', null)
            .executeTakeFirst()
    const told = await reader
      .selectFrom('alert_message_item')
      .innerJoin('alert_message', 'alert_message.id', 'alert_message_item.message_id')
      .select(({ fn }) => fn.count('alert_message.person_id').distinct().as('people'))
      .where('alert_message_item.alert_id', '=', row.id)
      .where('alert_message.state', 'in', ['sent', 'delivered'])
      .executeTakeFirst()
    const episode = episodeOf(row)
    return {
      ...{ id: row.id, device: row.device, episode, state: row.state, episodes: row.episodes, planId: row.plan_id },
      ...{ openedAtMs: row.opened_at_ms, closedAtMs: row.closed_at_ms, createdAtMs: row.created_at_ms },
      acknowledgement: acknowledged === undefined ? null : toAcknowledgement(acknowledged),
      mute: (await muteOf(reader, episode, clock.nowMs())) ?? null,
      nextStepAtMs: next?.due ?? null,
      told: Number(told?.people ?? 0),
    }
  }

  return {
    async list(scope, { limit, after, openOnly, device }) {
      let rows = reached(db.reader, scope).where(behind(after))
      if (openOnly) rows = rows.where('state', 'in', [...OPEN_STATES])
      if (device !== undefined) rows = rows.where('device', '=', device)
      const page = await rows
        .orderBy('created_at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return Promise.all(page.map((row) => toAlert(db.reader, row)))
    },

    get: async (scope, id) => toAlert(db.reader, await found(db.reader, scope, id)),

    async told(scope, id) {
      await found(db.reader, scope, id)
      const rows = await db.reader
        .selectFrom('alert_message_item')
        .innerJoin('alert_message', 'alert_message.id', 'alert_message_item.message_id')
        .selectAll('alert_message')
        .where('alert_message_item.alert_id', '=', id)
        .orderBy('alert_message.created_at_ms', 'desc')
        .orderBy('alert_message.id')
        .limit(500)
        .execute()
      return rows.map((row) => ({
        ...{ id: row.id, kind: row.kind, channel: row.channel, state: row.state, code: row.code, reason: row.reason },
        ...{ attempts: row.attempts, personId: row.person_id, isRepeat: row.is_repeat === 1 },
        ...{ createdAtMs: row.created_at_ms, changedAtMs: row.changed_at_ms },
      }))
    },

    acknowledge: (scope, id, comment) =>
      db.inTransaction(async (tx) => {
        await found(tx, scope, id)
        const row = await lockedAlert(tx, db.engine, id)
        if (row === undefined || !['calling', 'expired', 'no-plan'].includes(row.state))
          throw refusal('CONFLICT', `the alert is ${row?.state === 'acknowledged' ? 'acknowledged already' : 'over'}`)
        const { actor } = scope
        const nowMs = clock.nowMs()
        await endSteps(tx, id, 'acknowledged', nowMs)
        await tx.updateTable('alert').set({ state: 'acknowledged' }).where('id', '=', id).execute()
        await tx
          .insertInto('alert_acknowledgement')
          .values({
            ...{ id: randomUUID(), alert_id: id, run: row.run, person_id: actor.id, comment, at_ms: nowMs },
            ...{ undone_at_ms: null, undone_by: null, undone_because: null },
          })
          .execute()
        await audit.append(tx, { actor, action: 'alert.acknowledge', subject: { kind: 'alert', id }, reason: comment })
        return toAlert(tx, await found(tx, scope, id))
      }),

    undo: (scope, id, reason) =>
      db.inTransaction(async (tx) => {
        await found(tx, scope, id)
        const row = await lockedAlert(tx, db.engine, id)
        if (row?.state !== 'acknowledged' || row.closed_at_ms !== null)
          throw refusal('CONFLICT', 'nobody has the alert, or it is over')
        const { actor } = scope
        await tx
          .updateTable('alert_acknowledgement')
          .set({ undone_at_ms: clock.nowMs(), undone_by: actor.id, undone_because: reason })
          .where('alert_id', '=', id)
          .where('undone_at_ms', 'is', null)
          .execute()
        await follower.beginRun(tx, row, episodeOf(row), 'undone')
        await audit.append(tx, { actor, action: 'alert.undo', subject: { kind: 'alert', id }, reason })
        return toAlert(tx, await found(tx, scope, id))
      }),

    async acknowledgementsOf(episodeId) {
      const rows = await db.reader
        .selectFrom('alert_episode')
        .innerJoin('alert_acknowledgement', 'alert_acknowledgement.alert_id', 'alert_episode.alert_id')
        .selectAll('alert_acknowledgement')
        .where('alert_episode.episode_id', '=', episodeId)
        .orderBy('alert_acknowledgement.at_ms')
        .execute()
      return rows.map(toAcknowledgement)
    },
  }
}

function toAcknowledgement(row: {
  readonly alert_id: string
  readonly person_id: string
  readonly comment: string
  readonly at_ms: number
  readonly undone_at_ms: number | null
  readonly undone_because: string | null
}): Acknowledgement {
  return {
    ...{ alertId: row.alert_id, personId: row.person_id, comment: row.comment, atMs: row.at_ms },
    ...{ undoneAtMs: row.undone_at_ms, undoneBecause: row.undone_because },
  }
}
