import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Feed } from './feed/feed.ts'
import { alarmRoutes } from './http/alarm-routes.ts'
import { feedRoutes } from './http/feed-routes.ts'
import { type ApiEnv, apiHeaders, neverCached, originGuard, requestId } from './http/guards.ts'
import { isRefusal, refusal, toErrorBody } from './http/refusals.ts'
import { sessionRoutes, signedIn } from './http/session-routes.ts'
import { truckRoutes } from './http/truck-routes.ts'
import type { People } from './identity/people.ts'
import type { Sessions } from './identity/sessions.ts'
import type { SignInThrottle } from './identity/throttle.ts'
import type { Log } from './lib/log.ts'
import type { ReadModel } from './telemetry/read-model.ts'

const LARGEST_BODY_BYTES = 16 * 1024

export interface AppParts {
  readonly readModel: ReadModel
  readonly feed: Feed
  readonly people: People
  readonly sessions: Sessions
  readonly throttle: SignInThrottle
  /** where our pages are served, e.g. `http://127.0.0.1:5000` */
  readonly origins: readonly string[]
  readonly log: Log
}

/** The HTTP interface as a value: tests ask it without a port. */
export function createApp({ readModel, feed, people, sessions, throttle, origins, log }: AppParts): Hono<ApiEnv> {
  const secureCookie = origins.every((origin) => origin.startsWith('https:'))
  const app = new Hono<ApiEnv>()

  app.use(requestId, apiHeaders, neverCached, originGuard(origins))
  app.use(
    bodyLimit({
      maxSize: LARGEST_BODY_BYTES,
      onError: () => {
        throw refusal('TOO_LARGE', `the body has at most ${LARGEST_BODY_BYTES} bytes`)
      },
    }),
  )

  app.get('/api/health', async (c) => c.json({ ok: true, ...(await readModel.health()) }))
  app.route('/api/session', sessionRoutes({ people, sessions, throttle, secureCookie, log }))

  // Everything else is closed to strangers, routes to come included.
  app.use('/api/*', signedIn(sessions))
  app.route('/api/trucks', truckRoutes({ readModel }))
  app.route('/api/alarms', alarmRoutes({ readModel }))
  app.route('/api/feed', feedRoutes({ feed }))

  app.notFound(() => {
    throw refusal('NOT_FOUND', 'there is no such page')
  })

  app.onError((error, c) => {
    if (isRefusal(error)) return c.json(toErrorBody(error), error.status)
    log.error({ err: error, requestId: c.get('requestId'), method: c.req.method, path: c.req.path }, 'request failed')
    return c.json({ error: { code: 'INTERNAL', message: 'something failed on our side; it was logged' } }, 500)
  })

  return app
}
