import { LIMITS, serializeMessage, splitDocument, topicFor } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { closed, startWorld } from './testing/broker-world.ts'
import { secretOf } from './testing/fleet.ts'
import { connectPacket, fixedHeader } from './testing/packets.ts'

const MEBIBYTE = 1024 * 1024

test('a packet one byte over the limit is cut, at the limit it passes', async () => {
  const { connect, count } = await startWorld({ limits: { maxPacketBytes: 1_000 } })
  const topic = topicFor('tk001', 'up/frame')
  // Topic length, packet id and payload: what MQTT counts as the remaining length.
  const largestPayload = 1_000 - 2 - topic.length - 2
  const truck = await connect('tk001')
  await truck.publishAsync(topic, Buffer.alloc(largestPayload), { qos: 1 })
  const gone = closed(truck)
  truck.publish(topic, Buffer.alloc(largestPayload + 1), { qos: 1 })
  await gone
  expect(await count('cut_total', { guard: 'packet-size' })).toBe(1)
})

test('the largest part of a document, trip and settings pass under the limits that are set by default', async () => {
  const { connect } = await startWorld()
  const [cloud, truck] = await Promise.all([connect('cloud'), connect('tk001')])
  const [upward, downward]: [number[], number[]] = [[], []]
  cloud.on('message', (_topic, payload) => upward.push(payload.length))
  truck.on('message', (_topic, payload) => downward.push(payload.length))
  await cloud.subscribeAsync('coldrx/v1/+/up/#', { qos: 0 })
  await truck.subscribeAsync('coldrx/v1/tk001/down/+', { qos: 1 })
  const salt = new Uint8Array(16)
  const document = { id: 'document-1', kind: 'handover', salt, bytes: new Uint8Array(LIMITS.documentBytes) }
  const parts = splitDocument(document).map((part) => serializeMessage('up/document', part))
  for (const part of parts) truck.publish(topicFor('tk001', 'up/document'), part, { qos: 1 })
  for (const channel of ['down/trip', 'down/geofences', 'down/settings'] as const) {
    await cloud.publishAsync(topicFor('tk001', channel), Buffer.alloc(LIMITS.downlinkBytes), { qos: 1 })
  }
  await expect.poll(() => upward).toEqual(parts.map((part) => part.length))
  await expect.poll(() => downward).toEqual([LIMITS.downlinkBytes, LIMITS.downlinkBytes, LIMITS.downlinkBytes])
})

test('a publish of 64 MiB is cut long before it is buffered, and the others go on', async () => {
  const { connect, count } = await startWorld()
  const [cloud, attacker, truck] = await Promise.all([connect('cloud'), connect('tk001'), connect('tk002')])
  let delivered = 0
  cloud.on('message', () => {
    delivered += 1
  })
  await cloud.subscribeAsync('coldrx/v1/+/up/#', { qos: 1 })
  const gone = closed(attacker)
  // The length is written by hand: mqtt.js would hold the whole payload in this process too.
  const length = 64 * MEBIBYTE
  const chunk = Buffer.alloc(64 * 1024)
  const stream = attacker.stream
  stream.write(fixedHeader(0x30, length))
  let written = 0
  const pump = () => {
    while (!stream.destroyed && written < length) {
      written += chunk.length
      if (!stream.write(chunk)) {
        stream.once('drain', pump)
        return
      }
    }
  }
  pump()
  for (let index = 0; index < 50; index += 1) {
    await truck.publishAsync(topicFor('tk002', 'up/frame'), Buffer.alloc(8_192), { qos: 1 })
  }
  await gone
  await expect.poll(() => delivered).toBe(50)
  expect(await count('cut_total', { guard: 'packet-size' })).toBe(1)
  // What the socket buffers of the kernel take is sent, the rest has nowhere to go.
  expect(written).toBeLessThan(16 * MEBIBYTE)
})

test('a stranger may send no more than a small first packet', async () => {
  const { openSocket, count } = await startWorld({ limits: { maxConnectPacketBytes: 200 } })
  const socket = await openSocket()
  const gone = closed(socket)
  socket.write(connectPacket({ clientId: 'tk001', secret: Buffer.alloc(300) }))
  await gone
  expect(await count('cut_total', { guard: 'packet-size' })).toBe(1)
})

test('garbage instead of MQTT ends its connection only', async () => {
  const { openSocket, connect, count } = await startWorld()
  const truck = await connect('tk001')
  const socket = await openSocket()
  const gone = closed(socket)
  socket.write('GET / HTTP/1.1\r\n\r\n')
  await gone
  expect(await count('cut_total', { guard: 'invalid-packet' })).toBe(1)
  await truck.publishAsync(topicFor('tk001', 'up/live'), 'x', { qos: 1 })
})

test('a connection that says nothing is cut', async () => {
  const { openSocket, count } = await startWorld({ limits: { connectTimeoutMs: 30 } })
  await closed(await openSocket())
  expect(await count('cut_total', { guard: 'connect-timeout' })).toBe(1)
})

test('a client that misses its keepalive is cut', async () => {
  const { openSocket, count } = await startWorld()
  const socket = await openSocket()
  const gone = closed(socket)
  socket.resume()
  socket.write(connectPacket({ clientId: 'tk001', secret: secretOf('tk001'), keepaliveSeconds: 1 }))
  await gone
  expect(await count('cut_total', { guard: 'keepalive-timeout' })).toBe(1)
})

test('connections over the limit are dropped, and taken again when one has gone', async () => {
  const { connect, count } = await startWorld({ limits: { maxConnections: 1 } })
  const first = await connect('tk001')
  await expect(connect('tk002')).rejects.toThrow(/closed before CONNACK|ECONNRESET|EPIPE/)
  await expect.poll(() => count('refused_total', { cause: 'connection-limit' })).toBe(1)
  await first.endAsync()
  await expect
    .poll(() =>
      connect('tk002').then(
        (client) => client.connected,
        () => false,
      ),
    )
    .toBe(true)
})

test('connections faster than the rate are dropped', async () => {
  const { connect, count } = await startWorld({ limits: { connectsPerSecond: 0.001, connectBurst: 1 } })
  await connect('tk001')
  await expect(connect('tk002')).rejects.toThrow(/closed before CONNACK|ECONNRESET|EPIPE/)
  expect(await count('refused_total', { cause: 'connect-rate' })).toBe(1)
})

test('one address that connects too fast is refused before it uses up what all share', async () => {
  const { connect, count } = await startWorld({
    limits: { connectsPerSecondAndAddress: 0.001, connectBurstOfAddress: 1 },
  })
  await connect('tk001')
  await expect(connect('tk002')).rejects.toThrow(/closed before CONNACK|ECONNRESET|EPIPE/)
  expect(await count('refused_total', { cause: 'address-rate' })).toBe(1)
})

test('one address may not fill the broker with connections that say nothing', async () => {
  const { connect, openSocket, count } = await startWorld({ limits: { maxStrangersOfAddress: 2 } })
  // Who has said who it is does not count.
  const truck = await connect('tk001')
  const silent = await Promise.all([openSocket(), openSocket()])
  await closed(await openSocket())
  expect(await count('refused_total', { cause: 'address-strangers' })).toBe(1)
  for (const socket of silent) socket.destroy()
  await expect
    .poll(() =>
      connect('tk002').then(
        () => true,
        () => false,
      ),
    )
    .toBe(true)
  expect(truck.connected).toBe(true)
})
