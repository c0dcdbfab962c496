import type { FleetVisibility } from '../access/fleet-visibility.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { createOutbox } from '../lib/outbox.ts'
import { OutboxWorker } from '../lib/outbox-worker.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { AlarmEvents } from './alarm-events.ts'
import { BusinessEvents } from './business-events.ts'
import { webhookDelivery } from './deliver-webhook.ts'
import { POST_LIMIT_MS } from './post-json.ts'
import type { TargetPolicy } from './target-addresses.ts'
import { createWebhooks, WEBHOOK_QUEUE, type Webhooks } from './webhooks.ts'

export interface WebhookServiceParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly readModel: Pick<ReadModel, 'onChange' | 'alarms'>
  readonly visibility: FleetVisibility
  readonly policy: TargetPolicy
  readonly random: () => number
  readonly onFailure: (error: unknown) => void
  readonly lookEveryMs?: number
}

export interface WebhookService {
  readonly webhooks: Webhooks
  start(): Promise<void>
  /** Waits for messages under way. */
  stop(): Promise<void>
}

/** The register of webhooks, what fills its outbox, and what empties it. */
export function createWebhookService(parts: WebhookServiceParts): WebhookService {
  const { db, readModel, visibility, policy, clock, random, onFailure, lookEveryMs } = parts
  const outbox = createOutbox(parts)
  const webhooks = createWebhooks({ ...parts, outbox })
  const pace = lookEveryMs === undefined ? {} : { lookEveryMs }
  const businessEvents = new BusinessEvents({ db, webhooks, onFailure, ...pace })
  const alarmEvents = new AlarmEvents({ db, webhooks, readModel, visibility, onFailure })
  const worker = new OutboxWorker({
    ...{ outbox, queue: WEBHOOK_QUEUE, clock, random, onFailure, ...pace },
    deliver: webhookDelivery({ webhooks, policy, clock }),
    leaseMs: 6 * POST_LIMIT_MS,
  })
  return {
    webhooks,
    async start() {
      await businessEvents.start()
      await alarmEvents.start()
      worker.start()
    },
    async stop() {
      await Promise.all([businessEvents.stop(), alarmEvents.stop(), worker.stop()])
    },
  }
}
