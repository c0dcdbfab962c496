import { createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { DisconnectCause } from './back-off.ts'
import { connect } from './connection.ts'

const CONNECT = 0x10
const SUBSCRIBE = 0x82

interface FakeBroker {
  /** of the CONNACK; null: none is sent */
  readonly returnCode?: number | null
  /** granted QoS in the SUBACK; 128 denies it; null: none is sent */
  readonly granted?: number | null
  readonly afterConnect?: (socket: Socket) => void
  readonly afterPublish?: (socket: Socket) => void
}

/** Speaks as much MQTT as a connection needs to become ready, and then does what the test says. */
async function brokerUrl({ returnCode = 0, granted = 1, afterConnect, afterPublish }: FakeBroker): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      if (bytes[0] === CONNECT) {
        if (returnCode !== null) socket.write(Uint8Array.of(0x20, 2, 0, returnCode))
        afterConnect?.(socket)
      } else if (bytes[0] === SUBSCRIBE) {
        if (granted === null) return
        socket.write(Uint8Array.of(0x90, 3, bytes[2] ?? 0, bytes[3] ?? 0, granted))
      } else afterPublish?.(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => await new Promise<void>((resolve) => server.close(() => resolve())))
  const address = server.address()
  return `mqtt://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

function endOf(
  url: string,
  limits = { readyTimeoutMs: 5_000, keepaliveSeconds: 45 },
): Promise<{ readonly cause: DisconnectCause; readonly wasReady: boolean }> {
  return new Promise((resolve) => {
    let wasReady = false
    const connection = connect({
      url,
      device: 'tk001',
      secret: 'secret',
      subscriptions: ['down'],
      will: { topic: 'up', payload: '{}' },
      ...limits,
      listeners: {
        onReady: () => {
          wasReady = true
          connection.publish('up', '{}', 0)
        },
        onMessage: () => undefined,
        onClosed: (cause) => resolve({ cause, wasReady }),
      },
    })
  })
}

const fin = (socket: Socket): void => void socket.end()
const page = (socket: Socket): void =>
  void socket.end('HTTP/1.1 302 Found\r\nLocation: http://portal.example/\r\nContent-Length: 0\r\n\r\n')
const reset = (socket: Socket): void => void socket.resetAndDestroy()

test.each<[string, FakeBroker, DisconnectCause, boolean]>([
  ['a bad user or password', { returnCode: 4 }, 'refused', false],
  ['a device that is not authorised', { returnCode: 5 }, 'refused', false],
  ['a denied subscription', { granted: 128 }, 'refused', false],
  ['a broker that is not ready', { returnCode: 3 }, 'closed-by-server', false],
  ['a broker that sheds load before it answers', { returnCode: null, afterConnect: fin }, 'closed-by-server', false],
  ['a broker that ends the connection', { afterPublish: fin }, 'closed-by-server', true],
  ['a broker that was killed', { afterPublish: reset }, 'closed-by-server', true],
  ['a captive portal that answers by a page', { returnCode: null, afterConnect: page }, 'link-lost', false],
  ['a reset on the way, before the broker spoke', { returnCode: null, afterConnect: reset }, 'link-lost', false],
])('%s', async (_what, broker, cause, wasReady) => {
  expect(await endOf(await brokerUrl(broker))).toEqual({ cause, wasReady })
})

test('a port that nobody listens on, and a name that nobody knows', async () => {
  expect(await endOf('mqtt://127.0.0.1:1')).toEqual({ cause: 'not-listening', wasReady: false })
  expect(await endOf('mqtt://broker.invalid:1883')).toEqual({ cause: 'link-lost', wasReady: false })
})

test.each<[string, FakeBroker]>([
  ['a captive portal that takes the connection and says nothing', { returnCode: null }],
  ['a broker that never answers the subscription', { granted: null }],
])('%s', async (_what, broker) => {
  const limits = { readyTimeoutMs: 200, keepaliveSeconds: 45 }
  expect(await endOf(await brokerUrl(broker), limits)).toEqual({ cause: 'link-lost', wasReady: false })
})

test('a link that went dead while nothing was under way is noticed by its keepalive', async () => {
  // the broker of this test answers no PINGREQ
  const limits = { readyTimeoutMs: 60_000, keepaliveSeconds: 1 }
  expect(await endOf(await brokerUrl({}), limits)).toEqual({ cause: 'link-lost', wasReady: true })
})
