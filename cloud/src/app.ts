import { Hono } from 'hono'
import type { RouteKey } from './access/access-table.ts'
import { type ApiEnv, apiHeaders, neverCached, originGuard, requestId } from './http/guards.ts'
import { type MountParts, mountEndpoints } from './http/mount.ts'
import { isRefusal, PROBLEM_MEDIA_TYPE, refusal, toProblem } from './http/refusals.ts'
import { AppError } from './lib/errors.ts'
import type { Log } from './lib/log.ts'

export interface AppParts extends MountParts {
  /** where our pages are served, e.g. `http://127.0.0.1:5000` */
  readonly origins: readonly string[]
  readonly log: Log
}

/** The HTTP interface as a value: tests ask it without a port. */
export function createApp({ origins, log, ...mounted }: AppParts): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const withoutCookie = new Set(
    mounted.endpoints.flatMap(({ route, withoutCookie }) => (withoutCookie === true ? [route] : [])),
  )
  const isWithoutCookie = (method: string, path: string) => withoutCookie.has(`${method} ${path}` as RouteKey)

  app.use(requestId, apiHeaders, neverCached, originGuard({ origins, isWithoutCookie }))
  app.route('/', mountEndpoints(mounted))

  app.notFound(() => {
    throw refusal('NOT_FOUND', 'there is no such page')
  })

  app.onError((error, c) => {
    const refused = isRefusal(error)
    if (!refused) {
      const about = { err: error, requestId: c.get('requestId'), method: c.req.method, path: c.req.path }
      log.error(about, 'request failed')
    }
    const told = refused ? error : new AppError('INTERNAL', 500, 'something failed on our side; it was logged')
    return c.body(JSON.stringify(toProblem(told, c.get('requestId'))), refused ? error.status : 500, {
      'Content-Type': PROBLEM_MEDIA_TYPE,
    })
  })

  return app
}
