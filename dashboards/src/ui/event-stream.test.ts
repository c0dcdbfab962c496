import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type EventStream, openEventStream, type StreamState } from './event-stream.ts'

let server: Server
let connections: ServerResponse[]
let stream: EventStream | undefined

beforeEach(async () => {
  connections = []
  server = createServer((_, response) => {
    connections.push(response)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('event: greeting\ndata: hello\n\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(() => {
  stream?.stop()
  server.closeAllConnections()
  server.close()
})

test('a connection that stays open and goes quiet is given up and made anew', async () => {
  const states: StreamState[] = []
  let events = 0
  let heard = 0
  stream = openEventStream({
    url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    onEvent: () => {
      events += 1
    },
    onHeard: () => {
      heard += 1
    },
    onState: (state) => states.push(state),
    silenceLimitMs: 200,
    retryDelayMs: () => 0,
    network: new EventTarget(),
  })
  await expect.poll(() => events, { timeout: 30_000 }).toBeGreaterThanOrEqual(2)
  expect(states.join(' ')).toMatch(/open (retrying )+open/)
  expect(heard).toBeGreaterThanOrEqual(2)
  expect(connections.length).toBeGreaterThanOrEqual(2)
})
