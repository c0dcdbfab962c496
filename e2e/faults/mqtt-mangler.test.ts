import { type Credentials, createBroker } from '@coldrx/broker'
import { topicFor } from '@coldrx/protocol'
import mqtt, { type MqttClient } from 'mqtt'
import { expect, onTestFinished, test } from 'vitest'
import { createMqttMangler, type MqttManglerOptions } from './mqtt-mangler.ts'

const FRAME = topicFor('tk001', 'up/frame')

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Everybody is who they say. */
const credentials: Credentials = {
  authenticate: (name) => ({ role: name === 'cloud' ? 'cloud' : 'device', name, secretHash: '' }),
  isDevice: (name) => name !== 'cloud',
  isCurrent: () => true,
  onChange: () => () => undefined,
}

async function setup(options: Partial<MqttManglerOptions> = {}) {
  const broker = createBroker({ credentials, log: SILENT, listen: { host: '127.0.0.1', port: 0 } })
  const target = { host: '127.0.0.1', port: (await broker.start()).port }
  const mangler = createMqttMangler({ target, seed: 1, ...options })
  const { port } = await mangler.start()
  const clients: MqttClient[] = []
  const connect = async (to: number, name: string) => {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${to}`, {
      protocolVersion: 4,
      clientId: name,
      username: name,
      password: 'any',
      reconnectPeriod: 0,
    })
    client.on('error', () => undefined)
    clients.push(client)
    return client
  }
  onTestFinished(async () => {
    await Promise.all(clients.map((client) => client.endAsync(true)))
    await mangler.stop()
    await mangler.stop()
    await broker.stop()
  })
  const cloud = await connect(target.port, 'cloud')
  const arrived: string[] = []
  cloud.on('message', (topic, payload) => {
    arrived.push(topic === FRAME ? payload.toString() : topic)
  })
  await cloud.subscribeAsync('coldrx/v1/+/up/#', { qos: 1 })
  return { mangler, cloud, arrived, broker, device: await connect(port, 'tk001') }
}

function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index}`)
}

test.each([0, 1] as const)('frames of QoS %i arrive twice and out of order, and none is lost', async (qos) => {
  const { mangler, arrived, device } = await setup()
  const frames = numbers(500)
  let acknowledged = 0
  device.on('packetreceive', ({ cmd }) => {
    if (cmd === 'puback') acknowledged += 1
  })
  // mqtt.js settles each publish by its own identifier.
  await Promise.all(frames.map((frame) => device.publishAsync(FRAME, frame, { qos })))
  const { counters } = mangler
  await expect.poll(() => arrived.length - counters.duplicated).toBe(500)
  expect(new Set(arrived)).toEqual(new Set(frames))
  expect(counters).toMatchObject({ connections: 1, frames: 500 })
  expect(acknowledged).toBe(qos === 1 ? 500 : 0)
  expect(counters.duplicated).toBeGreaterThan(50)
  expect(counters.reordered).toBeGreaterThan(50)
  const overtaken = arrived.filter((frame, index) => Number(frame) > Number(arrived[index + 1] ?? Infinity))
  expect(overtaken.length).toBeGreaterThan(50)
})

test('the same seed mangles in the same way, another in another', async () => {
  const order = async (seed: number) => {
    const { arrived, device, mangler } = await setup({ seed, longestHoldMs: 5_000 })
    for (const frame of numbers(60)) device.publish(FRAME, frame, { qos: 0 })
    await device.publishAsync(topicFor('tk001', 'up/state'), '', { qos: 1 })
    // The end of the connection brings out what is still held.
    await device.endAsync()
    await expect.poll(() => arrived.length - mangler.counters.duplicated).toBe(61)
    return arrived.filter((entry) => !entry.includes('/')).join(' ')
  }
  const first = await order(1)
  expect(await order(1)).toBe(first)
  expect(await order(2)).not.toBe(first)
})

test('a last frame that is held back comes by itself', async () => {
  const { arrived, device, mangler } = await setup({ reorderShare: 1, duplicateShare: 0, longestHoldMs: 20 })
  await device.publishAsync(FRAME, 'last', { qos: 1 })
  await expect.poll(() => arrived).toEqual(['last'])
  expect(mangler.counters.reordered).toBe(1)
})

test('only frames are mangled, and both directions work', async () => {
  const { arrived, device, cloud, mangler } = await setup({ reorderShare: 1, duplicateShare: 1 })
  const answers: string[] = []
  device.on('message', (_, payload) => {
    answers.push(payload.toString())
  })
  await device.subscribeAsync('coldrx/v1/tk001/down/#', { qos: 1 })
  for (const answer of numbers(20)) await cloud.publishAsync(topicFor('tk001', 'down/ack'), answer, { qos: 1 })
  await expect.poll(() => answers).toEqual(numbers(20))
  for (let count = 0; count < 20; count += 1) {
    await device.publishAsync(topicFor('tk001', 'up/live'), Buffer.alloc(100_000), { qos: 1 })
  }
  await device.unsubscribeAsync('coldrx/v1/tk001/down/#')
  await expect.poll(() => arrived).toEqual(Array.from({ length: 20 }, () => topicFor('tk001', 'up/live')))
  expect(mangler.counters).toMatchObject({ frames: 0, duplicated: 0, reordered: 0 })
})

test('an end of either side ends the other', async () => {
  const { device, broker } = await setup()
  const gone = new Promise<void>((resolve) => {
    device.once('close', () => resolve())
  })
  await broker.stop()
  await gone
  expect(device.connected).toBe(false)
})

test('after all of these, no socket is left', async () => {
  const openSockets = () => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP'))
  await expect.poll(openSockets).toEqual([])
})
