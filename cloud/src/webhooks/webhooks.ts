import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { WebhookTable } from '../business-database/tables/webhooks.ts'
import { refusal } from '../http/refusals.ts'
import type { Clock } from '../lib/clock.ts'
import { behind, type NewestFirst } from '../lib/newest-first.ts'
import type { Outbox, OutboxDelivery } from '../lib/outbox.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { newWebhookSecret } from './signature.ts'
import { resolveTarget, type TargetPolicy, TargetRefusedError } from './target-addresses.ts'
import { isWanted, toBody, WEBHOOK_EVENTS, type WebhookEvent, type WebhookEvents } from './webhook-events.ts'

export const WEBHOOK_QUEUE = 'webhooks'

export interface Webhook {
  readonly id: string
  readonly url: string
  /** null: of all organisations */
  readonly organisationId: string | null
  readonly events: readonly WebhookEvents[]
  readonly createdAtMs: number
}

export type NewWebhook = Omit<Webhook, 'id' | 'createdAtMs'>

export interface Webhooks {
  /** The secret is told here and never again. @throws AppError UNPROCESSABLE: an address that is not for webhooks */
  register(actor: Actor, webhook: NewWebhook): Promise<{ webhook: Webhook; secret: string }>
  remove(actor: Actor, id: string): Promise<void>
  get(id: string): Promise<Webhook>
  list(page: NewestFirst): Promise<Webhook[]>
  deliveries(id: string, page: NewestFirst): Promise<OutboxDelivery[]>
  /** those that want such an event, of whichever organisation */
  wanting(tx: BusinessReader, event: WebhookEvent): Promise<Webhook[]>
  announce(tx: BusinessTransaction, webhook: Webhook, event: WebhookEvent): Promise<void>
  /** undefined: it was removed */
  targetOf(id: string): Promise<{ readonly url: URL; readonly secret: string } | undefined>
}

const eventsSchema = z.array(z.enum(WEBHOOK_EVENTS))

export function createWebhooks({
  db,
  audit,
  clock,
  sealedFields,
  outbox,
  policy,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly outbox: Outbox
  readonly policy: TargetPolicy
}): Webhooks {
  const placeOf = (id: string, column: 'url_sealed' | 'secret_sealed') => ({ table: 'webhook', column, row: id })

  function toWebhook(row: WebhookTable): Webhook {
    return {
      id: row.id,
      url: sealedFields.open(placeOf(row.id, 'url_sealed'), row.url_sealed),
      organisationId: row.organisation_id,
      events: eventsSchema.parse(JSON.parse(row.events)),
      createdAtMs: row.created_at_ms,
    }
  }

  const living = (reader: BusinessReader) => reader.selectFrom('webhook').selectAll().where('removed_at_ms', 'is', null)

  async function get(id: string): Promise<Webhook> {
    const row = await living(db.reader).where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw refusal('NOT_FOUND', 'there is no such webhook', 'webhook')
    return toWebhook(row)
  }

  async function assertAllowed(url: URL): Promise<void> {
    if (!policy.protocols.includes(url.protocol)) {
      throw refusal('UNPROCESSABLE', `url: must begin with ${policy.protocols.join(' or ')}//`, 'url')
    }
    try {
      await resolveTarget(url.hostname, policy)
    } catch (error) {
      if (error instanceof TargetRefusedError) throw refusal('UNPROCESSABLE', `url: ${error.message}`, 'url')
      throw error
    }
  }

  return {
    get,

    async register(actor, { url, organisationId, events }) {
      await assertAllowed(new URL(url))
      const id = randomUUID()
      const secret = newWebhookSecret()
      const row: WebhookTable = {
        id,
        url_sealed: sealedFields.seal(placeOf(id, 'url_sealed'), url),
        secret_sealed: sealedFields.seal(placeOf(id, 'secret_sealed'), secret),
        organisation_id: organisationId,
        events: JSON.stringify([...new Set(events)]),
        created_at_ms: clock.nowMs(),
        removed_at_ms: null,
      }
      await db.inTransaction(async (tx) => {
        if (organisationId !== null) {
          const known = await tx
            .selectFrom('organisation')
            .select('id')
            .where('id', '=', organisationId)
            .executeTakeFirst()
          if (known === undefined) {
            throw refusal('UNPROCESSABLE', 'organisationId: there is no such organisation', 'organisationId')
          }
        }
        await tx.insertInto('webhook').values(row).execute()
        const details = { events: [...events], organisation: organisationId }
        await audit.append(tx, { actor, action: 'webhook.register', subject: { kind: 'webhook', id }, details })
      })
      return { webhook: toWebhook(row), secret }
    },

    async remove(actor, id) {
      await db.inTransaction(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('webhook')
          .set({ removed_at_ms: clock.nowMs() })
          .where('id', '=', id)
          .where('removed_at_ms', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows !== 1n) throw refusal('NOT_FOUND', 'there is no such webhook', 'webhook')
        await outbox.withdraw(tx, WEBHOOK_QUEUE, id)
        await audit.append(tx, { actor, action: 'webhook.remove', subject: { kind: 'webhook', id } })
      })
    },

    async list({ limit, after }) {
      const rows = await living(db.reader)
        .where(behind(after))
        .orderBy('created_at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return rows.map(toWebhook)
    },

    async deliveries(id, page) {
      await get(id)
      return outbox.deliveries(WEBHOOK_QUEUE, id, page)
    },

    async wanting(tx, { type, atMs }) {
      const rows = await living(tx).where('created_at_ms', '<=', atMs).orderBy('id').execute()
      return rows.map(toWebhook).filter(({ events }) => isWanted(type, events))
    },

    async announce(tx, webhook, event) {
      await outbox.put(tx, {
        ...{ id: `${webhook.id}.${event.id}`, queue: WEBHOOK_QUEUE, recipient: webhook.id },
        ...{ kind: event.type, payload: toBody(event) },
      })
    },

    async targetOf(id) {
      const row = await living(db.reader).where('id', '=', id).executeTakeFirst()
      if (row === undefined) return undefined
      const secret = sealedFields.open(placeOf(id, 'secret_sealed'), row.secret_sealed)
      return { url: new URL(toWebhook(row).url), secret }
    },
  }
}
