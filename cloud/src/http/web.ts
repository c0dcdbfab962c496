import { join } from 'node:path'
import type { FleetVisibility } from '../access/fleet-visibility.ts'
import { createApp } from '../app.ts'
import { createBusiness } from '../business.ts'
import { type BusinessDatabasePlace, openBusinessDatabase } from '../business-database/business-database.ts'
import { Feed } from '../feed/feed.ts'
import { type PublishCommand, WatchLeases } from '../feed/watch-leases.ts'
import { ensureDemoPeople } from '../identity/demo-people.ts'
import { sealPlainNames } from '../identity/people.ts'
import { createSignInThrottle } from '../identity/throttle.ts'
import type { Clock } from '../lib/clock.ts'
import { ensureFieldKeys } from '../lib/field-keys-file.ts'
import type { Log } from '../lib/log.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { createOAuth } from '../oauth/oauth.ts'
import { ensureSigningKeys } from '../oauth/signing-keys.ts'
import { createOutsideSignIn, type OutsideConfig } from '../outside-sign-in/outside-sign-in.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { StopArrivals } from '../trips/stop-arrivals.ts'
import { PUBLIC_TARGETS } from '../webhooks/target-addresses.ts'
import { createWebhookService } from '../webhooks/webhook-service.ts'
import { allEndpoints } from './endpoints.ts'
import { createIdempotency } from './idempotency.ts'
import { type HttpServer, startHttpServer } from './server.ts'
import { cookieAuthenticator } from './session-routes.ts'

export const BUSINESS_FILE = 'business.db'
export const FIELD_KEYS_FILE = 'field-keys.json'
export const SIGNING_KEYS_FILE = 'signing-keys.json'

export interface WebParts {
  /** where sign-ins.json and the keys of sealed fields are, and business.db where no other place is named */
  readonly directory: string
  /** PostgreSQL instead of business.db */
  readonly databaseUrl?: string | undefined
  readonly port: number
  readonly origins: readonly string[]
  /** an OpenID provider where people may sign in as well */
  readonly outside?: OutsideConfig | undefined
  readonly readModel: ReadModel
  readonly publishCommand: PublishCommand
  readonly clock: Clock
  readonly log: Log
  /** A part can't go on, and with it the whole: the process should stop and be started again. */
  readonly onFailure: (error: unknown) => void
}

/** The HTTP half of the cloud, from people to feed. `stop` lets answers under way finish. */
export async function startWeb({
  directory,
  databaseUrl,
  port,
  origins,
  outside,
  readModel,
  publishCommand,
  clock,
  log,
  onFailure,
}: WebParts): Promise<HttpServer> {
  const place: BusinessDatabasePlace =
    databaseUrl === undefined ? { path: join(directory, BUSINESS_FILE) } : { url: databaseUrl }
  const db = await openBusinessDatabase(place)
  try {
    const sealedFields = createSealedFields(ensureFieldKeys(join(directory, FIELD_KEYS_FILE)))
    await sealPlainNames({ db, sealedFields })
    const business = await createBusiness({ db, sealedFields, readModel, clock })
    const { audit, people, sessions } = business
    await ensureDemoPeople({ db, people, audit, directory })
    const signingKeysFile = join(directory, SIGNING_KEYS_FILE)
    await ensureSigningKeys(signingKeysFile)
    // the first is where people sign in, so it is the name that our tokens go by
    const oauth = createOAuth({ db, audit, people, clock, signingKeysFile, issuer: origins[0] ?? '' })
    const visibility: FleetVisibility = { devicesOf: async () => 'all' }
    const webhookService = createWebhookService({
      ...{ db, audit, clock, sealedFields, readModel, visibility, onFailure },
      ...{ policy: PUBLIC_TARGETS, random: Math.random },
    })
    const leases = new WatchLeases({ readModel, publishCommand, clock, log })
    const feed = new Feed({ readModel, sessions, log, onWatched: (watched) => leases.setWatched(watched) })
    const arrivals = new StopArrivals({
      ...{ db, audit, sealedFields, readModel, clock, onFailure },
      onTripTouched: (id) => business.trips.touched(id),
    })
    const endpoints = allEndpoints({
      ...business,
      readModel,
      feed,
      oauth,
      outside: createOutsideSignIn(outside, { db, audit, people, clock, sealedFields, origin: origins[0] ?? '' }),
      webhooks: webhookService.webhooks,
      clock,
      throttle: createSignInThrottle(),
      visibility,
      secureCookie: origins.every((origin) => origin.startsWith('https:')),
      log,
    })
    const app = createApp({
      endpoints,
      authenticators: [oauth.authenticator, cookieAuthenticator(sessions)],
      idempotency: createIdempotency({ db, clock, sealedFields }),
      origins,
      log,
    })
    const server = await startHttpServer({ app, port })
    feed.start()
    arrivals.start()
    await webhookService.start()
    return {
      url: server.url,
      async stop() {
        feed.stop()
        leases.stop()
        await arrivals.stop()
        await webhookService.stop()
        await server.stop()
        await db.close()
      },
    }
  } catch (error) {
    await db.close()
    throw error
  }
}
