import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChannelSettings } from '../alerts/channels/channel-settings.ts'
import { createChannels } from '../alerts/channels/channels.ts'
import { createApp } from '../app.ts'
import { appendWitness } from '../audit/audit-witness.ts'
import { createBusiness } from '../business.ts'
import type { OpenedBusiness } from '../business-opening.ts'
import type { DocumentStore } from '../documents/document-store.ts'
import { ExcursionDesk } from '../excursions/excursion-desk.ts'
import { Feed } from '../feed/feed.ts'
import { type PublishCommand, WatchLeases } from '../feed/watch-leases.ts'
import { CalibrationWatch } from '../fleet/calibration-watch.ts'
import { SettingsSender } from '../fleet/settings-sender.ts'
import type { FrameReader } from '../frames/frame-log.ts'
import { createSignInThrottle } from '../identity/throttle.ts'
import type { Birth } from '../ingest/device-messages.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { createAuditedLooks } from '../inspection/audited-looks.ts'
import type { Clock } from '../lib/clock.ts'
import { InGroups } from '../lib/in-groups.ts'
import type { Log } from '../lib/log.ts'
import { createOAuth } from '../oauth/oauth.ts'
import { ensureSigningKeys } from '../oauth/signing-keys.ts'
import { createOutsideSignIn, type OutsideConfig } from '../outside-sign-in/outside-sign-in.ts'
import { ReleaseSender } from '../releases/release-sender.ts'
import { prune } from '../retention/prune.ts'
import { RecordKeeper } from '../retention/record-keeper.ts'
import { type RetentionPolicy, USUAL_RETENTION } from '../retention/retention-policy.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { PaperWatch } from '../trips/paper-watch.ts'
import { StopArrivals } from '../trips/stop-arrivals.ts'
import { createTruckGeofences, devicesOfOrganisation } from '../trips/truck-geofences.ts'
import { createTruckPapers } from '../trips/truck-papers.ts'
import { PUBLIC_TARGETS } from '../webhooks/target-addresses.ts'
import { createWebhookService } from '../webhooks/webhook-service.ts'
import { allEndpoints } from './endpoints.ts'
import { createIdempotency } from './idempotency.ts'
import { type HttpServer, startHttpServer } from './server.ts'
import { cookieAuthenticator } from './session-routes.ts'

/** A whole fleet is born anew after an outage: some milliseconds of work, then the next bytes of the network. */
const BIRTHS_AT_ONCE = 50
const TRUCKS_TOLD_AT_ONCE = 20

export const SIGNING_KEYS_FILE = 'signing-keys.json'

export interface WebParts {
  /** where the keys are that access tokens are signed with */
  readonly directory: string
  readonly opened: OpenedBusiness
  readonly port: number
  readonly origins: readonly string[]
  /** an OpenID provider where people may sign in as well */
  readonly outside?: OutsideConfig | undefined
  /** accounts with those who tell people; default: none */
  readonly channelSettings?: ChannelSettings | undefined
  readonly readModel: ReadModel
  readonly frames: FrameReader
  /** for how long records are kept; default: as usual */
  readonly retention?: RetentionPolicy | undefined
  /** documents of trucks, as they are committed by this instance */
  readonly documents: Pick<DocumentStore, 'onKept'>
  readonly publishCommand: PublishCommand
  readonly trucks: Pick<
    Ingest,
    'publishTrip' | 'publishGeofences' | 'publishSettings' | 'publishRelease' | 'onBirth' | 'onReleaseAsked'
  >
  readonly clock: Clock
  readonly log: Log
  /** A part can't go on, and with it the whole: the process should stop and be started again. */
  readonly onFailure: (error: unknown) => void
}

