import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { streamSSE } from 'hono/streaming'
import { addAlarmRoute } from './alarm-route.ts'
import type { CabActions } from './cab-actions.ts'
import type { CabFeed } from './cab-feed.ts'
import { addHandoverRoute } from './handover-route.ts'
import { addPairing, type PairingGuard } from './pairing-guard.ts'
import { addTripRoute } from './trip-route.ts'

const HEARTBEAT_MS = 15_000
/** Where screens on the network are served: a page of another name cannot have an address for its name. */
const ANY_ADDRESS = /^(localhost|\[[0-9a-f:.]+\]|\d{1,3}(\.\d{1,3}){3})(:\d{1,5})?$/i
/** With any port: who serves the device reaches it through a tunnel. */
const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i

/** The in-cab server's routes. Nobody signs in: a screen is the device's own, or was paired. */
export function createCabApp({
  feed,
  pages,
  actions,
  guard = null,
}: {
  readonly feed: CabFeed
  readonly pages: string
  readonly actions: CabActions
  /** null: it listens on the device's own loopback only, and no screen needs a PIN */
  readonly guard?: PairingGuard | null
}): Hono {
  const app = new Hono()

  // a page of another name that its DNS points at this address would be of one origin with what it reads here
  app.use('*', async (c, next) => {
    const allowed = guard === null ? OWN_HOST : ANY_ADDRESS
    if (allowed.test(c.req.header('host') ?? '')) return await next()
    const message = 'allowed as Host are localhost and addresses of this device'
    return c.json({ error: { code: 'WRONG_HOST', message } }, 421)
  })
  app.use(
    '*',
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      strictTransportSecurity: false,
    }),
  )

  if (guard !== null) addPairing(app, guard)

  app.get('/api/cab', (c) => c.json(feed.current()))

  app.get('/api/cab/feed', (c) =>
    streamSSE(c, async (stream) => {
      const subscription = feed.subscribe()
      stream.onAbort(() => subscription.close())
      const heartbeat = setInterval(() => void stream.write(': \n\n').catch(() => subscription.close()), HEARTBEAT_MS)
      try {
        for await (const state of subscription) {
          await stream.writeSSE({ event: 'state', data: JSON.stringify(state) })
        }
      } finally {
        clearInterval(heartbeat)
        subscription.close()
      }
    }),
  )

  addHandoverRoute(app, actions)
  addAlarmRoute(app, actions.acknowledgeAlarms)
  addTripRoute(app, actions.sayOfTrip)

  app.all('/api/*', (c) => c.json({ error: { code: 'NOT_FOUND', message: `no ${c.req.path} here` } }, 404))

  if (existsSync(join(pages, 'index.html'))) {
    // files below assets/ change their name with their content; an old index.html would ask for files that are gone
    app.use('*', async (c, next) => {
      await next()
      const isKept = c.res.ok && c.req.path.startsWith('/assets/')
      c.header('Cache-Control', isKept ? 'max-age=31536000, immutable' : 'no-cache')
    })
    app.use('*', serveStatic({ root: pages }))
  } else {
    app.get('/', (c) =>
      c.text(`The cab page is not installed: ${join(pages, 'index.html')} is missing.\nThe readings are at /api/cab\n`),
    )
  }
  app.notFound((c) => c.text('not found\n', 404))
  return app
}
