import { randomUUID } from 'node:crypto'
import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader } from '../business-database/business-database.ts'
import type { AlertMuteTable } from '../business-database/tables/alerts.ts'
import type { EpisodeKind } from '../excursions/episode.ts'
import { refusal } from '../http/refusals.ts'
import type { Clock } from '../lib/clock.ts'
import { organisationOfDevice } from './alert-records.ts'

/** Who needs longer says so again: a mute that is forgotten is an alarm that nobody hears. */
export const LONGEST_MUTE_MS = 24 * 3_600_000

export interface Mute {
  readonly id: string
  readonly device: string
  readonly kind: EpisodeKind | null
  readonly reason: string
  readonly madeBy: string
  readonly madeAtMs: number
  readonly untilMs: number
}

export type NewMute = Pick<Mute, 'device' | 'kind' | 'reason' | 'untilMs'>

export interface Mutes {
  /** Those in force. */
  readonly list: (scope: Scope) => Promise<Mute[]>
  readonly add: (scope: Scope, mute: NewMute) => Promise<Mute>
  readonly end: (scope: Scope, id: string) => Promise<void>
}

const toMute = (row: AlertMuteTable): Mute => ({
  ...{ id: row.id, device: row.device, kind: row.kind as EpisodeKind | null, reason: row.reason },
  ...{ madeBy: row.made_by, madeAtMs: row.made_at_ms, untilMs: row.until_ms },
})

function inForce(reader: BusinessReader, nowMs: number) {
  return reader
    .selectFrom('alert_mute')
    .selectAll()
    .where('until_ms', '>', nowMs)
    .where('ended_at_ms', 'is', null)
    .orderBy('until_ms')
}

/** The last to end of those that keep this quiet. */
export async function muteOf(
  reader: BusinessReader,
  { device, kind }: { readonly device: string; readonly kind: EpisodeKind },
  nowMs: number,
): Promise<Mute | undefined> {
  const rows = await inForce(reader, nowMs).where('device', '=', device).execute()
  return rows.map(toMute).findLast((mute) => mute.kind === null || mute.kind === kind)
}

export function createMutes({
  db,
  audit,
  clock,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
}): Mutes {
  function reached(reader: BusinessReader, { actor, reach }: Scope) {
    const all = inForce(reader, clock.nowMs())
    return reach === 'all' ? all : all.where('organisation_id', '=', actor.organisationId ?? '')
  }

  return {
    list: async (scope) => (await reached(db.reader, scope).execute()).map(toMute),

    add: (scope, { device, kind, reason, untilMs }) =>
      db.inTransaction(async (tx) => {
        const nowMs = clock.nowMs()
        const organisationId = await organisationOfDevice(tx, device)
        const isReached = scope.reach === 'all' || organisationId === scope.actor.organisationId
        if (organisationId === undefined || !isReached)
          throw refusal('UNPROCESSABLE', 'device: there is no such device', 'device')
        if (untilMs <= nowMs) throw refusal('UNPROCESSABLE', 'until: must be in the future', 'until')
        if (untilMs > nowMs + LONGEST_MUTE_MS)
          throw refusal('UNPROCESSABLE', 'until: a mute lasts 24 hours at most', 'until')
        const id = randomUUID()
        const row: AlertMuteTable = {
          ...{ id, organisation_id: organisationId, device, kind, reason, made_at_ms: nowMs, until_ms: untilMs },
          ...{ made_by: scope.actor.id, ended_at_ms: null },
        }
        await tx.insertInto('alert_mute').values(row).execute()
        await audit.append(tx, {
          ...{ actor: scope.actor, action: 'alert-mute.add', subject: { kind: 'alert-mute', id }, reason },
          details: { device, kind, untilMs },
        })
        return toMute(row)
      }),

    end: (scope, id) =>
      db.inTransaction(async (tx) => {
        const row = await reached(tx, scope).where('id', '=', id).executeTakeFirst()
        if (row === undefined) throw refusal('NOT_FOUND', 'there is no such mute', 'alertMute')
        const nowMs = clock.nowMs()
        await tx.updateTable('alert_mute').set({ ended_at_ms: nowMs }).where('id', '=', id).execute()
        // what waited for its end waits no longer
        await tx
          .updateTable('alert_step')
          .set({ due_at_ms: nowMs })
          .where('done_at_ms', 'is', null)
          .where('due_at_ms', '=', row.until_ms)
          .where('alert_id', 'in', (of) => of.selectFrom('alert').select('id').where('device', '=', row.device))
          .execute()
        await audit.append(tx, { actor: scope.actor, action: 'alert-mute.end', subject: { kind: 'alert-mute', id } })
      }),
  }
}
