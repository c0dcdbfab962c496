import type { BusinessDatabase } from '../../business-database/business-database.ts'
import type { ChannelReceiptTable } from '../../business-database/tables/channels.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Handed } from './channel.ts'
import { afterRefusal } from './retry-table.ts'
import { stateOfTwilio, TWILIO_STATUSES } from './twilio-states.ts'

export interface Receipt {
  readonly handed: Handed
  readonly atMs: number
}

/** What providers tell of messages after they took them. */
export interface Receipts {
  /** Told in whatever order and however often: what says less than is known changes nothing. */
  readonly tell: (told: {
    readonly messageId: string
    readonly providerId: string
    readonly status: (typeof TWILIO_STATUSES)[number]
    readonly code: string | null
  }) => Promise<void>
  /** The best that is known of each message: a repeat that arrived is worth more than a first that failed. */
  readonly of: (messageIds: readonly string[]) => Promise<ReadonlyMap<string, Receipt>>
}

const WORTH = ['failed', 'unknown', 'retry', 'sent', 'delivered'] as const satisfies readonly Handed['state'][]

export function createReceipts({ db, clock }: { readonly db: BusinessDatabase; readonly clock: Clock }): Receipts {
  return {
    async tell({ messageId, providerId, status, code }) {
      const rank = TWILIO_STATUSES.indexOf(status)
      const said = { status, rank, code, told_at_ms: clock.nowMs() }
      await db.reader
        .insertInto('channel_receipt')
        .values({ message_id: messageId, provider_id: providerId, provider: 'twilio', ...said })
        .onConflict((conflict) =>
          conflict.columns(['message_id', 'provider_id']).doUpdateSet(said).where('channel_receipt.rank', '<', rank),
        )
        .execute()
    },

    async of(messageIds) {
      const best = new Map<string, Receipt>()
      if (messageIds.length === 0) return best
      const rows = await db.reader
        .selectFrom('channel_receipt')
        .selectAll()
        .where('message_id', 'in', messageIds)
        .orderBy('told_at_ms')
        .execute()
      for (const row of rows) {
        const handed = toHanded(row)
        const known = best.get(row.message_id)
        if (known === undefined || WORTH.indexOf(handed.state) >= WORTH.indexOf(known.handed.state))
          best.set(row.message_id, { handed, atMs: row.told_at_ms })
      }
      return best
    },
  }
}

function toHanded({ provider_id: providerId, status, code }: ChannelReceiptTable): Handed {
  const state = stateOfTwilio(status)
  if (state !== 'failed') return { state, providerId }
  return afterRefusal('twilio', { code: code ?? status, words: status })
}
