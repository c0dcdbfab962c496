import { mkdir } from 'node:fs/promises'
import { readChannelSettings } from './alerts/channels/channel-settings.ts'
import { openBusiness } from './business-opening.ts'
import type { ServeConfig } from './config.ts'
import { lockData } from './data-lock.ts'
import { createDocumentStore } from './documents/document-store.ts'
import { createEpisodeStore } from './excursions/episode-store.ts'
import { ensureDemoFleet } from './fleet/demo-fleet.ts'
import { BackgroundBundling } from './frames/bundles/background-bundling.ts'
import { openFrameLog } from './frames/open-frame-log.ts'
import { startWeb } from './http/web.ts'
import { createFramePoints } from './influx/frame-points.ts'
import { InfluxMirror } from './influx/influx-mirror.ts'
import { createInfluxWriter } from './influx/influx-writer.ts'
import { Ingest } from './ingest/ingest.ts'
import type { Clock } from './lib/clock.ts'
import type { Log } from './lib/log.ts'
import { readSecret } from './lib/secret-file.ts'
import { Telemetry } from './telemetry/telemetry.ts'
import { ensureDemoTrips } from './trips/demo-trips.ts'
import { businessPlace, frameLogPlace, telemetryPlace } from './where-stores-are.ts'

export interface ServeParts {
  readonly config: ServeConfig
  readonly clock: Clock
  readonly log: Log
  /** A part can't go on, and with it the whole: the process should stop and be started again. */
  readonly onFailure: (error: unknown) => void
}

export interface RunningCloud {
  readonly url: string
  /** In this order: screens, the broker, projections, the log, the business. */
  stop(): Promise<void>
}

export async function serve({ config, clock, log, onFailure }: ServeParts): Promise<RunningCloud> {
  const { directory, fleetFile, broker, httpPort, origins, outside } = config
  const stops: (() => void | Promise<void>)[] = []
  const stop = async () => {
    // Each gets its turn even if the one before it failed: what was accepted must reach the disk.
    const errors: unknown[] = []
    for (let next = stops.pop(); next !== undefined; next = stops.pop()) {
      try {
        await next()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'the cloud did not stop cleanly')
  }

  try {
    const brokerSecret = readSecret(broker.secretFile, 'the broker')
    const channelSettings = readChannelSettings(config.channelsFile)
    await mkdir(directory, { recursive: true, mode: 0o700 })
    // PostgreSQL is shared: instances keep out of each other's way by its locks
    if (config.databaseUrl === undefined) stops.push(lockData(directory))

    const opened = await openBusiness({
      ...{ directory, place: businessPlace(config), credentialsFile: fleetFile, clock, log },
    })
    stops.push(() => opened.close())
    const { db, sealedFields, audit, people, register } = opened
    if (config.demoFleetFile !== undefined) {
      const file = config.demoFleetFile
      await ensureDemoFleet({ db, audit, clock, file, onCommit: () => register.refresh() })
      await ensureDemoTrips({ db, sealedFields, audit, people, clock })
    }

    const framesPlace = frameLogPlace(config)
    const frameLog = await openFrameLog(framesPlace)
    stops.push(() => frameLog.close())
    const bundling = new BackgroundBundling({ place: framesPlace, olderThanMs: config.bundleAfterMs, onFailure })
    stops.push(() => bundling.stop())
    const telemetry = await Telemetry.open({
      place: telemetryPlace(config),
      framesPlace,
      frames: frameLog,
      devices: register,
      clock,
      log,
      onFailure,
    })
    stops.push(() => telemetry.close())
    const documents = createDocumentStore({ db, sealedFields })
    const ingest = new Ingest({
      brokerUrl: broker.url,
      brokerSecret,
      frameLog,
      listener: telemetry,
      documents,
      clock,
      log,
      onFailure,
    })
    stops.push(() => ingest.stop())
    const web = await startWeb({
      ...{ directory, opened },
      port: httpPort,
      origins,
      outside: outside && { ...outside, clientSecret: readSecret(outside.clientSecretFile, 'the OpenID provider') },
      channelSettings,
      readModel: telemetry,
      retention: config.retention,
      frames: frameLog,
      publishCommand: (device, command) => ingest.publishCommand(device, command),
      trucks: ingest,
      documents,
      clock,
      log,
      onFailure,
    })
    stops.push(() => web.stop())
    if (config.influx !== undefined) {
      const mirror = new InfluxMirror({
        ...{ db, frames: frameLog, framePoints: createFramePoints(telemetry) },
        ...{ episodes: createEpisodeStore(db.reader), writer: createInfluxWriter(config.influx) },
        ...{ clock, log, onFailure },
      })
      mirror.start()
      stops.push(() => mirror.stop())
    }
    // Last, so that a port that is taken is found out before trucks are told to send.
    ingest.start()

    let stopped: Promise<void> | undefined
    return {
      url: web.url,
      stop() {
        stopped ??= stop()
        return stopped
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}
