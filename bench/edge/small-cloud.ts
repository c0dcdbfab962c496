import { createServer } from 'node:net'
import {
  ALL_UP_FILTER,
  CLOUD_STATE_TOPIC,
  decodeFrame,
  decodeSections,
  type Layout,
  parseLayoutDocument,
  parseMessage,
  parseTopic,
  serializeMessage,
  sm3,
  toHex,
  topicFor,
  toUtf8,
} from '@coldrx/protocol'
import { Aedes } from 'aedes'
import mqtt from 'mqtt'

export interface SmallCloud {
  readonly url: string
  /** numbers of channels in the frames that came, times apart */
  readonly readings: number
  readonly frames: number
  readonly hints: number
  stop(): Promise<void>
}

/** A real broker, and of the cloud as much as a device needs: each frame is answered as our cloud answers it. */
export async function startSmallCloud(device: string): Promise<SmallCloud> {
  const broker = await Aedes.createBroker({ concurrency: 0 })
  const server = createServer(broker.handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `mqtt://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  const client = await mqtt.connectAsync(url, { clientId: 'cloud', protocolVersion: 4, reconnectPeriod: 0 })
  let layout: Layout | null = null
  const through = new Map<string, number>()
  let readings = 0
  let frames = 0
  let hints = 0

  function acknowledge(epoch: string, kept: [number, string][]): void {
    const ack = { epoch, through: through.get(epoch) ?? -1, have: [], kept, creditBytes: 65_536 }
    client.publish(topicFor(device, 'down/ack'), serializeMessage('down/ack', ack))
  }

  client.on('message', (topic, payload) => {
    const channel = parseTopic(topic)?.channel
    if (channel === 'up/live') hints++
    if (channel === 'up/state') {
      const birth = parseMessage('up/state', payload)
      if (!birth.ok || !birth.message.online) return
      layout = parseLayoutDocument(toUtf8(birth.message.layoutText)).layout
      for (const { epoch } of birth.message.epochs) acknowledge(epoch, [])
    }
    if (channel !== 'up/frame' || layout === null) return
    const { header } = decodeFrame(payload)
    frames++
    readings += readingsIn(payload, layout)
    // frames of a truck that is never cut off arrive in order
    through.set(header.epoch, Math.max(header.n, through.get(header.epoch) ?? -1))
    acknowledge(header.epoch, [[header.n, toHex(sm3(payload).subarray(0, 8))]])
  })
  await client.subscribeAsync(ALL_UP_FILTER, { qos: 0 })
  const state = serializeMessage(CLOUD_STATE_TOPIC, { v: 1, online: true, session: 'bench' })
  await client.publishAsync(CLOUD_STATE_TOPIC, state, { qos: 1, retain: true })

  return {
    url,
    get readings() {
      return readings
    },
    get frames() {
      return frames
    },
    get hints() {
      return hints
    },
    async stop() {
      await client.endAsync(true)
      await new Promise<void>((resolve) => broker.close(() => server.close(() => resolve())))
    },
  }
}

function readingsIn(bytes: Uint8Array, layout: Layout): number {
  return decodeSections(decodeFrame(bytes), layout).reduce((sum, section) => {
    if (section.kind !== 'measurements') return sum
    const { columns } = section.measurements
    return sum + columns.reduce((of, { integers }) => of + integers.filter((integer) => integer !== null).length, 0)
  }, 0)
}
