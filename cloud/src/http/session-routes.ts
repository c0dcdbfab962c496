import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { z } from 'zod'
import type { People } from '../identity/people.ts'
import type { Session, Sessions } from '../identity/sessions.ts'
import type { SignInThrottle } from '../identity/throttle.ts'
import type { Log } from '../lib/log.ts'
import { clientAddress } from './client-address.ts'
import type { ApiEnv } from './guards.ts'
import { refusal } from './refusals.ts'
import { parseJsonBody } from './request-parsing.ts'

const SESSION_COOKIE = 'coldrx_session'

/** Bounded, because argon2 is fed with what a stranger sends. */
const signInSchema = z.strictObject({
  name: z.string().min(1, 'must not be empty').max(64, 'has at most 64 characters'),
  password: z.string().min(1, 'must not be empty').max(256, 'has at most 256 characters'),
})

export interface SignedInEnv extends ApiEnv {
  Variables: ApiEnv['Variables'] & { session: Session; sessionToken: string }
}

export function signedIn(sessions: Sessions) {
  return createMiddleware<SignedInEnv>(async function signedIn(c, next) {
    const token = getCookie(c, SESSION_COOKIE)
    const session = token === undefined ? undefined : await sessions.use(token)
    if (token === undefined || session === undefined) throw refusal('SIGN_IN_REQUIRED', 'sign in first')
    c.set('session', session)
    c.set('sessionToken', token)
    await next()
  })
}

export interface SessionRoutesParts {
  readonly people: People
  readonly sessions: Sessions
  readonly throttle: SignInThrottle
  /** whether the pages are served by TLS */
  readonly secureCookie: boolean
  readonly log: Log
}

export function sessionRoutes({ people, sessions, throttle, secureCookie, log }: SessionRoutesParts) {
  const cookieOptions = { httpOnly: true, sameSite: 'Strict', path: '/', secure: secureCookie } as const

  async function revokeOf(c: Context): Promise<void> {
    const token = getCookie(c, SESSION_COOKIE)
    if (token !== undefined) await sessions.revoke(token)
  }

  return new Hono<ApiEnv>()
    .post('/', async (c) => {
      const { name, password } = await parseJsonBody(c, signInSchema)
      const address = clientAddress(c)
      const allowance = await throttle.attempt(name, address)
      if (allowance !== 'allowed') {
        log.warn({ requestId: c.get('requestId'), name, address }, 'sign-in throttled')
        c.header('Retry-After', String(allowance.retryAfterSeconds))
        throw refusal('TOO_MANY_ATTEMPTS', 'too many attempts to sign in; wait, then try again')
      }
      const person = await people.withPassword(name, password)
      if (person === undefined) {
        log.warn({ requestId: c.get('requestId'), name, address }, 'sign-in refused')
        throw refusal('WRONG_SIGN_IN', 'name or password is wrong')
      }
      await throttle.succeeded(name, address)
      await revokeOf(c)
      await sessions.removeExpired()
      const { token } = await sessions.open(person)
      log.info({ requestId: c.get('requestId'), name, address }, 'signed in')
      // Without Max-Age: the sliding expiry is the server's, and closing the browser signs out.
      setCookie(c, SESSION_COOKIE, token, cookieOptions)
      return c.json({ person })
    })
    .get('/', signedIn(sessions), (c) => c.json({ person: c.get('session').person }))
    .delete('/', async (c) => {
      await revokeOf(c)
      deleteCookie(c, SESSION_COOKIE, cookieOptions)
      return c.body(null, 204)
    })
}
