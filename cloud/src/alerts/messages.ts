import { randomUUID } from 'node:crypto'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { AlertMessageTable, AlertTable } from '../business-database/tables/alerts.ts'
import type { Episode, Severity } from '../excursions/episode.ts'
import type { Names } from '../identity/names.ts'
import type { Clock } from '../lib/clock.ts'
import { episodeOf } from './alert-records.ts'
import { CHANNEL_NAMES, type Channel, type ChannelName, type Handed } from './channels/channel.ts'
import { type ToldEpisode, testWords, type WordedMessage, wordsOf } from './message-words.ts'
import type { Plans } from './plans.ts'
import { type Recipient, type Recipients, waysOf } from './recipients.ts'
import { putMessage } from './run-steps.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
/** Longer than any attempt takes; whoever has not reported by then is gone, and nobody knows what became of it. */
export const LEASE_MS = MINUTE_MS

/** How soon the same way is tried again after an attempt that failed for now; past the last one another way is tried. */
export const RETRY_WAITS_MS: Readonly<Record<Severity, readonly number[]>> = {
  gsp: [5, 10, 20, 30].map((seconds) => seconds * SECOND_MS),
  warning: [10, 30, 60, 120].map((seconds) => seconds * SECOND_MS),
  notice: [30, 120, 600].map((seconds) => seconds * SECOND_MS),
}

export interface MessagesParts {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly recipients: Recipients
  readonly plans: Pick<Plans, 'version'>
  readonly channel: (name: ChannelName) => Channel
  /** what providers told of messages after they took them */
  readonly receipts: (messageIds: readonly string[]) => Promise<ReadonlyMap<string, { readonly handed: Handed }>>
  readonly origin: string
}

interface Claimed {
  readonly row: AlertMessageTable
  readonly lease: string
  /** the attempt before it may have arrived */
  readonly isUnsure: boolean
  readonly to: string
  readonly words: WordedMessage
}

export type Messages = ReturnType<typeof createMessages>

