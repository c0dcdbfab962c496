import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createRandom } from '../../tooling/random.ts'
import { createPacketSplitter, type MqttPacket, packetId, withPacketId } from './mqtt-packets.ts'

export interface MqttManglerOptions {
  readonly target: { readonly host: string; readonly port: number }
  readonly seed: number
  /** How many of the frames are sent a second time, at once or behind later ones. */
  readonly duplicateShare?: number
  /** How many of the frames are held back behind later ones. */
  readonly reorderShare?: number
  /** A frame that no later one follows is sent after this time. */
  readonly longestHoldMs?: number
}

interface MqttManglerCounters {
  connections: number
  frames: number
  duplicated: number
  reordered: number
}

export interface MqttMangler {
  readonly counters: Readonly<MqttManglerCounters>
  start(): Promise<{ port: number }>
  stop(): Promise<void>
}

const FRAME_TOPIC = /^coldrx\/v1\/[^/]+\/up\/frame$/
/** Behind how many later frames one may be held. */
const MOST_OVERTAKING = 3

/**
 * Stands between a device and its broker and sends frames twice and out of order, repeatably by the seed. All packet
 * identifiers towards the broker are given anew here, so that a duplicate has one that the device does not use, and its
 * PUBACK is kept from the device. What is held when a connection ends is lost with it, as on a real link.
 */
export function createMqttMangler(options: MqttManglerOptions): MqttMangler {
  const counters: MqttManglerCounters = { connections: 0, frames: 0, duplicated: 0, reordered: 0 }
  const sockets = new Set<Socket>()

  function track(socket: Socket): void {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  }

  const server = createServer({ noDelay: true }, (device) => {
    counters.connections += 1
    const broker = connect({ ...options.target, noDelay: true })
    track(device)
    track(broker)
    mangle({ device, broker, counters, random: createRandom(`${options.seed}/${counters.connections}`), options })
  })

  return {
    counters,
    async start() {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      return { port: (server.address() as AddressInfo).port }
    },
    async stop() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function mangle({
  device,
  broker,
  counters,
  random,
  options: { duplicateShare = 0.2, reorderShare = 0.2, longestHoldMs = 200 },
}: {
  device: Socket
  broker: Socket
  counters: MqttManglerCounters
  random: () => number
  options: MqttManglerOptions
}): void {
  const split = { fromDevice: createPacketSplitter(), fromBroker: createPacketSplitter() }
  /** The device's identifier by the one given here; null for a duplicate. */
  const deviceIds = new Map<number, number | null>()
  const held: { packet: MqttPacket; isDuplicate: boolean; behind: number }[] = []
  let lastId = 0
  let timer: NodeJS.Timeout | undefined

  function giveId(deviceId: number | null): number {
    do lastId = (lastId % 0xffff) + 1
    while (deviceIds.has(lastId))
    deviceIds.set(lastId, deviceId)
    return lastId
  }

  function send(packet: MqttPacket, isDuplicate = false): void {
    const deviceId = packetId(packet)
    // The PUBACK of a message from the broker carries the broker's identifier.
    const keepsId = deviceId === undefined || packet.type === 'puback'
    const bytes = keepsId ? packet.bytes : withPacketId(packet, giveId(isDuplicate ? null : deviceId))
    if (!broker.write(bytes)) device.pause()
  }

  function release(ready: (held: { behind: number }) => boolean): void {
    for (const entry of held.splice(0)) {
      if (ready(entry)) send(entry.packet, entry.isDuplicate)
      else held.push(entry)
    }
  }

  function releaseAll(): void {
    clearTimeout(timer)
    release(() => true)
  }

  function hold(packet: MqttPacket, isDuplicate: boolean): void {
    held.push({ packet, isDuplicate, behind: 1 + Math.floor(random() * MOST_OVERTAKING) })
  }

  function takeFrame(packet: MqttPacket): void {
    counters.frames += 1
    for (const entry of held) entry.behind -= 1
    const isReordered = random() < reorderShare
    if (isReordered) {
      counters.reordered += 1
      hold(packet, false)
    } else {
      send(packet)
    }
    release(({ behind }) => behind <= 0)
    if (random() < duplicateShare) {
      counters.duplicated += 1
      if (random() < 0.5) send(packet, true)
      else hold(packet, true)
    }
    clearTimeout(timer)
    if (held.length > 0) timer = setTimeout(releaseAll, longestHoldMs)
  }

  function fromDevice(packet: MqttPacket): void {
    // The four steps of QoS 2 share one identifier; the protocol has no use for it.
    if (packet.qos === 2) throw new Error('QoS 2 cannot be mangled')
    if (packet.type === 'publish' && FRAME_TOPIC.test(packet.topic ?? '')) {
      takeFrame(packet)
      return
    }
    if (packet.type === 'disconnect') releaseAll()
    send(packet)
  }

  function fromBroker(packet: MqttPacket): void {
    if (packet.type === 'puback' || packet.type === 'suback' || packet.type === 'unsuback') {
      const givenId = packetId(packet) ?? 0
      const deviceId = deviceIds.get(givenId)
      deviceIds.delete(givenId)
      if (deviceId === undefined) throw new Error(`the broker acknowledges ${givenId}, which is not under way`)
      if (deviceId === null) return
      if (!device.write(withPacketId(packet, deviceId))) broker.pause()
      return
    }
    if (!device.write(packet.bytes)) broker.pause()
  }

  function end(error?: Error): void {
    clearTimeout(timer)
    for (const socket of [device, broker]) {
      if (error === undefined) socket.destroySoon()
      else socket.resetAndDestroy()
    }
  }

  function pump(from: Socket, to: Socket, take: (bytes: Buffer) => void): void {
    from.on('data', (bytes: Buffer) => {
      try {
        take(bytes)
      } catch (error) {
        end(error instanceof Error ? error : new Error(String(error)))
        throw error
      }
    })
    to.on('drain', () => from.resume())
    from.on('error', end)
    from.once('close', () => end())
  }

  device.once('end', releaseAll)
  pump(device, broker, (bytes) => split.fromDevice(bytes).forEach(fromDevice))
  pump(broker, device, (bytes) => split.fromBroker(bytes).forEach(fromBroker))
}
