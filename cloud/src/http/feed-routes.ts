import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { z } from 'zod'
import { judge } from '../access/access.ts'
import type { FleetVisibility } from '../access/fleet-visibility.ts'
import type { Feed } from '../feed/feed.ts'
import type { Sessions } from '../identity/sessions.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import { refusal } from './refusals.ts'
import { actorOfSession, sessionOf, sessionToken } from './session-routes.ts'

/** A cursor is opaque, but it is written into the stream: no control characters, no end of line. */
const CURSOR = z.string().regex(/^[\w.:~-]{1,128}$/, 'must be a cursor given by this server')

/** EventSource can't set a header when it first connects; a page that holds a cursor of /api/trucks puts it here. */
const querySchema = z.strictObject({ cursor: CURSOR.exactOptional() })

export function feedRoutes({
  feed,
  sessions,
  visibility,
}: {
  readonly feed: Feed
  readonly sessions: Pick<Sessions, 'peek'>
  readonly visibility: FleetVisibility
}): Endpoint[] {
  /** Of the person as it is by then: roles and organisation may change while a feed is open. */
  async function visibleNow(token: string): Promise<'all' | ReadonlySet<string>> {
    const session = await sessions.peek(token)
    const verdict = session && judge('GET /api/feed', actorOfSession(session))
    return verdict?.allowed === true ? visibility.devicesOf(verdict.scope) : new Set()
  }

  return [
    endpoint({
      route: 'GET /api/feed',
      tag: 'fleet',
      summary: 'Everything that changes, as it changes',
      query: querySchema,
      answer: 'text/event-stream',
      refusals: { 503: 'too many feeds are open; Retry-After says when to ask again' },
      async handle({ c, query }) {
        const cursor = lastEventId(c) ?? query.cursor
        const session = sessionOf(c)
        const token = sessionToken(c)
        if (session === undefined || token === undefined) throw refusal('SIGN_IN_REQUIRED', 'sign in first')
        if (feed.isFull()) {
          c.header('Retry-After', '5')
          throw refusal('TOO_MANY_FEEDS', 'too many feeds are open')
        }
        const body = feed.open({
          cursor,
          sessionId: session.id,
          sessionToken: token,
          visibleDevices: () => visibleNow(token),
          disconnect: connectionOf(c),
        })
        return c.body(body, 200, {
          'Content-Type': 'text/event-stream; charset=utf-8',
          'Cache-Control': 'no-cache, no-transform',
          // Makes the adaptor send headers and first bytes at once, instead of waiting whether the body ends soon.
          'Transfer-Encoding': 'chunked',
          'X-Accel-Buffering': 'no',
        })
      },
    }),
  ]
}

/** undefined in app.request(), which has no connection. */
function connectionOf(c: Context): (() => void) | undefined {
  const { outgoing } = (c.env ?? {}) as Partial<HttpBindings>
  return outgoing && (() => outgoing.destroy())
}

function lastEventId(c: Context): string | undefined {
  const header = c.req.header('last-event-id')
  if (header === undefined || header === '') return undefined
  const parsed = CURSOR.safeParse(header)
  if (parsed.success) return parsed.data
  throw refusal('BAD_REQUEST', 'last-event-id: must be a cursor given by this server', 'last-event-id')
}
