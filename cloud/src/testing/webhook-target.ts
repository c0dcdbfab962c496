import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TargetPolicy } from '../webhooks/target-addresses.ts'

export interface Told {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A receiver on this machine, which answers as the test wants. */
export async function startWebhookTarget() {
  const told: Told[] = []
  const target = {
    told,
    answer: (_told: Told, response: ServerResponse): void => {
      response.end()
    },
  }
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body }
      told.push(one)
      target.answer(one, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(target, {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}

/** Targets on this machine are allowed, and every name is one of them. */
export const LOCAL_TARGETS: TargetPolicy = {
  protocols: ['http:'],
  allowsAddress: (address) => address === '127.0.0.1',
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
}

/** As a receiver checks it, by the words of the specification and not by our code. */
export function isSigned({ headers, body }: Told, secret: string): boolean {
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(text).digest('base64')}`
}
