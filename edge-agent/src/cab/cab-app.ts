import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { CabFeed } from './cab-feed.ts'

const HEARTBEAT_MS = 15_000

/** The in-cab server's routes. It has no sign-in: it listens on the device's own loopback only. */
export function createCabApp({ feed, pages }: { readonly feed: CabFeed; readonly pages: string }): Hono {
  const app = new Hono()

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

  app.all('/api/*', (c) => c.json({ error: { code: 'NOT_FOUND', message: `no ${c.req.path} here` } }, 404))

  if (existsSync(join(pages, 'index.html'))) {
    app.use('*', serveStatic({ root: pages }))
  } else {
    app.get('/', (c) =>
      c.text(`The cab page is not installed: ${join(pages, 'index.html')} is missing.\nThe readings are at /api/cab\n`),
    )
  }
  app.notFound((c) => c.text('not found\n', 404))
  return app
}
