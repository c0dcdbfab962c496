import type { Context } from 'hono'
import { z } from 'zod'
import type { Accounts } from '../identity/accounts.ts'
import type { Session, Sessions } from '../identity/sessions.ts'
import type { SignInThrottle } from '../identity/throttle.ts'
import { clientAddress } from './client-address.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import type { ApiEnv } from './guards.ts'
import { pageQuery } from './paging.ts'
import { sessionListSchema, sessionPage } from './people-routes.ts'
import { refusal } from './refusals.ts'
import { refuseIfThrottled, sessionOf } from './session-routes.ts'

/** NIST SP 800-63B: length counts, rules about characters do not. */
const SHORTEST_PASSWORD = 12

/** Only who signed in with the cookie of our pages looks after sessions and the password: a token is a guest. */
function ownSession(c: Context<ApiEnv>): Session {
  const session = sessionOf(c)
  if (session === undefined) throw refusal('SIGN_IN_REQUIRED', 'sign in at our pages first')
  return session
}

export function ownSessionRoutes({
  accounts,
  sessions,
  throttle,
}: {
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly throttle: SignInThrottle
}): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/sessions',
      tag: 'session',
      summary: 'Where I am signed in',
      query: z.strictObject(pageQuery),
      answer: sessionListSchema,
      async handle({ c, query }) {
        const { id, person } = ownSession(c)
        return sessionPage(sessions, { personId: person.id, currentId: id, ...query })
      },
    }),
    endpoint({
      route: 'DELETE /api/sessions',
      tag: 'session',
      summary: 'Sign out everywhere but here',
      async handle({ c }) {
        const { id, person } = ownSession(c)
        await sessions.revokeAllOf(person.id, { but: id })
      },
    }),
    endpoint({
      route: 'DELETE /api/sessions/{session}',
      tag: 'session',
      summary: 'End one of my sessions',
      params: z.strictObject({ session: z.string() }),
      async handle({ c, params: { session } }) {
        const { person } = ownSession(c)
        if (!(await sessions.revokeOne(person.id, session)))
          throw refusal('NOT_FOUND', 'there is no such session', 'session')
      },
    }),
    endpoint({
      route: 'PUT /api/session/password',
      tag: 'session',
      summary: 'Choose another password; the other sessions end',
      body: z.strictObject({
        current: z.string().min(1, 'must not be empty').max(256),
        wanted: z.string().min(SHORTEST_PASSWORD, `has at least ${SHORTEST_PASSWORD} characters`).max(256),
      }),
      refusals: { 422: 'the current password is wrong, or the new one is the same', 429: 'too many wrong ones' },
      async handle({ c, actor, body }) {
        const { person } = ownSession(c)
        const address = clientAddress(c)
        // a stolen session must not become a place to guess the password in
        await refuseIfThrottled(c, throttle, person.name)
        await accounts.changeOwnPassword(actor, body)
        await throttle.succeeded(person.name, address)
      },
    }),
  ]
}
