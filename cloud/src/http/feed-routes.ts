import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Feed } from '../feed/feed.ts'
import type { Sessions } from '../identity/sessions.ts'
import { refusal } from './refusals.ts'
import { parseQuery } from './request-parsing.ts'
import type { SignedInEnv } from './session-routes.ts'

/** A cursor is opaque, but it is written into the stream: no control characters, no end of line. */
const CURSOR = z.string().regex(/^[\w.:~-]{1,128}$/, 'must be a cursor given by this server')

/** EventSource can't set a header when it first connects; a page that holds a cursor of /api/trucks puts it here. */
const querySchema = z.strictObject({ cursor: CURSOR.exactOptional() })

export function feedRoutes({ feed, sessions }: { feed: Feed; sessions: Sessions }) {
  return new Hono<SignedInEnv>().get('/', (c) => {
    const cursor = lastEventId(c) ?? parseQuery(c, querySchema).cursor
    if (feed.isFull()) {
      c.header('Retry-After', '5')
      throw refusal('TOO_MANY_FEEDS', 'too many feeds are open')
    }
    const token = c.get('sessionToken')
    const body = feed.open({
      cursor,
      sessionId: c.get('session').id,
      isStillSignedIn: async () => (await sessions.peek(token)) !== undefined,
    })
    return c.body(body, 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      // Makes the adaptor send headers and first bytes at once, instead of waiting whether the body ends soon.
      'Transfer-Encoding': 'chunked',
      'X-Accel-Buffering': 'no',
    })
  })
}

function lastEventId(c: Context): string | undefined {
  const header = c.req.header('last-event-id')
  if (header === undefined || header === '') return undefined
  const parsed = CURSOR.safeParse(header)
  if (parsed.success) return parsed.data
  throw refusal('BAD_REQUEST', 'last-event-id: must be a cursor given by this server', 'last-event-id')
}
