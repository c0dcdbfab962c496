import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Feed } from '../feed/feed.ts'
import { refusal } from './refusals.ts'
import { parseQuery } from './request-parsing.ts'
import type { SignedInEnv } from './session-routes.ts'

/** A cursor is opaque, but it is written into the stream: no control characters, no end of line. */
const CURSOR = z.string().regex(/^[\w.:~-]{1,128}$/, 'must be a cursor given by this server')

/** EventSource can't set a header when it first connects; a page that holds a cursor of /api/trucks puts it here. */
const querySchema = z.strictObject({ cursor: CURSOR.exactOptional() })

export function feedRoutes({ feed }: { feed: Feed }) {
  return new Hono<SignedInEnv>().get('/', (c) => {
    const cursor = lastEventId(c) ?? parseQuery(c, querySchema).cursor
    if (feed.isFull()) {
      c.header('Retry-After', '5')
      throw refusal('TOO_MANY_FEEDS', 'too many feeds are open')
    }
    const body = feed.open({
      cursor,
      sessionId: c.get('session').id,
      sessionToken: c.get('sessionToken'),
      disconnect: connectionOf(c),
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
