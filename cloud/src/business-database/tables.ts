import type { AlertTables } from './tables/alerts.ts'
import type { AuditTables } from './tables/audit.ts'
import type { ChannelTables } from './tables/channels.ts'
import type { DocumentTables } from './tables/documents.ts'
import type { ExcursionTables } from './tables/excursions.ts'
import type { FleetTables } from './tables/fleet.ts'
import type { IdempotencyTables } from './tables/idempotency.ts'
import type { IdentityTables } from './tables/identity.ts'
import type { InspectionTables } from './tables/inspection.ts'
import type { MirrorTables } from './tables/mirror.ts'
import type { OAuthTables } from './tables/oauth.ts'
import type { OutboxTables } from './tables/outbox.ts'
import type { OutsideIdentityTables } from './tables/outside-identities.ts'
import type { PrivacyTables } from './tables/privacy.ts'
import type { ReleaseTables } from './tables/releases.ts'
import type { TripTables } from './tables/trips.ts'
import type { WebhookTables } from './tables/webhooks.ts'

/** Every table of the business database; each subject declares its own below `tables/`. */
export interface BusinessTables
  extends IdentityTables,
    AuditTables,
    ChannelTables,
    InspectionTables,
    IdempotencyTables,
    OAuthTables,
    MirrorTables,
    ExcursionTables,
    FleetTables,
    PrivacyTables,
    ReleaseTables,
    TripTables,
    OutboxTables,
    OutsideIdentityTables,
    WebhookTables,
    AlertTables,
    DocumentTables {}
