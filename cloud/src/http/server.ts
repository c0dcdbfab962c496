import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import type { ApiEnv } from './guards.ts'

const HOST = '127.0.0.1'
/** An answer under way may finish; a reader that has stopped reading may not hold up the end. */
const GRACE_MS = 2_000

export interface HttpServer {
  readonly url: string
  /** Takes no new connection at once; resolves when the last is closed. */
  stop(): Promise<void>
}

export class PortTakenError extends Error {
  override readonly name = 'PortTakenError'
}

export async function startHttpServer({ app, port }: { app: Hono<ApiEnv>; port: number }): Promise<HttpServer> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: HOST,
    createServer,
    serverOptions: { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 10_000 },
  }) as Server
  const boundPort = await listen(server, port)
  let stopped: Promise<void> | undefined
  return {
    url: `http://${HOST}:${boundPort}`,
    stop: () => {
      stopped ??= close(server)
      return stopped
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new PortTakenError(`port ${port} is taken by another program`, { cause: error })
          : error,
      )
    })
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS)
    server.close((error) => {
      clearTimeout(grace)
      if (error === undefined) resolve()
      else reject(error)
    })
    server.closeIdleConnections()
  })
}
