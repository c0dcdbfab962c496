import { z } from 'zod'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { momentAndId, pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import type { OutboxDelivery } from '../lib/outbox.ts'
import { WEBHOOK_EVENTS } from './webhook-events.ts'
import type { Webhook, Webhooks } from './webhooks.ts'

const urlSchema = z
  .string()
  .max(512, 'has at most 512 characters')
  .refine((text) => URL.canParse(text) && !/[#\s]/.test(text), 'must be a whole address without a fragment')
  .refine((text) => !URL.canParse(text) || new URL(text).username === '', 'must name nobody before the host')

const events = z
  .array(z.enum(WEBHOOK_EVENTS, { error: `must be one of ${WEBHOOK_EVENTS.join(', ')}` }))
  .min(1, 'must name at least one')

const newWebhookSchema = z.strictObject({
  url: urlSchema,
  organisationId: z.string().max(64).nullable().describe('null: of all organisations'),
  events,
})

const webhookSchema = z.strictObject({
  id: z.string(),
  url: z.string(),
  organisationId: z.string().nullable(),
  events,
  createdAt: z.iso.datetime(),
})

const deliverySchema = z.strictObject({
  id: z.string().describe('as the header webhook-id says it'),
  type: z.string(),
  attempts: z.int(),
  createdAt: z.iso.datetime(),
  lastAttemptAt: z.iso.datetime().nullable(),
  lastAnswer: z.string().nullable(),
  outcome: z.enum(['delivered', 'given-up']).nullable(),
  nextAttemptAt: z.iso.datetime().nullable(),
})

const params = z.strictObject({ webhook: z.uuid() })
const keyOf = ({ createdAtMs, id }: { createdAtMs: number; id: string }) => [createdAtMs, id]
const iso = (ms: number) => new Date(ms).toISOString()

function toView({ createdAtMs, events: wanted, ...webhook }: Webhook): z.input<typeof webhookSchema> {
  return { ...webhook, events: [...wanted], createdAt: iso(createdAtMs) }
}

function toDeliveryView(delivery: OutboxDelivery): z.input<typeof deliverySchema> {
  const { id, kind, attempts, lastAnswer, outcome, lastAttemptAtMs, nextAttemptAtMs } = delivery
  return {
    ...{ id, type: kind, attempts, lastAnswer, outcome },
    createdAt: iso(delivery.createdAtMs),
    lastAttemptAt: lastAttemptAtMs === null ? null : iso(lastAttemptAtMs),
    nextAttemptAt: nextAttemptAtMs === null ? null : iso(nextAttemptAtMs),
  }
}

export function webhookRoutes({ webhooks }: { readonly webhooks: Webhooks }): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/webhooks',
      tag: 'webhooks',
      summary: 'Addresses that are told of events, the newest first',
      query: z.strictObject(pageQuery),
      answer: pageOf(webhookSchema),
      async handle({ query: { limit, after } }) {
        const rows = await webhooks.list({ limit, after: parseCursor(after, momentAndId) })
        return toPage(rows, { limit, keyOf, view: toView })
      },
    }),
    endpoint({
      route: 'POST /api/webhooks',
      tag: 'webhooks',
      summary: 'Register one; the secret that signs its messages is shown here and never again',
      body: newWebhookSchema,
      creates: true,
      answer: z.strictObject({ webhook: webhookSchema, secret: z.string() }),
      refusals: { 422: 'the address is private, of this machine or not known, or there is no such organisation' },
      async handle({ actor, body }) {
        const { webhook, secret } = await webhooks.register(actor, body)
        return { webhook: toView(webhook), secret }
      },
    }),
    endpoint({
      route: 'GET /api/webhooks/{webhook}',
      tag: 'webhooks',
      summary: 'One webhook',
      params,
      answer: webhookSchema,
      handle: async (request) => toView(await webhooks.get(request.params.webhook)),
    }),
    endpoint({
      route: 'DELETE /api/webhooks/{webhook}',
      tag: 'webhooks',
      summary: 'Remove it; what waits for it is withdrawn',
      params,
      handle: (request) => webhooks.remove(request.actor, request.params.webhook),
    }),
    endpoint({
      route: 'GET /api/webhooks/{webhook}/deliveries',
      tag: 'webhooks',
      summary: 'What it was told, what became of it, and when it is tried again',
      params,
      query: z.strictObject(pageQuery),
      answer: pageOf(deliverySchema),
      async handle(request) {
        const { limit, after } = request.query
        const page = { limit, after: parseCursor(after, momentAndId) }
        const rows = await webhooks.deliveries(request.params.webhook, page)
        return toPage(rows, { limit, keyOf, view: toDeliveryView })
      },
    }),
  ]
}
