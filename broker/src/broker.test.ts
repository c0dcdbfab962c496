import { once } from 'node:events'
import { topicFor } from '@coldrx/protocol'
import type { IClientOptions, MqttClient } from 'mqtt'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { createBroker } from './broker.ts'
import { CredentialsFile } from './credentials.ts'
import { closed, startWorld } from './testing/broker-world.ts'
import { secretOf } from './testing/fleet.ts'
import { connectPacket } from './testing/packets.ts'

function received(client: MqttClient): string[] {
  const messages: string[] = []
  client.on('message', (topic, payload, { retain }) => {
    messages.push(`${topic} ${payload.toString()}${retain ? ' retained' : ''}`)
  })
  return messages
}

describe('a message', () => {
  test('goes from a device to the cloud and back, and to no other device', async () => {
    const { connect, count } = await startWorld()
    const [cloud, truck, other] = await Promise.all([connect('cloud'), connect('tk001'), connect('tk002')])
    const [atCloud, atTruck, atOther] = [received(cloud), received(truck), received(other)]
    await cloud.subscribeAsync('coldrx/v1/+/up/#', { qos: 1 })
    await truck.subscribeAsync('coldrx/v1/tk001/down/#', { qos: 1 })
    await other.subscribeAsync('coldrx/v1/tk002/down/#', { qos: 1 })

    await truck.publishAsync(topicFor('tk001', 'up/frame'), 'frame', { qos: 1 })
    await cloud.publishAsync(topicFor('tk001', 'down/ack'), 'ack', { qos: 1 })
    await cloud.publishAsync(topicFor('tk002', 'down/ack'), 'last', { qos: 1 })

    await expect.poll(() => atCloud).toEqual(['coldrx/v1/tk001/up/frame frame'])
    await expect.poll(() => atOther).toEqual(['coldrx/v1/tk002/down/ack last'])
    await expect.poll(() => atTruck).toEqual(['coldrx/v1/tk001/down/ack ack'])
    expect(await count('messages_in_total', { channel: 'up/frame' })).toBe(1)
    expect(await count('messages_out_total', { role: 'device' })).toBe(2)
    expect(await count('connected_clients', { role: 'device' })).toBe(2)
  })

  test('mixed QoS 0 and 1 of one device all arrive: the duplicate filter of aedes must not take one for the other', async () => {
    const { connect } = await startWorld()
    const [cloud, truck] = await Promise.all([connect('cloud'), connect('tk001')])
    const atCloud = received(cloud)
    await cloud.subscribeAsync('coldrx/v1/+/up/#', { qos: 1 })
    const sent: string[] = []
    for (let index = 0; index < 300; index += 1) {
      sent.push(`coldrx/v1/tk001/up/frame ${index}`, `coldrx/v1/tk001/up/live ${index}`)
      truck.publish(topicFor('tk001', 'up/frame'), `${index}`, { qos: 1 })
      truck.publish(topicFor('tk001', 'up/live'), `${index}`, { qos: 0 })
    }
    await expect.poll(() => atCloud.toSorted()).toEqual(sent.toSorted())
  })

  test('keeps its place among those of its device, however fast they come', async () => {
    const { connect } = await startWorld()
    const [cloud, truck] = await Promise.all([connect('cloud'), connect('tk001')])
    const atCloud = received(cloud)
    await cloud.subscribeAsync('coldrx/v1/+/up/#', { qos: 1 })
    const sent = Array.from({ length: 500 }, (_, index) => `coldrx/v1/tk001/up/frame ${index}`)
    for (const index of sent.keys()) truck.publish(topicFor('tk001', 'up/frame'), `${index}`, { qos: 1 })
    await expect.poll(() => atCloud.length).toBe(sent.length)
    expect(atCloud).toEqual(sent)
  })

  test('of trip or settings is kept for nobody: a device that comes later hears what is sent after its birth', async () => {
    const { connect } = await startWorld()
    const cloud = await connect('cloud')
    await cloud.publishAsync(topicFor('tk001', 'down/trip'), 'while it was away', { qos: 1 })
    cloud.on('message', (topic) => {
      if (topic === topicFor('tk001', 'up/state')) cloud.publish(topicFor('tk001', 'down/trip'), 'again', { qos: 1 })
    })
    await cloud.subscribeAsync('coldrx/v1/+/up/#', { qos: 0 })
    const truck = await connect('tk001')
    const atTruck = received(truck)
    await truck.subscribeAsync(topicFor('tk001', 'down/trip'), { qos: 1 })
    await truck.publishAsync(topicFor('tk001', 'up/state'), 'birth', { qos: 1 })
    await expect.poll(() => atTruck).toEqual(['coldrx/v1/tk001/down/trip again'])
  })

  test('the state of the cloud is retained for devices that come later', async () => {
    const { connect } = await startWorld()
    const cloud = await connect('cloud')
    await cloud.publishAsync('coldrx/v1/cloud/state', 'taking', { qos: 1, retain: true })
    const truck = await connect('tk001')
    const atTruck = received(truck)
    await truck.subscribeAsync('coldrx/v1/cloud/state', { qos: 1 })
    await expect.poll(() => atTruck).toEqual(['coldrx/v1/cloud/state taking retained'])
  })

  test('a will within the permissions is sent when its device vanishes', async () => {
    const { connect } = await startWorld()
    const cloud = await connect('cloud')
    const atCloud = received(cloud)
    await cloud.subscribeAsync('coldrx/v1/+/up/#', { qos: 1 })
    const will = { topic: topicFor('tk001', 'up/state'), payload: Buffer.from('gone'), qos: 1, retain: false } as const
    const truck = await connect('tk001', { will })
    truck.stream.destroy()
    await expect.poll(() => atCloud).toEqual(['coldrx/v1/tk001/up/state gone'])
  })
})

