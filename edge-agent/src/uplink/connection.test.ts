import { createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { DisconnectCause } from './back-off.ts'
import { connect } from './connection.ts'

const CONNECT = 0x10
const SUBSCRIBE = 0x82

interface FakeBroker {
  /** of the CONNACK; null: none is sent */
  readonly returnCode?: number | null
  /** granted QoS in the SUBACK; 128 denies it */
  readonly granted?: number
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
        socket.write(Uint8Array.of(0x90, 3, bytes[2] ?? 0, bytes[3] ?? 0, granted))
      } else afterPublish?.(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => await new Promise<void>((resolve) => server.close(() => resolve())))
  const address = server.address()
  return `mqtt://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

function endOf(url: string): Promise<{ readonly cause: DisconnectCause; readonly wasReady: boolean }> {
  return new Promise((resolve) => {
    let wasReady = false
    const connection = connect({
      url,
      device: 'tk001',
      secret: 'secret',
      subscriptions: ['down'],
      will: { topic: 'up', payload: '{}' },
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
const reset = (socket: Socket): void => void socket.resetAndDestroy()

test.each<[string, FakeBroker, DisconnectCause, boolean]>([
  ['a bad user or password', { returnCode: 4 }, 'refused', false],
  ['a device that is not authorised', { returnCode: 5 }, 'refused', false],
  ['a denied subscription', { granted: 128 }, 'refused', false],
  ['a broker that is not ready', { returnCode: 3 }, 'closed-by-server', false],
  ['a broker that sheds load before it answers', { returnCode: null, afterConnect: fin }, 'closed-by-server', false],
  ['a broker that ends the connection', { afterPublish: fin }, 'closed-by-server', true],
  ['a broker that was killed', { afterPublish: reset }, 'closed-by-server', true],
  ['a reset on the way, before the broker spoke', { returnCode: null, afterConnect: reset }, 'link-lost', false],
])('%s', async (_what, broker, cause, wasReady) => {
  expect(await endOf(await brokerUrl(broker))).toEqual({ cause, wasReady })
})

test.each(['mqtt://127.0.0.1:1', 'mqtt://broker.invalid:1883'])('nobody at %s is a link that is lost', async (url) => {
  expect(await endOf(url)).toEqual({ cause: 'link-lost', wasReady: false })
})
