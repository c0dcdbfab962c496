import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { EpisodeSource } from '../excursions/episode.ts'
import type { Clock } from '../lib/clock.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { AlertEngine } from './alert-engine.ts'
import { type Alerts, createAlerts } from './alerts.ts'
import type { Channel, ChannelName, Handed } from './channels/channel.ts'
import { createEpisodeFollower } from './follow-episodes.ts'
import { createMessages, type Messages } from './messages.ts'
import { createMutes, type Mutes } from './mutes.ts'
import { createPlanTests, type PlanTests } from './plan-tests.ts'
import { createPlans, type Plans } from './plans.ts'
import { createRecipients, type Recipients } from './recipients.ts'
import { createRotas, type Rotas } from './rotas.ts'
import { createStepRunner, type StepRunner } from './run-steps.ts'

export interface AlertServiceParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly episodes: Pick<EpisodeSource, 'changesAfter'>
  readonly channel: (name: ChannelName) => Channel
  readonly receipts: (messageIds: readonly string[]) => Promise<ReadonlyMap<string, { readonly handed: Handed }>>
  /** where people open the pages */
  readonly origin: string
  readonly onFailure: (error: unknown) => void
  readonly lookEveryMs?: number
}

export interface AlertService {
  readonly plans: Plans
  readonly rotas: Rotas
  readonly mutes: Mutes
  readonly recipients: Recipients
  readonly alerts: Alerts
  readonly planTests: PlanTests
  readonly follower: ReturnType<typeof createEpisodeFollower>
  readonly steps: StepRunner
  readonly messages: Messages
  readonly engine: AlertEngine
}

/** Who is called for what, and whoever calls them. */
export function createAlertService(parts: AlertServiceParts): AlertService {
  const recipients = createRecipients(parts)
  const plans = createPlans({ ...parts, recipients })
  const rotas = createRotas({ ...parts, recipients })
  const follower = createEpisodeFollower({ ...parts, plans })
  const steps = createStepRunner({ ...parts, plans, rotas, recipients, follower })
  const messages = createMessages({ ...parts, plans, recipients })
  return {
    ...{ plans, rotas, recipients, follower, steps, messages },
    mutes: createMutes(parts),
    alerts: createAlerts({ ...parts, follower }),
    planTests: createPlanTests({ ...parts, plans, recipients, steps }),
    engine: new AlertEngine({ ...parts, follower, steps, messages }),
  }
}