describe('a connection is refused', () => {
  const will = { payload: Buffer.from('gone'), qos: 0, retain: false } as const
  test.each<[string, string, IClientOptions, number, string]>([
    ['with a wrong secret', 'tk001', { password: 'wrong' }, 4, 'credentials'],
    ['of an unknown device', 'tk009', {}, 4, 'credentials'],
    ['with an empty secret', 'tk001', { password: '' }, 4, 'credentials'],
    ['under another client id', 'tk001', { clientId: 'tk002' }, 2, 'client-id'],
    ['with a client id that only begins as the device', 'tk001', { clientId: 'tk001-b' }, 2, 'client-id'],
    ['of a service under a strange client id', 'cloud', { clientId: 'other' }, 2, 'client-id'],
    ['of a service under the client id of a device', 'cloud', { clientId: 'cloud-truck' }, 2, 'client-id'],
    ['with a session to be kept', 'tk001', { clean: false }, 5, 'persistent-session'],
    ['with a will for another device', 'tk001', { will: { ...will, topic: 'coldrx/v1/tk002/up/state' } }, 5, 'will'],
    [
      'with a retained will',
      'tk001',
      { will: { ...will, topic: 'coldrx/v1/tk001/up/state', retain: true } },
      5,
      'will',
    ],
    ['in MQTT 3.1', 'tk001', { protocolId: 'MQIsdp', protocolVersion: 3 }, 1, 'protocol-version'],
    ['in MQTT 5', 'tk001', { protocolVersion: 5 }, 1, 'protocol-version'],
    ['without keepalive', 'tk001', { keepalive: 0 }, 5, 'keepalive'],
    ['with a long keepalive', 'tk001', { keepalive: 301 }, 5, 'keepalive'],
  ])('%s', async (_, name, options, code, cause) => {
    const { connect, count } = await startWorld({ devices: ['tk001', 'tk002', 'cloud-truck'] })
    await expect(connect(name, options)).rejects.toMatchObject({ code })
    expect(await count('refused_total', { action: 'connect', cause })).toBe(1)
    expect(await count('refused_total')).toBe(1)
    expect(await count('connected_clients')).toBe(0)
  })

  test('that gives no name at all', async () => {
    const { openSocket, count } = await startWorld()
    const socket = await openSocket()
    const answer = once(socket, 'data')
    socket.write(connectPacket({ clientId: 'tk001' }))
    expect(await answer).toEqual([Buffer.from([0x20, 2, 0, 4])])
    expect(await count('refused_total', { action: 'connect', cause: 'credentials' })).toBe(1)
  })

  test('instances of a service may connect side by side', async () => {
    const { connect, count } = await startWorld()
    await Promise.all([connect('cloud', { clientId: 'cloud-1' }), connect('cloud', { clientId: 'cloud-2' })])
    expect(await count('connected_clients', { role: 'cloud' })).toBe(2)
  })
})

describe('a refused publish closes the connection, is counted, and reaches nobody', () => {
  test.each([
    ['to another device', 'tk001', 'coldrx/v1/tk002/up/frame', {}, 'topic'],
    ['down', 'tk001', 'coldrx/v1/tk001/down/ack', {}, 'topic'],
    ['to $SYS', 'tk001', '$SYS/x/new/clients', {}, 'topic'],
    ['retained', 'tk001', 'coldrx/v1/tk001/up/state', { retain: true }, 'retained'],
    ['with QoS 2', 'tk001', 'coldrx/v1/tk001/up/frame', { qos: 2 }, 'qos'],
    ['up, by the cloud', 'cloud', 'coldrx/v1/tk001/up/frame', {}, 'topic'],
  ] as const)('%s', async (_, name, topic, options, cause) => {
    const { connect, count } = await startWorld()
    const cloud = await connect('cloud', { clientId: 'cloud-watching' })
    const atCloud = received(cloud)
    await cloud.subscribeAsync('coldrx/v1/+/up/#')
    const client = await connect(name)
    const gone = closed(client)
    client.publish(topic, 'x', { qos: 1, ...options })
    await gone
    expect(await count('refused_total', { action: 'publish', cause })).toBe(1)

    const truck = await connect('tk002')
    await truck.publishAsync(topicFor('tk002', 'up/live'), 'after')
    await expect.poll(() => atCloud).toEqual(['coldrx/v1/tk002/up/live after'])
  })
})

