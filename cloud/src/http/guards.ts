import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import type { Session } from '../identity/sessions.ts'
import { refusal } from './refusals.ts'

export interface ApiEnv {
  Variables: {
    requestId: string
    /** of a request that came by the cookie of one */
    session?: Session
  }
}

/** Always our own id: one that the caller may choose can be made to look like another request in the log. */
export const requestId: MiddlewareHandler<ApiEnv> = createMiddleware<ApiEnv>(async function requestId(c, next) {
  const id = randomUUID()
  c.set('requestId', id)
  c.header('X-Request-Id', id)
  await next()
})

const harmless: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
  },
  crossOriginResourcePolicy: 'same-origin',
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: false,
  xFrameOptions: 'DENY',
})

/**
 * This server speaks JSON and event streams: nothing it says may run, be framed, or stay in a cache. An answer that is a
 * page says by a policy of its own what it may load.
 */
export const apiHeaders: MiddlewareHandler = createMiddleware(async function apiHeaders(c, next) {
  let ownPolicy: string | null = null
  await harmless(c, async () => {
    await next()
    ownPolicy = c.res.headers.get('content-security-policy')
  })
  if (ownPolicy !== null) c.header('Content-Security-Policy', ownPolicy)
})

export const neverCached: MiddlewareHandler = createMiddleware(async function neverCached(c, next) {
  await next()
  if (!c.res.headers.has('cache-control')) c.header('Cache-Control', 'no-store')
})

/**
 * The cookie goes with every request to this host, whoever made it. SameSite=Strict does not tell ports of one host
 * apart, so a request that changes something must also say that it comes from a page of ours.
 */
export function originGuard({
  origins,
  isWithoutCookie,
}: {
  readonly origins: readonly string[]
  /** by method and path: nothing there looks at a cookie */
  readonly isWithoutCookie: (method: string, path: string) => boolean
}): MiddlewareHandler {
  const allowed = new Set(origins)
  return createMiddleware(async function originGuard(c, next) {
    // a token is not sent by a browser on its own, so nobody can make it send one
    const byToken = c.req.header('authorization') !== undefined && c.req.header('cookie') === undefined
    const guarded = !byToken && !isWithoutCookie(c.req.method, c.req.path)
    if (guarded && !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) {
      const origin = c.req.header('origin')
      if (origin === undefined || !allowed.has(origin)) {
        throw refusal('FORBIDDEN_ORIGIN', 'origin: is not an origin of our pages', 'origin')
      }
      const site = c.req.header('sec-fetch-site')
      if (site !== undefined && site !== 'same-origin') {
        throw refusal('FORBIDDEN_ORIGIN', 'sec-fetch-site: must be same-origin', 'sec-fetch-site')
      }
    }
    await next()
  })
}
