import { createServer, type Server } from 'node:net'
import {
  type Ack,
  ALL_UP_FILTER,
  CLOUD_STATE_TOPIC,
  type Command,
  type DeviceState,
  type DocumentPart,
  type GeofencesMessage,
  joinDocument,
  LIMITS,
  type LiveHint,
  parseMessage,
  parseTopic,
  peekHeader,
  type SaltedDocument,
  serializeMessage,
  sm3,
  type TripMessage,
  toHex,
  topicFor,
  type WantedSettings,
} from '@coldrx/protocol'
import { Aedes } from 'aedes'
import mqtt, { type MqttClient } from 'mqtt'
import { onTestFinished } from 'vitest'
import { DEVICE } from './recorder-fixture.ts'

export interface TestBroker {
  readonly port: number
  readonly url: string
  /** return code of the next CONNACKs; 0: accepted */
  returnCode: number
  readonly connectAttempts: number
  stop(): Promise<void>
}

/** A real broker that lets everybody do everything. */
export async function startBroker(port = 0): Promise<TestBroker> {
  let attempts = 0
  const aedes = await Aedes.createBroker({
    concurrency: 0,
    authenticate: (client, _username, _password, done) => {
      if (client.id === DEVICE) attempts++
      if (broker.returnCode === 0 || client.id !== DEVICE) done(null, true)
      else done(Object.assign(new Error('refused'), { returnCode: broker.returnCode }), false)
    },
  })
  const server: Server = createServer(aedes.handle)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  const chosen = typeof address === 'object' && address !== null ? address.port : 0
  let stopped: Promise<void> | null = null
  const broker: TestBroker = {
    port: chosen,
    url: `mqtt://127.0.0.1:${chosen}`,
    returnCode: 0,
    get connectAttempts() {
      return attempts
    },
    stop: () => {
      stopped ??= new Promise<void>((resolve) => aedes.close(() => server.close(() => resolve())))
      return stopped
    },
  }
  onTestFinished(async () => await broker.stop())
  return broker
}

export interface FakeCloud {
  /** by epoch and n; the bytes of the first arrival */
  readonly frames: Map<string, Map<number, Uint8Array>>
  /** epoch/n of every arrival, in order */
  readonly arrivals: string[]
  /** epoch/n of arrivals whose bytes are not those of the first */
  readonly forks: string[]
  readonly births: DeviceState[]
  readonly hints: LiveHint[]
  /** by id; the first arrival */
  readonly documents: Map<string, SaltedDocument>
  /** id and part of every arrival */
  readonly documentParts: string[]
  /** whole files, by their SHA-256; whoever asks gets the next part */
  readonly releases: Map<string, Uint8Array>
  /** offset of every request for a part of a release */
  readonly releaseRequests: number[]
  /** whether documents are kept and acknowledged */
  keepsDocuments: boolean
  /** whether frames and births are answered */
  answering: boolean
  /** frames that get lost before they are stored */
  drops: (epoch: string, n: number) => boolean
  creditBytes: number
  sayState(online: boolean, session: string): Promise<void>
  ack(ack: Partial<Ack> & { readonly epoch: string }): Promise<void>
  command(command: Command): Promise<void>
  trip(message: TripMessage): Promise<void>
  geofences(message: GeofencesMessage): Promise<void>
  settings(message: WantedSettings | object): Promise<void>
  publish(topic: string, payload: string | Buffer): Promise<void>
  acknowledge(epoch: string, kept?: Ack['kept']): Promise<void>
}

