import { join } from 'node:path'
import { createApp } from '../app.ts'
import { Feed } from '../feed/feed.ts'
import { type PublishCommand, WatchLeases } from '../feed/watch-leases.ts'
import { openBusinessDatabase } from '../identity/business-database.ts'
import { ensureDemoPeople } from '../identity/demo-people.ts'
import { createPeople } from '../identity/people.ts'
import { createSessions } from '../identity/sessions.ts'
import { createSignInThrottle } from '../identity/throttle.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { type HttpServer, startHttpServer } from './server.ts'

export const BUSINESS_FILE = 'business.db'

export interface WebParts {
  /** where business.db and sign-ins.json are */
  readonly directory: string
  readonly port: number
  readonly origins: readonly string[]
  readonly readModel: ReadModel
  readonly publishCommand: PublishCommand
  readonly clock: Clock
  readonly log: Log
}

/** The HTTP half of the cloud, from people to feed. `stop` lets answers under way finish. */
export async function startWeb({
  directory,
  port,
  origins,
  readModel,
  publishCommand,
  clock,
  log,
}: WebParts): Promise<HttpServer> {
  const db = await openBusinessDatabase(join(directory, BUSINESS_FILE))
  try {
    const people = await createPeople({ db, clock })
    await ensureDemoPeople({ people, directory })
    const sessions = createSessions({ db, clock })
    const leases = new WatchLeases({ readModel, publishCommand, clock, log })
    const feed = new Feed({ readModel, sessions, log, onWatched: (watched) => leases.setWatched(watched) })
    const throttle = createSignInThrottle()
    const app = createApp({ readModel, feed, people, sessions, throttle, origins, log })
    const server = await startHttpServer({ app, port })
    feed.start()
    return {
      url: server.url,
      async stop() {
        feed.stop()
        leases.stop()
        await server.stop()
        await db.destroy()
      },
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}
