import { z } from 'zod'
import type { FleetVisibility } from '../access/fleet-visibility.ts'
import { alertRoutes } from '../alerts/alert-routes.ts'
import type { AlertService } from '../alerts/alert-service.ts'
import { channelRoutes } from '../alerts/channels/channel-routes.ts'
import type { Channels } from '../alerts/channels/channels.ts'
import { planRoutes } from '../alerts/plan-routes.ts'
import type { AuditCheckpoints } from '../audit/audit-checkpoints.ts'
import type { AuditChecks } from '../audit/audit-checks.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { auditRoutes } from '../audit/audit-routes.ts'
import type { AuditSearch } from '../audit/audit-search.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import { episodeRoutes } from '../excursions/episode-routes.ts'
import type { EpisodeStore } from '../excursions/episode-store.ts'
import { ruleSetRoutes } from '../excursions/rule-set-routes.ts'
import type { RuleSets } from '../excursions/rule-sets.ts'
import type { Feed } from '../feed/feed.ts'
import { assetRoutes } from '../fleet/asset-routes.ts'
import { deviceRoutes } from '../fleet/device-routes.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { probeRoutes } from '../fleet/probe-routes.ts'
import { sheetRoutes } from '../fleet/sheets/sheet-routes.ts'
import type { Accounts } from '../identity/accounts.ts'
import type { Organisations } from '../identity/organisations.ts'
import type { People } from '../identity/people.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { SignInThrottle } from '../identity/throttle.ts'
import type { Inspection } from '../inspection/inspection.ts'
import { inspectionRoutes } from '../inspection/inspection-routes.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { type OAuth, oauthRoutes } from '../oauth/oauth.ts'
import { type OutsideSignIn, outsideRoutes } from '../outside-sign-in/outside-routes.ts'
import { type Privacy, privacyRoutes } from '../privacy/privacy-routes.ts'
import { recordRoutes } from '../records/record-routes.ts'
import type { Records } from '../records/records.ts'
import { releaseRoutes } from '../releases/release-routes.ts'
import type { Releases } from '../releases/releases.ts'
import type { RetentionPolicy } from '../retention/retention-policy.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { type Drivers, driverRoutes } from '../trips/driver-routes.ts'
import { geofenceRoutes } from '../trips/geofence-routes.ts'
import type { Geofences } from '../trips/geofences.ts'
import { handOverRoutes } from '../trips/hand-over-routes.ts'
import type { HandOvers } from '../trips/hand-overs.ts'
import { shipmentRoutes } from '../trips/shipment-routes.ts'
import type { Shipments } from '../trips/shipments.ts'
import type { TripPapers } from '../trips/trip-papers.ts'
import { tripRoutes } from '../trips/trip-routes.ts'
import type { Trips } from '../trips/trips.ts'
import { webhookRoutes } from '../webhooks/webhook-routes.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import { alarmRoutes } from './alarm-routes.ts'
import { docsRoutes } from './docs-routes.ts'
import { type Endpoint, publicEndpoint } from './endpoint.ts'
import { feedRoutes } from './feed-routes.ts'
import { toOpenApi } from './openapi.ts'
import { organisationRoutes } from './organisation-routes.ts'
import { ownSessionRoutes } from './own-session-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { truckRoutes } from './truck-routes.ts'

export interface EndpointParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly auditSearch: AuditSearch
  readonly auditCheckpoints: AuditCheckpoints
  readonly auditChecks: AuditChecks
  /** for how long records are kept */
  readonly retention: RetentionPolicy
  readonly inspection: Inspection
  readonly readModel: ReadModel
  readonly feed: Feed
  readonly people: People
  readonly accounts: Accounts
  readonly organisations: Organisations
  readonly sessions: Sessions
  readonly privacy: Privacy
  readonly throttle: SignInThrottle
  readonly visibility: FleetVisibility
  readonly fleet: Fleet
  readonly releases: Releases
  readonly trips: Trips
  readonly drivers: Drivers
  readonly shipments: Shipments
  readonly handOvers: HandOvers
  readonly tripPapers: TripPapers
  readonly geofences: Geofences
  readonly episodes: EpisodeStore
  readonly ruleSets: RuleSets
  readonly records: Records
  readonly alertService: AlertService
  readonly oauth: OAuth
  /** undefined: people sign in here only */
  readonly outside: OutsideSignIn | undefined
  readonly webhooks: Webhooks
  readonly channels: Channels
  readonly clock: Clock
  /** whether the pages are served by TLS */
  readonly secureCookie: boolean
  readonly log: Log
}

const API_VERSION = '1.0.0'

/** Every route of the cloud, in the order in which `/openapi.json` names them. */
export function allEndpoints(parts: EndpointParts): Endpoint[] {
  const { readModel } = parts
  const endpoints: Endpoint[] = [
    publicEndpoint({
      route: 'GET /api/health',
      tag: 'service',
      summary: 'Whether it runs, and how far the projections have come',
      answer: z.strictObject({ ok: z.literal(true), frames: z.int(), cursors: z.record(z.string(), z.int()) }),
      async handle() {
        const { frames, cursors } = await readModel.health()
        return { ok: true as const, frames, cursors: { ...cursors } }
      },
    }),
    ...sessionRoutes(parts),
    ...ownSessionRoutes(parts),
    ...peopleRoutes(parts),
    ...privacyRoutes(parts),
    ...organisationRoutes(parts),
    ...outsideRoutes(parts),
    ...truckRoutes(parts),
    ...alarmRoutes(parts),
    ...episodeRoutes(parts),
    ...ruleSetRoutes(parts),
    ...feedRoutes(parts),
    ...docsRoutes(),
    ...oauthRoutes(parts),
    ...webhookRoutes(parts),
    ...channelRoutes(parts),
    ...assetRoutes(parts),
    ...probeRoutes(parts),
    ...deviceRoutes(parts),
    ...sheetRoutes(parts),
    ...releaseRoutes(parts),
    ...tripRoutes(parts),
    ...driverRoutes(parts),
    ...shipmentRoutes(parts),
    ...handOverRoutes(parts),
    ...geofenceRoutes(parts),
    ...recordRoutes(parts),
    ...alertRoutes(parts),
    ...planRoutes(parts),
    ...auditRoutes(parts),
    ...inspectionRoutes(parts),
  ]
  const document = publicEndpoint({
    route: 'GET /openapi.json',
    tag: 'service',
    summary: 'This interface as OpenAPI 3.1',
    answer: z.looseObject({ openapi: z.string() }),
    handle: () => {
      openApi ??= toOpenApi([...endpoints, document], { version: API_VERSION })
      return openApi as { openapi: string }
    },
  })
  let openApi: ReturnType<typeof toOpenApi> | undefined
  return [...endpoints, document]
}
