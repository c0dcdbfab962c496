import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'

export interface MetricsServer {
  start(): Promise<{ port: number }>
  stop(): Promise<void>
}

/** `GET /metrics` in the Prometheus text format. */
export function createMetricsServer({
  registry,
  host,
  port,
}: {
  registry: Registry
  host: string
  port: number
}): MetricsServer {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  return {
    async start() {
      server.listen(port, host)
      await once(server, 'listening')
      return { port: (server.address() as AddressInfo).port }
    },
    async stop() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
