import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { CloudProxy } from './cloud-proxy.ts'
import type { PagesConfig } from './config.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { StaticFiles } from './static-files.ts'

const HOST = '127.0.0.1'
const GRACE_MS = 2_000

const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
}

export interface PagesServer {
  readonly url: string
  stop(): Promise<void>
}

export class PortTakenError extends Error {
  override readonly name = 'PortTakenError'
}

/** The built pages at one address together with what the cloud answers, so that a cookie of this origin suffices. */
export async function startPagesServer({ port, cloud, pages, tiles }: PagesConfig): Promise<PagesServer> {
  const dispatch = new StaticFiles(join(pages, 'dispatch'))
  const proxy = new CloudProxy({ cloud })
  const settings = JSON.stringify({ tiles: tiles ?? null })
  const policy = contentSecurityPolicy(tiles?.url.startsWith('https:') ? new URL(tiles.url).origin : undefined)

  function handle(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value)
    response.setHeader('Content-Security-Policy', policy)
    const path = pathOf(request.url ?? '/')
    if (path === undefined) {
      response.writeHead(400, { 'Content-Type': 'text/plain' }).end('bad address\n')
    } else if (isOfCloud(path)) {
      proxy.handle(request, response)
    } else if (path === '/settings.json') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(settings)
    } else {
      dispatch.serve(request, response, path).catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
        response.destroy()
      })
    }
  }

  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 10_000 }, handle)
  const boundPort = await listen(server, port)
  let stopped: Promise<void> | undefined
  return {
    url: `http://${HOST}:${boundPort}`,
    stop() {
      stopped ??= close(server, () => proxy.endStreams())
      return stopped
    },
  }
}

/** The interface, its description, and what OAuth clients go by (RFC 8414); everything else is ours. */
const OF_CLOUD = ['/api', '/openapi.json', '/docs', '/oauth', '/.well-known']

function isOfCloud(path: string): boolean {
  return OF_CLOUD.some((place) => path === place || path.startsWith(`${place}/`))
}

/** undefined: not an address that our pages could have. */
function pathOf(url: string): string | undefined {
  if (!url.startsWith('/') || url.startsWith('//')) return undefined
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '/')
  } catch {
    return undefined
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new PortTakenError(`port ${port} is taken by another program`, { cause: error }) : error)
    })
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port))
  })
}

function close(server: Server, endStreams: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS)
    server.close((error) => {
      clearTimeout(grace)
      if (error === undefined) resolve()
      else reject(error)
    })
    endStreams()
    server.closeIdleConnections()
  })
}
