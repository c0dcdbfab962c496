import { createApp } from '../app.ts'
import { createBusiness } from '../business.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import { Feed } from '../feed/feed.ts'
import { type PublishCommand, WatchLeases } from '../feed/watch-leases.ts'
import { ensureDemoPeople } from '../identity/demo-people.ts'
import { sealPlainNames } from '../identity/people.ts'
import { createSignInThrottle } from '../identity/throttle.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { StopArrivals } from '../trips/stop-arrivals.ts'
import { createTruckPapers } from '../trips/truck-papers.ts'
import { allEndpoints } from './endpoints.ts'
import { withoutIdempotency } from './mount.ts'
import { type HttpServer, startHttpServer } from './server.ts'
import { cookieAuthenticator } from './session-routes.ts'

export const BUSINESS_FILE = 'business.db'
export const FIELD_KEYS_FILE = 'field-keys.json'

export interface WebParts {
  /** where sign-ins.json is */
  readonly directory: string
  readonly db: BusinessDatabase
  readonly sealedFields: SealedFields
  readonly port: number
  readonly origins: readonly string[]
  readonly readModel: ReadModel
  readonly publishCommand: PublishCommand
  readonly trucks: Pick<Ingest, 'publishTrip' | 'onBirth'>
  readonly clock: Clock
  readonly log: Log
  /** A part can't go on, and with it the whole: the process should stop and be started again. */
  readonly onFailure: (error: unknown) => void
}

/** The HTTP half of the cloud, from people to feed. `stop` lets answers under way finish. */
export async function startWeb({
  directory,
  db,
  sealedFields,
  port,
  origins,
  readModel,
  publishCommand,
  trucks,
  clock,
  log,
  onFailure,
}: WebParts): Promise<HttpServer> {
  await sealPlainNames({ db, sealedFields })
  const business = await createBusiness({ db, sealedFields, readModel, clock })
  const { audit, people, sessions } = business
  await ensureDemoPeople({ db, people, audit, directory })
  const leases = new WatchLeases({ readModel, publishCommand, clock, log })
  const feed = new Feed({ readModel, sessions, log, onWatched: (watched) => leases.setWatched(watched) })
  const arrivals = new StopArrivals({
    ...{ db, audit, sealedFields, readModel, clock, onFailure },
    onTripTouched: (id) => business.trips.touched(id),
  })
  const papers = createTruckPapers({
    ...{ db, sealedFields },
    publish: (device, message) => trucks.publishTrip(device, message),
  })
  // a truck that could not be told is told at its next birth
  const untold = (error: unknown): void => log.error({ err: error }, 'a truck could not be told its trip')
  const endpoints = allEndpoints({
    ...business,
    readModel,
    feed,
    clock,
    throttle: createSignInThrottle(),
    visibility: { devicesOf: async () => 'all' },
    secureCookie: origins.every((origin) => origin.startsWith('https:')),
    log,
  })
  const app = createApp({
    endpoints,
    authenticators: [cookieAuthenticator(sessions)],
    idempotency: withoutIdempotency,
    origins,
    log,
  })
  const server = await startHttpServer({ app, port })
  feed.start()
  arrivals.start()
  const stopTelling = [
    business.trips.onChanged(({ device }) => void (device === null ? undefined : papers.tell(device).catch(untold))),
    trucks.onBirth(({ device, tripRevision }) => void papers.born(device, tripRevision ?? null).catch(untold)),
  ]
  return {
    url: server.url,
    async stop() {
      for (const end of stopTelling) end()
      feed.stop()
      leases.stop()
      await arrivals.stop()
      await server.stop()
    },
  }
}