/** The cloud's end of the wire, as small as it can be: keeps frames and says what it has. */
export async function startCloud(url: string): Promise<FakeCloud> {
  const client: MqttClient = await mqtt.connectAsync(url, { clientId: 'cloud', protocolVersion: 4, reconnectPeriod: 0 })
  onTestFinished(async () => await client.endAsync(true))
  const epochs = new Map<string, Map<number, Uint8Array>>()
  const cloud: FakeCloud = {
    frames: epochs,
    arrivals: [],
    forks: [],
    births: [],
    hints: [],
    documents: new Map(),
    documentParts: [],
    releases: new Map(),
    releaseRequests: [],
    keepsDocuments: true,
    answering: true,
    drops: () => false,
    creditBytes: 65_536,
    sayState: async (online, session) => {
      const payload = serializeMessage(CLOUD_STATE_TOPIC, { v: 1, online, session })
      await client.publishAsync(CLOUD_STATE_TOPIC, payload, { qos: 1, retain: true })
    },
    ack: async (ack) => {
      const whole = { through: -1, have: [], kept: [], creditBytes: cloud.creditBytes, ...ack }
      await client.publishAsync(topicFor(DEVICE, 'down/ack'), serializeMessage('down/ack', whole), { qos: 1 })
    },
    command: async (command) => {
      const payload = serializeMessage('down/command', command)
      await client.publishAsync(topicFor(DEVICE, 'down/command'), payload, { qos: 1 })
    },
    trip: async (message) => await cloud.publish(topicFor(DEVICE, 'down/trip'), JSON.stringify(message)),
    geofences: async (message) => await cloud.publish(topicFor(DEVICE, 'down/geofences'), JSON.stringify(message)),
    settings: async (message) => await cloud.publish(topicFor(DEVICE, 'down/settings'), JSON.stringify(message)),
    publish: async (topic, payload) => {
      await client.publishAsync(topic, payload, { qos: 1 })
    },
    acknowledge: async (epoch, kept = []) => await cloud.ack({ epoch, ...coverage(epochs.get(epoch)), kept }),
  }

  const parts = new Map<string, DocumentPart[]>()

  async function receivedPart(payload: Buffer): Promise<void> {
    const parsed = parseMessage('up/document', payload)
    if (!parsed.ok) throw new Error(parsed.problem)
    const part = parsed.message
    const { id, digest } = part
    cloud.documentParts.push(`${id}/${part.part}`)
    if (!cloud.keepsDocuments) return
    const gathered = [...(parts.get(id) ?? []).filter(({ part: other }) => other !== part.part), part]
    parts.set(id, gathered)
    if (gathered.length < part.parts) return
    const document = joinDocument(gathered)
    if (!cloud.documents.has(id)) cloud.documents.set(id, document)
    const ack = serializeMessage('down/document-ack', { v: 1, id, digest })
    await client.publishAsync(topicFor(DEVICE, 'down/document-ack'), ack)
  }

  async function received(topic: string, payload: Buffer): Promise<void> {
    const channel = parseTopic(topic)?.channel
    if (channel === 'up/frame') {
      const { epoch, n } = peekHeader(payload)
      cloud.arrivals.push(`${epoch}/${n}`)
      const frames = epochs.get(epoch) ?? new Map<number, Uint8Array>()
      epochs.set(epoch, frames)
      if (!cloud.answering || cloud.drops(epoch, n)) return
      if (!frames.has(n)) frames.set(n, Uint8Array.from(payload))
      else if (toHex(frames.get(n) ?? payload) !== toHex(payload)) cloud.forks.push(`${epoch}/${n}`)
      await cloud.acknowledge(epoch, [[n, toHex(sm3(payload).subarray(0, 8))]])
    }
    if (channel === 'up/document') await receivedPart(payload)
    if (channel === 'up/release') {
      const request = parseMessage('up/release', payload)
      if (!request.ok) throw new Error(request.problem)
      const { release, offset } = request.message
      cloud.releaseRequests.push(offset)
      const bytes = cloud.releases.get(release)?.subarray(offset, offset + LIMITS.releasePartBytes)
      if (bytes === undefined) return
      const part = { v: 1, release, offset, content: Buffer.from(bytes).toString('base64') } as const
      await client.publishAsync(topicFor(DEVICE, 'down/release'), serializeMessage('down/release', part))
    }
    if (channel === 'up/live') {
      const hint = parseMessage('up/live', payload)
      if (!hint.ok) throw new Error(hint.problem)
      cloud.hints.push(hint.message)
    }
    if (channel === 'up/state') {
      const birth = parseMessage('up/state', payload)
      if (!birth.ok) throw new Error(birth.problem)
      cloud.births.push(birth.message)
      if (!birth.message.online || !cloud.answering) return
      for (const { epoch } of birth.message.epochs) await cloud.acknowledge(epoch)
    }
  }

  client.on('message', (topic, payload) => {
    received(topic, payload).catch((error: unknown) => {
      // an answer that its broker did not live to see
      if (client.connected && !client.disconnecting) throw error
    })
  })
  await client.subscribeAsync(ALL_UP_FILTER, { qos: 1 })
  return cloud
}

function coverage(frames: ReadonlyMap<number, unknown> = new Map()): Pick<Ack, 'through' | 'have'> {
  let through = -1
  while (frames.has(through + 1)) through++
  const beyond = [...frames.keys()].filter((n) => n > through).sort((left, right) => left - right)
  return { through, have: beyond.map((n) => [n, n]) }
}
