import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Actor } from '../access/actor.ts'
import { ORGANISATION_KINDS, ROLES } from '../access/roles.ts'
import { type People, type Person, rolesInForce } from '../identity/people.ts'
import type { Session, Sessions } from '../identity/sessions.ts'
import type { SignInThrottle } from '../identity/throttle.ts'
import type { Log } from '../lib/log.ts'
import { clientAddress } from './client-address.ts'
import { type Endpoint, endpoint, publicEndpoint } from './endpoint.ts'
import type { ApiEnv } from './guards.ts'
import type { Authenticator } from './mount.ts'
import { namesSchema } from './names.ts'
import { refusal } from './refusals.ts'

const SESSION_COOKIE = 'coldrx_session'
const LONGEST_USER_AGENT = 256

/** Bounded, because argon2 is fed with what a stranger sends. */
const signInSchema = z.strictObject({
  name: z.string().min(1, 'must not be empty').max(64, 'has at most 64 characters'),
  password: z.string().min(1, 'must not be empty').max(256, 'has at most 256 characters'),
})

const sessionSchema = z.strictObject({
  person: z.strictObject({
    id: z.string(),
    name: z.string(),
    displayName: namesSchema,
    roles: z.array(z.enum(ROLES)),
    organisation: z.strictObject({ id: z.string(), kind: z.enum(ORGANISATION_KINDS), name: namesSchema }).nullable(),
    passwordIsTemporary: z.boolean().describe('until another is chosen, nothing else is open'),
  }),
})

function toView(person: Person): z.input<typeof sessionSchema> {
  const { id, name, displayName, roles, organisation, temporaryPasswordUntilMs } = person
  const passwordIsTemporary = temporaryPasswordUntilMs !== null
  return { person: { id, name, displayName, roles: [...roles], organisation, passwordIsTemporary } }
}

export function sessionToken(c: Context): string | undefined {
  return getCookie(c, SESSION_COOKIE)
}

/** The session of a request that came by its cookie; undefined: by another credential. */
export function sessionOf(c: Context<ApiEnv>): Session | undefined {
  return c.get('session')
}

const cookieOptions = { httpOnly: true, sameSite: 'Strict', path: '/' } as const

/** Without Max-Age: the sliding expiry is the server's, and closing the browser signs out. */
export function setSessionCookie(c: Context, token: string, { secure }: { readonly secure: boolean }): void {
  setCookie(c, SESSION_COOKIE, token, { ...cookieOptions, secure })
}

/** By the cookie of our pages. One that is unknown or over is as good as none. */
export function cookieAuthenticator(sessions: Sessions): Authenticator {
  return async function byCookie(c) {
    const token = sessionToken(c)
    const session = token === undefined ? undefined : await sessions.use(token)
    if (session === undefined) return undefined
    c.set('session', session)
    return { ...actorOfSession(session), address: clientAddress(c), requestId: c.get('requestId') }
  }
}

export function actorOfSession({ id, person }: Session): Actor {
  return {
    kind: 'person',
    id: person.id,
    organisationId: person.organisation?.id ?? null,
    roles: rolesInForce(person),
    sessionId: id,
  }
}

/** Counts an attempt. @throws AppError TOO_MANY_ATTEMPTS, with Retry-After in the answer */
export async function refuseIfThrottled(
  c: Context,
  throttle: SignInThrottle,
  name: string,
  onRefused: () => void = () => {},
): Promise<void> {
  const allowance = await throttle.attempt(name, clientAddress(c))
  if (allowance === 'allowed') return
  onRefused()
  c.header('Retry-After', String(allowance.retryAfterSeconds))
  throw refusal('TOO_MANY_ATTEMPTS', 'too many attempts to sign in; wait, then try again')
}

export interface SessionRoutesParts {
  readonly people: People
  readonly sessions: Sessions
  readonly throttle: SignInThrottle
  /** whether the pages are served by TLS */
  readonly secureCookie: boolean
  readonly log: Log
}

export function sessionRoutes({ people, sessions, throttle, secureCookie, log }: SessionRoutesParts): Endpoint[] {
  async function revokeOf(c: Context): Promise<void> {
    const token = sessionToken(c)
    if (token !== undefined) await sessions.revoke(token)
  }

  return [
    publicEndpoint({
      route: 'POST /api/session',
      tag: 'session',
      summary: 'Sign in: the answer sets the cookie of the session',
      body: signInSchema,
      answer: sessionSchema,
      refusals: { 401: 'name or password is wrong', 429: 'too many attempts; Retry-After says how long to wait' },
      async handle({ c, body: { name, password } }) {
        const address = clientAddress(c)
        await refuseIfThrottled(c, throttle, name, () =>
          log.warn({ requestId: c.get('requestId'), name, address }, 'sign-in throttled'),
        )
        const person = await people.withPassword(name, password)
        if (person === undefined) {
          log.warn({ requestId: c.get('requestId'), name, address }, 'sign-in refused')
          throw refusal('WRONG_SIGN_IN', 'name or password is wrong')
        }
        await throttle.succeeded(name, address)
        await revokeOf(c)
        await sessions.removeExpired()
        const userAgent = c.req.header('user-agent')?.slice(0, LONGEST_USER_AGENT)
        const { token } = await sessions.open(person, { address, userAgent })
        log.info({ requestId: c.get('requestId'), name, address }, 'signed in')
        setSessionCookie(c, token, { secure: secureCookie })
        return toView(person)
      },
    }),
    endpoint({
      route: 'GET /api/session',
      tag: 'session',
      summary: 'Who is signed in',
      answer: sessionSchema,
      async handle({ actor }) {
        const person = actor.kind === 'person' ? await people.get(actor.id) : undefined
        if (person === undefined) throw refusal('SIGN_IN_REQUIRED', 'sign in first')
        return toView(person)
      },
    }),
    publicEndpoint({
      route: 'DELETE /api/session',
      tag: 'session',
      summary: 'Sign out',
      async handle({ c }) {
        await revokeOf(c)
        deleteCookie(c, SESSION_COOKIE, { ...cookieOptions, secure: secureCookie })
      },
    }),
  ]
}
