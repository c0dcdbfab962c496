import { topicFor } from '@coldrx/protocol'
import type { MqttClient } from 'mqtt'
import { expect, onTestFinished, test } from 'vitest'
import { closed, startWorld } from './testing/broker-world.ts'
import { secretOf } from './testing/fleet.ts'
import { connectPacket, publishPacket, subscribePacket } from './testing/packets.ts'

const MEBIBYTE = 1024 * 1024
const PAYLOAD = Buffer.alloc(64 * 1024)

/** Connects, subscribes, and never reads again. */
async function connectAndFreeze(world: Awaited<ReturnType<typeof startWorld>>, name: string, filter: string) {
  const socket = await world.openSocket()
  const answered = new Promise<void>((resolve) => {
    socket.on('data', (bytes) => {
      // The SUBACK ends with the granted QoS.
      if (bytes.includes(0x90)) resolve()
    })
  })
  socket.write(connectPacket({ clientId: name, secret: secretOf(name) }))
  socket.write(subscribePacket(filter))
  await answered
  socket.pause()
  return socket
}

test('a truck that does not read is cut, and never holds back what the cloud sends to the others', async () => {
  const world = await startWorld({ limits: { drainTimeoutMs: 3_600_000 } })
  const frozen = await connectAndFreeze(world, 'tk001', 'coldrx/v1/tk001/down/#')
  const [cloud, healthy] = await Promise.all([world.connect('cloud'), world.connect('tk002')])
  let atHealthy = 0
  healthy.on('message', () => {
    atHealthy += 1
  })
  await healthy.subscribeAsync('coldrx/v1/tk002/down/#', { qos: 1 })
  let sent = 0
  // Far more than kernel and broker may hold for one connection.
  while ((await world.count('cut_total', { guard: 'unsent-bytes' })) === 0 && sent < 1_000) {
    await cloud.publishAsync(topicFor('tk001', 'down/settings'), PAYLOAD, { qos: 1 })
    await cloud.publishAsync(topicFor('tk002', 'down/ack'), 'ack', { qos: 1 })
    sent += 1
  }
  expect(await world.count('cut_total', { guard: 'unsent-bytes' })).toBe(1)
  await expect.poll(() => atHealthy).toBe(sent)
  await expect.poll(() => world.count('connected_clients', { role: 'device' })).toBe(1)
  frozen.destroy()
})

/** Offers `count` frames on the bare stream: mqtt.js would keep each one that is not acknowledged. */
function offerFrames(truck: MqttClient, count: number, device = 'tk001'): void {
  const packet = publishPacket(topicFor(device, 'up/frame'), PAYLOAD)
  const { stream } = truck
  let offered = 0
  const pump = () => {
    while (!stream.destroyed && offered < count) {
      offered += 1
      if (!stream.write(packet)) {
        stream.once('drain', pump)
        return
      }
    }
  }
  pump()
}

test('a cloud that does not read holds its publishers back instead of filling memory, then it is cut', async () => {
  const world = await startWorld({ limits: { drainTimeoutMs: 1_000 } })
  const frozen = await connectAndFreeze(world, 'cloud', 'coldrx/v1/+/up/#')
  const truck = await world.connect('tk001')
  offerFrames(truck, (400 * MEBIBYTE) / PAYLOAD.length)
  await expect.poll(() => world.count('cut_total', { guard: 'drain-timeout' }), { timeout: 20_000 }).toBe(1)
  frozen.destroy()
  // Held back: the kernel buffers of two sockets and one read, not all that was offered.
  expect(await world.count('messages_in_total')).toBeLessThan((64 * MEBIBYTE) / PAYLOAD.length)
  const gone = closed(truck)
  truck.stream.destroy()
  await gone
})

test('a cloud that reads slowly is not cut, however long its buffer is never empty', async () => {
  const world = await startWorld({ limits: { drainTimeoutMs: 1_000, maxInFlightBytes: 64 * MEBIBYTE } })
  const slow = await connectAndFreeze(world, 'cloud', 'coldrx/v1/+/up/#')
  const truck = await world.connect('tk001')
  const count = (40 * MEBIBYTE) / PAYLOAD.length
  offerFrames(truck, count)
  await expect.poll(() => truck.stream.writableLength).toBe(0)
  let bytesAtCloud = 0
  slow.on('data', (bytes: Buffer) => {
    bytesAtCloud += bytes.length
    slow.pause()
  })
  // one read of 64 KiB at most at a time: the whole takes longer than twice the timeout
  const reading = setInterval(() => slow.resume(), 4)
  onTestFinished(() => clearInterval(reading))
  await expect.poll(() => bytesAtCloud, { timeout: 30_000 }).toBeGreaterThanOrEqual(40 * MEBIBYTE)
  expect(await world.count('cut_total', { guard: 'drain-timeout' })).toBe(0)
})

test('publishers that were held back go on when the cloud reads again, and nothing is missing', async () => {
  const world = await startWorld()
  const frozen = await connectAndFreeze(world, 'cloud', 'coldrx/v1/+/up/#')
  const truck = await world.connect('tk001')
  const count = (40 * MEBIBYTE) / PAYLOAD.length
  offerFrames(truck, count)
  await expect.poll(() => truck.stream.writableNeedDrain).toBe(true)
  let bytesAtCloud = 0
  frozen.on('data', (bytes: Buffer) => {
    bytesAtCloud += bytes.length
  })
  frozen.resume()
  await expect.poll(() => bytesAtCloud, { timeout: 20_000 }).toBeGreaterThanOrEqual(40 * MEBIBYTE)
  await expect.poll(() => world.count('messages_in_total')).toBe(count)
})

test('a fleet that waits for the cloud is held back as a whole, others connect meanwhile, and all of it goes on', async () => {
  // One frame of one truck is all that may wait, however many trucks offer theirs.
  const devices = ['tk001', 'tk002', 'tk003']
  const world = await startWorld({
    limits: { maxTotalInFlightBytes: 1 },
    devices: [...devices, 'tk004'],
  })
  const frozen = await connectAndFreeze(world, 'cloud', 'coldrx/v1/+/up/#')
  const trucks = await Promise.all(devices.map((device) => world.connect(device)))
  const count = (16 * MEBIBYTE) / PAYLOAD.length
  trucks.forEach((truck, at) => {
    offerFrames(truck, count, devices[at])
  })
  await expect.poll(() => trucks.every((truck) => truck.stream.writableNeedDrain)).toBe(true)
  const late = await world.connect('tk004')
  expect(late.connected).toBe(true)
  let bytesAtCloud = 0
  frozen.on('data', (bytes: Buffer) => {
    bytesAtCloud += bytes.length
  })
  frozen.resume()
  await expect.poll(() => bytesAtCloud, { timeout: 30_000 }).toBeGreaterThanOrEqual(48 * MEBIBYTE)
  await expect.poll(() => world.count('messages_in_total')).toBe(3 * count)
})
