import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Log } from '../buses/line.ts'
import type { CabActions } from './cab-actions.ts'
import { createCabApp } from './cab-app.ts'
import type { CabFeed } from './cab-feed.ts'
import type { PairingGuard } from './pairing-guard.ts'

const PORTS_TO_TRY = 20

export interface CabServer {
  readonly port: number
  stop(): Promise<void>
}

/** Listens on the port, or on the next free one after it; a port of 0 is any. */
export async function startCabServer({
  feed,
  pages,
  actions,
  guard,
  host,
  port,
  log,
}: {
  readonly feed: CabFeed
  readonly pages: string
  readonly actions: CabActions
  readonly guard: PairingGuard | null
  readonly host: string
  readonly port: number
  readonly log: Log
}): Promise<CabServer> {
  const app = createCabApp({ feed, pages, actions, guard })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  const chosen = await listen(server, host, port)
  if (port !== 0 && chosen !== port) log.warn({ wanted: port, chosen }, 'the port of the cab page was taken')
  return {
    port: chosen,
    async stop() {
      feed.close()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        // pages keep their feed and idle connections open for ever
        server.closeAllConnections()
      })
    },
  }
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  for (let candidate = port; ; candidate++) {
    try {
      return await listenOn(server, host, candidate)
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!isTaken || candidate >= Math.min(port + PORTS_TO_TRY, 65_535)) throw error
    }
  }
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}