test('a refused subscription is answered with a failure, and the connection goes on', async () => {
  const { connect, count } = await startWorld()
  const truck = await connect('tk001')
  for (const filter of ['$share/a/coldrx/v1/tk001/down/ack', '$SYS/#', '#', 'coldrx/v1/tk002/down/ack']) {
    await expect(truck.subscribeAsync(filter)).rejects.toThrow('Unspecified error')
  }
  expect(await count('refused_total', { action: 'subscribe', cause: 'shared-subscription' })).toBe(1)
  expect(await count('refused_total', { action: 'subscribe' })).toBe(4)
  await truck.publishAsync(topicFor('tk001', 'up/live'), 'x', { qos: 1 })
})

describe('a second connection of one device', () => {
  test('takes over once it is authenticated', async () => {
    const { connect, count } = await startWorld()
    const first = await connect('tk001')
    const gone = closed(first)
    const second = await connect('tk001')
    await gone
    await second.publishAsync(topicFor('tk001', 'up/live'), 'x', { qos: 1 })
    expect(await count('takeovers_total')).toBe(1)
    await expect.poll(() => count('connected_clients', { role: 'device' })).toBe(1)
  })

  test('leaves the first alone when it is not', async () => {
    const { connect } = await startWorld()
    const first = await connect('tk001')
    await expect(connect('tk001', { password: 'wrong' })).rejects.toMatchObject({ code: 4 })
    await expect(connect('tk002', { clientId: 'tk001' })).rejects.toMatchObject({ code: 2 })
    await first.publishAsync(topicFor('tk001', 'up/live'), 'x', { qos: 1 })
  })

  test('leaves exactly one, however fast they follow each other', async () => {
    const { connect, count } = await startWorld()
    for (let round = 0; round < 20; round += 1) {
      const client = await connect('tk001')
      client.stream.destroy()
    }
    await connect('tk001')
    await expect.poll(() => count('connected_clients')).toBe(1)
  })
})

describe('a withdrawn credential ends its connection', () => {
  test('when the device is removed, or its secret replaced', async () => {
    const { connect, fleet } = await startWorld({ devices: ['tk001', 'tk002', 'tk003'] })
    const [removed, replaced, kept] = await Promise.all([connect('tk001'), connect('tk002'), connect('tk003')])
    const ended = Promise.all([closed(removed), closed(replaced)])
    fleet.register(['tk002', 'tk003'], { tk002: 'another secret' })
    await ended
    await kept.publishAsync(topicFor('tk003', 'up/live'), 'x', { qos: 1 })
    await expect(connect('tk002', { password: secretOf('tk002') })).rejects.toMatchObject({ code: 4 })
    await connect('tk002', { password: 'another secret' })
  })
})

describe('stop', () => {
  test('closes every connection, services last: the wills of the devices reach them; newcomers are refused', async () => {
    const devices = Array.from({ length: 30 }, (_, index) => `tk${index}`)
    const { connect, broker } = await startWorld({ devices })
    const cloud = await connect('cloud')
    const atCloud = received(cloud)
    await cloud.subscribeAsync('coldrx/v1/+/up/#', { qos: 1 })
    const ended = [closed(cloud)]
    for (const device of devices) {
      const will = { topic: topicFor(device, 'up/state'), payload: Buffer.from('gone'), qos: 1, retain: false } as const
      ended.push(closed(await connect(device, { will })))
    }
    const stopped = broker.stop()
    expect(broker.stop()).toBe(stopped)
    await expect(connect('cloud', { clientId: 'cloud-late' })).rejects.toThrow(/ECONNREFUSED|closed before CONNACK/)
    await stopped
    await Promise.all(ended)
    await expect
      .poll(() => atCloud.toSorted())
      .toEqual(devices.map((device) => `coldrx/v1/${device}/up/state gone`).toSorted())
    await expect(connect('tk0')).rejects.toThrow('ECONNREFUSED')
  })

  test('a half-made connection does not hold it up', async () => {
    const { openSocket, broker } = await startWorld()
    const socket = await openSocket()
    const gone = closed(socket)
    socket.write(Buffer.from([0x10, 0x20]))
    await broker.stop()
    await gone
    expect(socket.destroyed).toBe(true)
  })
})

test('a broker that was stopped before it was started does not open', async () => {
  const { fleet } = await startWorld()
  const log = pino({ level: 'silent' })
  const broker = createBroker({
    credentials: new CredentialsFile({ path: fleet.file, log }),
    log,
    listen: { host: '127.0.0.1', port: 0 },
  })
  await broker.stop()
  await expect(broker.start()).rejects.toThrow('the broker was stopped')
})