/** The HTTP half of the cloud, from people to feed. `stop` lets answers under way finish. */
export async function startWeb({
  directory,
  opened,
  port,
  origins,
  outside,
  channelSettings = {},
  readModel,
  frames,
  retention = USUAL_RETENTION,
  documents,
  publishCommand,
  trucks,
  clock,
  log,
  onFailure,
}: WebParts): Promise<HttpServer> {
  const { db, sealedFields } = opened
  // the first is where people sign in, so it is the name that our tokens go by
  const origin = origins[0] ?? ''
  const channels = createChannels({
    ...{ db, clock, sealedFields, settings: channelSettings, origin },
    ...{ policy: PUBLIC_TARGETS, pause: sleep, newNonce: randomUUID },
  })
  const business = createBusiness({
    ...{ opened, readModel, frames, clock, publishCommand, pause: sleep },
    alerting: { channel: channels.of, receipts: channels.receipts.of, origin, onFailure },
  })
  const { audit, people, sessions, fleet, visibility } = business
  const signingKeysFile = join(directory, SIGNING_KEYS_FILE)
  await ensureSigningKeys(signingKeysFile)
  const oauth = createOAuth({ db, audit, people, clock, signingKeysFile, issuer: origin })
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
  // a truck that could not be told is told at its next birth
  const untold = (error: unknown): void =>
    log.error({ err: error }, 'a truck could not be told its trip, settings or update')
  const papers = createTruckPapers({
    ...{ db, sealedFields },
    publish: (device, message) => trucks.publishTrip(device, message),
  })
  const fences = createTruckGeofences({ db, publish: (device, message) => trucks.publishGeofences(device, message) })
  const fencesDue = new InGroups<string>({
    ...{ most: TRUCKS_TOLD_AT_ONCE, onFailure: untold },
    work: async (devices) => {
      for (const device of devices) await fences.tell(device).catch(untold)
    },
  })
  const settings = new SettingsSender({
    ...{ db, settings: fleet.settings, register: opened.register, onUntold: untold },
    publish: (device, message) => trucks.publishSettings(device, message),
  })
  const updates = new ReleaseSender({
    ...{ db, releases: business.releases, register: opened.register, onUntold: untold },
    order: (device, order) => publishCommand(device, order),
    send: (device, part) => trucks.publishRelease(device, part),
  })
  const births = new InGroups<Birth>({
    ...{ most: BIRTHS_AT_ONCE, onFailure: untold },
    work: async (group) => {
      await settings.born(group).catch(untold)
      await updates.born(group).catch(untold)
      for (const { device, tripRevision, geofencesRevision } of group) {
        await papers.born(device, tripRevision ?? null).catch(untold)
        // an agent that says nothing of them knows of none
        if (geofencesRevision !== undefined) await fences.born(device, geofencesRevision).catch(untold)
      }
    },
  })
  const { handOvers, tripPapers } = business
  const paperWatch = new PaperWatch({
    filings: [() => tripPapers.departDue(), () => handOvers.fileDue(), () => tripPapers.completeDue()],
    log,
  })
  const calibration = new CalibrationWatch({ fleet, log })
  const excursions = new ExcursionDesk({
    ...{ db, frames, readModel, clock, log, onFailure },
    isExpected: (device) => opened.register.isRegistered(device),
  })
  const keeper = new RecordKeeper({
    ...{ db, clock, log, checkpoints: business.auditCheckpoints, checks: business.auditChecks },
    keepOutside: (checkpoint) => appendWitness(opened.auditWitnessFile, checkpoint),
    eraseDue: async () =>
      (await business.privacy.erasures.completeDue()) + (await business.privacy.recipientErasures.completeDue()),
    prune: () => prune({ db, audit, key: opened.auditKey, clock, policy: retention }),
  })
  const endpoints = allEndpoints({
    ...business,
    db,
    retention,
    readModel,
    feed,
    oauth,
    outside: createOutsideSignIn(outside, { db, audit, people, clock, sealedFields, origin }),
    webhooks: webhookService.webhooks,
    channels,
    clock,
    throttle: createSignInThrottle({ db, clock, sealedFields }),
    secureCookie: origins.every((one) => one.startsWith('https:')),
    log,
  })
  const app = createApp({
    endpoints,
    authenticators: [oauth.authenticator, cookieAuthenticator(sessions)],
    idempotency: createIdempotency({ db, clock, sealedFields }),
    onLook: createAuditedLooks(business.inspection.inspections),
    origins,
    log,
  })
  const server = await startHttpServer({ app, port })
  const stops: (() => unknown)[] = [() => server.stop()]
  const stop = async (): Promise<void> => {
    for (let next = stops.pop(); next !== undefined; next = stops.pop()) await next()
  }
  try {
    feed.start()
    stops.push(
      () => feed.stop(),
      () => leases.stop(),
    )
    arrivals.start()
    stops.push(() => arrivals.stop())
    paperWatch.start()
    stops.push(
      () => paperWatch.stop(),
      documents.onKept(() => paperWatch.look()),
      tripPapers.onDue(() => paperWatch.look()),
    )
    settings.start()
    stops.push(() => settings.stop())
    updates.start()
    stops.push(
      () => updates.stop(),
      trucks.onReleaseAsked((device, request) => void updates.answer(device, request).catch(untold)),
    )
    calibration.start()
    stops.push(() => calibration.stop())
    excursions.start()
    stops.push(() => excursions.stop())
    keeper.start()
    stops.push(() => keeper.stop())
    await business.alertService.engine.start()
    stops.push(() => business.alertService.engine.stop())
    await webhookService.start()
    stops.push(
      () => webhookService.stop(),
      business.trips.onChanged(({ device }) => void (device === null ? undefined : papers.tell(device).catch(untold))),
      business.geofences.onChanged((organisationId) => {
        void devicesOfOrganisation(db.reader, organisationId)
          .then((devices) => {
            for (const device of devices) fencesDue.add(device)
          })
          .catch(untold)
      }),
      () => fencesDue.settled(),
      () => births.settled(),
      trucks.onBirth((birth) => births.add(birth)),
    )
    return { url: server.url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