export function createMessages({ db, clock, recipients, plans, channel, receipts, origin }: MessagesParts) {
  async function namesOf(
    reader: BusinessReader,
    { device, compartment }: Episode,
  ): Promise<Pick<ToldEpisode, 'asset' | 'compartment'>> {
    const asset = await reader
      .selectFrom('device')
      .innerJoin('asset', 'asset.id', 'device.asset_id')
      .select(['asset.id', 'asset.name'])
      .where('device.id', '=', device)
      .executeTakeFirst()
    if (compartment === null) return { asset: asset?.name ?? device, compartment: null }
    const found = await reader
      .selectFrom('compartment')
      .select(['name_zh', 'name_en'])
      .where('asset_id', '=', asset?.id ?? '')
      .where('code', '=', compartment)
      .executeTakeFirst()
    const names: Names = found ? { zh: found.name_zh, en: found.name_en } : { zh: compartment, en: compartment }
    return { asset: asset?.name ?? device, compartment: names }
  }

  const linkOf = ({ device }: Pick<Episode, 'device'>) => `${origin}/#/trucks/${encodeURIComponent(device)}`

  async function itemsOf(tx: BusinessTransaction, id: string): Promise<(AlertTable & { item_run: number })[]> {
    return tx
      .selectFrom('alert_message_item')
      .innerJoin('alert', 'alert.id', 'alert_message_item.alert_id')
      .selectAll('alert')
      .select('alert_message_item.run as item_run')
      .where('alert_message_item.message_id', '=', id)
      .orderBy('alert.id')
      .$if(db.engine === 'postgres', (query) => query.forShare())
      .execute()
  }

  async function wordsFor(
    tx: BusinessTransaction,
    row: AlertMessageTable,
    person: Recipient,
  ): Promise<WordedMessage | undefined> {
    const { language } = person
    if (row.kind === 'test') {
      const found = await tx
        .selectFrom('alert_plan')
        .select(['id', 'version'])
        .where('id', '=', row.plan_id ?? '')
        .executeTakeFirst()
      if (found === undefined) return undefined
      const plan = await plans.version(tx, found.id, found.version)
      return testWords(plan.name, { language, link: `${origin}/#/alert-plans/${found.id}` })
    }
    const items = await itemsOf(tx, row.id)
    // whoever acknowledged, and what is over, counts at this moment and not when the step was due
    const living =
      row.kind === 'closed'
        ? items
        : items.filter(({ state, run, item_run }) => state === 'calling' && run === item_run)
    if (living.length === 0) return undefined
    const told: ToldEpisode[] = []
    for (const alert of living) {
      const episode = episodeOf(alert)
      told.push({
        episode: { ...episode, openedAtMs: alert.opened_at_ms },
        episodes: alert.episodes,
        ...(await namesOf(tx, episode)),
      })
    }
    return wordsOf(row.kind, told, { language, linkOf })
  }

  function set(reader: BusinessReader, id: string, lease: string | null, change: Partial<AlertMessageTable>) {
    return reader
      .updateTable('alert_message')
      .set({ ...change, lease: null, changed_at_ms: clock.nowMs() })
      .where('id', '=', id)
      .where('lease', lease === null ? 'is' : '=', lease)
      .where('state', 'in', ['queued', 'sending', 'unknown', 'sent'])
      .executeTakeFirst()
  }

  /** One, with what it says as things stand in this transaction; `none`: nothing is due. */
  function claim(): Promise<Claimed | 'dropped' | 'none'> {
    return db.inTransaction(async (tx) => {
      const nowMs = clock.nowMs()
      const row = await tx
        .selectFrom('alert_message')
        .selectAll()
        .where('state', 'in', ['queued', 'sending', 'unknown'])
        .where('due_at_ms', '<=', nowMs)
        .orderBy('due_at_ms')
        .orderBy('id')
        .limit(1)
        // on SQLite the transaction has the database for itself
        .$if(db.engine === 'postgres', (query) => query.forUpdate().skipLocked())
        .executeTakeFirst()
      if (row === undefined) return 'none'
      const [person] = await recipients.of(tx, [row.person_id])
      const to = person?.addresses[row.channel as ChannelName]
      const words = person && to !== undefined ? await wordsFor(tx, row, person) : undefined
      // what may have gone out already is not called off: it is settled as it is
      if (words === undefined || to === undefined) {
        const isUnsure = row.state !== 'queued'
        const reason = to === undefined ? 'no-address' : 'nothing-to-tell'
        await set(tx, row.id, row.lease, {
          state: isUnsure ? 'unknown' : 'dropped',
          reason,
          due_at_ms: Number.MAX_SAFE_INTEGER,
        })
        return 'dropped'
      }
      const lease = randomUUID()
      // a lease that ran out: its holder is gone, and with it the knowledge of what became of the message
      const isUnsure = row.state !== 'queued'
      await tx
        .updateTable('alert_message')
        .set({ state: 'sending', lease, attempts: row.attempts + 1, due_at_ms: nowMs + LEASE_MS, changed_at_ms: nowMs })
        .where('id', '=', row.id)
        .execute()
      return { row: { ...row, attempts: row.attempts + 1 }, lease, isUnsure, to, words }
    })
  }

  async function otherWay(row: AlertMessageTable): Promise<void> {
    const names = (JSON.parse(row.other_channels) as string[]).flatMap((name) =>
      CHANNEL_NAMES.filter((known) => known === name),
    )
    await db.inTransaction(async (tx) => {
      const [person] = await recipients.of(tx, [row.person_id])
      const [next, ...others] = person === undefined ? [] : waysOf(person, names)
      if (person === undefined || next === undefined) return
      const items = await itemsOf(tx, row.id)
      const nowMs = clock.nowMs()
      await putMessage(tx, {
        ...{ kind: row.kind, person, channel: next, others, severity: row.severity, nowMs, dueAtMs: nowMs },
        ...(row.plan_id !== null && { planId: row.plan_id }),
        alerts: items.map(({ id, item_run, device }) => ({ id, run: item_run, device })),
      })
    })
  }

  async function report(row: AlertMessageTable, lease: string | null, handed: Handed): Promise<void> {
    const nowMs = clock.nowMs()
    switch (handed.state) {
      case 'sent':
      case 'delivered':
        await set(db.reader, row.id, lease, {
          state: handed.state,
          provider_id: handed.providerId,
          code: null,
          reason: null,
        })
        return
      case 'unknown':
        await set(db.reader, row.id, lease, {
          state: 'unknown',
          reason: handed.reason,
          due_at_ms: nowMs + 10 * SECOND_MS,
        })
        return
      case 'retry': {
        const waitMs = RETRY_WAITS_MS[row.severity][row.attempts - 1]
        if (waitMs !== undefined) {
          const dueAtMs = nowMs + Math.max(waitMs, handed.afterMs)
          await set(db.reader, row.id, lease, { state: 'queued', code: handed.code, due_at_ms: dueAtMs })
          return
        }
        await fail(row, lease, { code: handed.code, reason: 'tried as often as it may be' })
        return
      }
      case 'failed':
        await fail(row, lease, handed)
    }
  }

  async function fail(
    row: AlertMessageTable,
    lease: string | null,
    { code, reason }: { readonly code: string; readonly reason: string },
  ) {
    const { numUpdatedRows } = await set(db.reader, row.id, lease, { state: 'failed', code, reason })
    if (numUpdatedRows === 1n) await otherWay(row)
  }

  async function attempt({ row, lease, isUnsure, to, words }: Claimed): Promise<void> {
    const by = channel(row.channel as ChannelName)
    const message = { ...words, id: row.id, to, repeat: false }
    const found = isUnsure ? await by.find?.(message) : undefined
    if (found !== undefined && found.state !== 'unknown' && found.state !== 'retry') {
      await report(row, lease, found)
      return
    }
    if (isUnsure) await db.reader.updateTable('alert_message').set({ is_repeat: 1 }).where('id', '=', row.id).execute()
    await report(row, lease, await by.send({ ...message, repeat: isUnsure || row.is_repeat === 1 }))
  }

  return {
    /** Hands over one that is due. false: there is none */
    async sendOne(): Promise<boolean> {
      const claimed = await claim()
      if (claimed === 'none') return false
      if (claimed !== 'dropped') await attempt(claimed)
      return true
    },

    /** What providers told since of those that they took; one that did not arrive goes another way. */
    async heed(): Promise<void> {
      const rows = await db.reader
        .selectFrom('alert_message')
        .selectAll()
        .where('state', '=', 'sent')
        .where('changed_at_ms', '>', clock.nowMs() - 60 * MINUTE_MS)
        .orderBy('changed_at_ms', 'desc')
        .limit(200)
        .execute()
      const told = await receipts(rows.map(({ id }) => id))
      for (const row of rows) {
        const handed = told.get(row.id)?.handed
        if (handed?.state === 'delivered' || handed?.state === 'failed') await report(row, null, handed)
      }
    },
    namesOf,
  }
}
