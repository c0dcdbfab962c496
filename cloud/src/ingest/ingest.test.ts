import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Ack,
  CLOUD_STATE_TOPIC,
  type CloudState,
  type Command,
  createLayoutDocument,
  type DeviceState,
  type DocumentAck,
  type DocumentPart,
  LIMITS,
  parseMessage,
  type SaltedDocument,
  serializeMessage,
  sm3,
  splitDocument,
  type TripMessage,
  toHex,
  topicFor,
  toUtf8,
} from '@coldrx/protocol'
import { Aedes } from 'aedes'
import mqtt, { type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type BusinessDatabase, openBusinessDatabase } from '../business-database/business-database.ts'
import { createDocumentStore, type DocumentStore } from '../documents/document-store.ts'
import type { Accepted, FrameLog, KeptLayout } from '../frames/frame-log.ts'
import { SqliteFrameLog } from '../frames/sqlite-frame-log.ts'
import { systemClock } from '../lib/clock.ts'
import { ensureFieldKeys } from '../lib/field-keys-file.ts'
import { silentLog } from '../lib/log.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import type { DeviceReport } from '../telemetry/connections.ts'
import type { Hint } from '../telemetry/read-model.ts'
import { FAKE_LAYOUT, FakeTruck } from '../testing/fake-truck.ts'
import { BrokerConnection } from './broker-connection.ts'
import { Ingest } from './ingest.ts'

class TestBroker {
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #aedes: Aedes | undefined
  port = 0

  /** called for each message before it is handed on and acknowledged */
  onPublish: (topic: string) => Promise<void> | void = () => {}

  async start(): Promise<void> {
    const aedes = await Aedes.createBroker({
      concurrency: 0,
      authorizePublish: (_client, { topic }, done) => {
        void Promise.resolve(this.onPublish(topic)).then(() => done(null))
      },
    })
    this.#aedes = aedes
    const server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
      aedes.handle(socket)
    })
    this.#server = server
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve))
    this.port = (server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => (this.#server === undefined ? resolve() : this.#server.close(() => resolve())))
    await new Promise<void>((resolve) => (this.#aedes === undefined ? resolve() : this.#aedes.close(() => resolve())))
  }
}

class Heard {
  readonly connections: [string, boolean][] = []
  readonly layouts: string[] = []
  readonly hints: Hint[] = []
  readonly accepted: Accepted[] = []
  lost = 0
  framesCommitted = (accepted: Accepted): number => this.accepted.push(accepted)
  layoutNamed = (device: string, hash: string): number => this.layouts.push(`${device} ${hash}`)
  layoutKept = ({ hash }: { hash: string }): number => this.layouts.push(`new ${hash}`)
  connectionChanged = (device: string, online: boolean): number => this.connections.push([device, online])
  allConnectionsLost = (): void => {
    this.lost++
  }
  hintArrived = (hint: Hint): number => this.hints.push(hint)
  readonly reports: [string, DeviceReport][] = []
  deviceReported = (device: string, { link, notRecording }: DeviceReport): number =>
    this.reports.push([device, { ...(link && { link }), ...(notRecording && { notRecording }) }])
}

describe('ingest', () => {
  let directory: string
  let broker: TestBroker
  let frameLog: FrameLog
  let business: BusinessDatabase
  let documents: DocumentStore
  let documentAcks: DocumentAck[]
  let trips: TripMessage[]
  let ingest: Ingest
  let heard: Heard
  let device: MqttClient
  let truck: FakeTruck
  let acks: Ack[]
  let commands: Command[]
  let states: CloudState[]

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'coldrx-ingest-'))
    broker = new TestBroker()
    await broker.start()
    frameLog = await SqliteFrameLog.open(join(directory, 'frames.db'))
    business = await openBusinessDatabase({ path: join(directory, 'business.db') })
    const sealedFields = createSealedFields(ensureFieldKeys(join(directory, 'field-keys.json')))
    documents = createDocumentStore({ db: business, sealedFields })
    heard = new Heard()
    ingest = createIngest(frameLog)
    truck = new FakeTruck()
    acks = []
    documentAcks = []
    trips = []
    commands = []
    states = []
    device = await connectDevice()
    ingest.start()
    await untilOnline()
  })

  afterEach(async () => {
    await ingest.stop()
    await frameLog.close()
    await business.close()
    await device.endAsync(true)
    await broker.stop()
    await rm(directory, { recursive: true })
  })

  async function untilOnline(): Promise<void> {
    await vi.waitFor(() => {
      if (states.at(-1)?.online !== true) throw new Error('the cloud has not said that it is there')
    })
  }

  function createIngest(log: FrameLog, onFailure = (error: unknown): void => void Promise.reject(error)): Ingest {
    return new Ingest({
      brokerUrl: `mqtt://127.0.0.1:${broker.port}`,
      brokerSecret: 'secret',
      frameLog: log,
      listener: heard,
      documents,
      clock: systemClock,
      log: silentLog,
      onFailure,
      random: () => 0,
    })
  }

  async function connectDevice(): Promise<MqttClient> {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, { clientId: 'tk001', reconnectPeriod: 0 })
    client.on('error', () => {})
    client.on('message', (topic, payload) => {
      if (topic === CLOUD_STATE_TOPIC) states.push(read(CLOUD_STATE_TOPIC, payload))
      else if (topic.endsWith('down/document-ack')) documentAcks.push(read('down/document-ack', payload))
      else if (topic.endsWith('down/trip')) trips.push(read('down/trip', payload))
      else if (topic.endsWith('down/ack')) acks.push(read('down/ack', payload))
      else commands.push(read('down/command', payload))
    })
    await client.subscribeAsync([CLOUD_STATE_TOPIC, topicFor('tk001', 'down/ack').replace(/ack$/, '+')])
    return client
  }

  function read<T extends Parameters<typeof parseMessage>[0]>(topic: T, payload: Uint8Array) {
    const parsed = parseMessage(topic, payload)
    if (!parsed.ok) throw new Error(parsed.problem)
    return parsed.message
  }

  const send = (bytes: Uint8Array): Promise<unknown> =>
    device.publishAsync(topicFor('tk001', 'up/frame'), Buffer.from(bytes), { qos: 1 })

  const birth = (change: Partial<Extract<DeviceState, { online: true }>> = {}): Promise<unknown> =>
    device.publishAsync(
      topicFor('tk001', 'up/state'),
      serializeMessage('up/state', {
        v: 1,
        online: true,
        device: 'tk001',
        agentVersion: '0.1.0',
        boot: 1,
        epochs: [
          { epoch: truck.epoch, nextN: 1, acknowledgedThrough: -1 },
          { epoch: '000000000001', nextN: 0, acknowledgedThrough: -1 },
        ],
        layoutHash: toHex(truck.layout.hash),
        layoutText: new TextDecoder().decode(truck.layout.bytes),
        ...change,
      }),
      { qos: 1 },
    )

  it('acknowledges after the commit, and answers a duplicate with the current state', async () => {
    const frames = [truck.open(), truck.frame({ monotonicMs: 1, events: [{ monotonicMs: 1, code: 'x' }] })]
    const [first, second] = frames.map((bytes, n): [number, string] => [n, toHex(sm3(bytes).subarray(0, 8))])
    const committed = { epoch: truck.epoch, through: 1, have: [], creditBytes: 65_536 }
    for (const bytes of frames) await send(bytes)
    await vi.waitFor(() => expect(acks.at(-1)).toMatchObject(committed))
    expect(acks.flatMap(({ kept }) => kept)).toEqual([first, second])
    expect(await frameLog.lastPosition()).toBe(2)
    acks.length = 0
    await send(frames[0] ?? new Uint8Array())
    await vi.waitFor(() => expect(acks).toEqual([{ ...committed, kept: [first] }]))
    expect(await frameLog.lastPosition()).toBe(2)
  })

  it('answers a birth for every epoch that it names, and keeps the layout document', async () => {
    await send(truck.open())
    await birth()
    await vi.waitFor(() =>
      expect(acks.slice(-2).map(({ epoch, through }) => [epoch, through])).toEqual([
        [truck.epoch, 0],
        ['000000000001', -1],
      ]),
    )
    expect((await frameLog.keptLayouts()).map(({ hash }) => hash)).toEqual([toHex(truck.layout.hash)])
    expect(heard.connections).toEqual([['tk001', true]])
    const hash = toHex(truck.layout.hash)
    expect(heard.layouts).toEqual([`new ${hash}`, `tk001 ${hash}`])
    await device.publishAsync(topicFor('tk001', 'up/state'), '{"v":1,"online":false}')
    await vi.waitFor(() => expect(heard.connections.at(-1)).toEqual(['tk001', false]))
  })

  it('answers births of one device one after the other, those that pile up by the newest', async () => {
    const asked: string[] = []
    let release: () => void = () => {}
    const slow: FrameLog = Object.create(frameLog, {
      keepLayout: {
        value: async (layout: KeptLayout) => {
          asked.push(layout.hash)
          await new Promise<void>((resolve) => {
            release = resolve
          })
          return frameLog.keepLayout(layout)
        },
      },
      acknowledgement: { value: (of: string, epoch: string) => frameLog.acknowledgement(of, epoch) },
    })
    await ingest.stop()
    ingest = createIngest(slow)
    states.length = 0
    ingest.start()
    await untilOnline()
    const epochs = (at: number) => [{ epoch: `00000000000${at}`, nextN: 0, acknowledgedThrough: -1 }]
    for (let at = 1; at <= 5; at++) await birth({ epochs: epochs(at) })
    await device.publishAsync(topicFor('tk001', 'up/live'), '{}')
    await vi.waitFor(() => expect(ingest.counts.refused).toBe(1))
    expect(asked).toHaveLength(1)
    release()
    await vi.waitFor(() => expect(acks.map(({ epoch }) => epoch)).toEqual(['000000000001', '000000000005']))
  })

  it('keeps a bounded number of layouts of one device', async () => {
    for (let at = 0; at < 66; at++) {
      const { bytes, hash } = createLayoutDocument({ ...FAKE_LAYOUT, asset: { kind: 'truck', name: `${at}` } })
      acks.length = 0
      await birth({ layoutHash: toHex(hash), layoutText: new TextDecoder().decode(bytes) })
      await vi.waitFor(() => expect(acks).toHaveLength(2))
    }
    expect(await frameLog.keptLayouts()).toHaveLength(64)
    expect(ingest.counts.refused).toBe(2)
  })

  it('tells the device of a fork to open a new epoch, and keeps what both sent', async () => {
    const twin = new FakeTruck({ key: truck.key })
    await send(truck.open())
    await send(twin.open({ monotonicMs: 77 }))
    await vi.waitFor(() => expect(commands).toEqual([{ type: 'open-epoch', epoch: truck.epoch, n: 0, reason: 'fork' }]))
    expect(await frameLog.counts()).toMatchObject({ frames: 1, forks: 1 })
  })

  it('counts hostile input and goes on', async () => {
    await send(toUtf8('no frame'))
    await send(new FakeTruck({ device: 'tk002' }).open())
    await device.publishAsync(topicFor('tk001', 'up/live'), '{"v":1}')
    await device.publishAsync(topicFor('tk001', 'up/live'), `${hintText()}${' '.repeat(32_768)}`)
    await device.publishAsync(topicFor('tk001', 'up/state'), Buffer.alloc(200_000))
    await device.publishAsync('coldrx/v1/cloud/up/frame', 'x')
    await birth({ device: 'tk002' })
    await birth({ layoutHash: '0000000000000000' })
    await vi.waitFor(() => expect(ingest.counts).toMatchObject({ refused: 6, quarantined: 2 }))
    await send(truck.open())
    await vi.waitFor(() => expect(acks.at(-1)?.through).toBe(0))
    expect(await frameLog.keptLayouts()).toEqual([])
  })

  const hintText = (besides: DeviceReport = {}): string =>
    serializeMessage('up/live', {
      ...besides,
      ...{ v: 1, wallMs: 5, clock: 'gnss', layoutHash: toHex(truck.layout.hash) },
      samples: { power: { value: 1, mark: 'ok' } },
      outOfRangeSince: { c1: 3 },
    })

  const sendPart = (part: DocumentPart): Promise<unknown> =>
    device.publishAsync(topicFor('tk001', 'up/document'), serializeMessage('up/document', part), { qos: 1 })
  const largeDocument = (id: string, word = '签'): SaltedDocument => ({
    ...{ id, kind: 'handover', salt: Uint8Array.from({ length: 16 }, (_, at) => at) },
    bytes: toUtf8(JSON.stringify({ picture: word.repeat(30_000) })),
  })

  it('puts a document together from parts in any order, and acknowledges it after the commit, again at each repeat', async () => {
    const [first, second, third] = splitDocument(largeDocument('document-1'))
    if (first === undefined || second === undefined || third === undefined) throw new Error('three parts')
    for (const part of [third, first, first]) await sendPart(part)
    await sendPart(second)
    const { id, digest } = first
    await vi.waitFor(() => expect(documentAcks).toEqual([{ v: 1, id, digest }]))
    const [kept] = await documents.ofId('tk001', id)
    expect(kept).toMatchObject({ device: 'tk001', kind: 'handover', digest })
    expect(Buffer.compare(kept?.bytes ?? new Uint8Array(), largeDocument(id).bytes)).toBe(0)
    for (const part of [first, second, third]) await sendPart(part)
    await vi.waitFor(() => expect(documentAcks).toHaveLength(2))
    expect(await documents.ofId('tk001', id)).toHaveLength(1)
  })

  it('keeps a second document of one id beside the first', async () => {
    const both = [largeDocument('document-1'), largeDocument('document-1', '名')]
    for (const document of both) for (const part of splitDocument(document)) await sendPart(part)
    await vi.waitFor(() => expect(documentAcks).toHaveLength(2))
    expect(await documents.ofId('tk001', 'document-1')).toHaveLength(2)
  })

  it('refuses parts that give no document, and goes on', async () => {
    const [first, second, third] = splitDocument(largeDocument('document-1'))
    if (first === undefined || second === undefined || third === undefined) throw new Error('three parts')
    for (const part of [first, second, { ...third, content: btoa('x') }]) await sendPart(part)
    const noJson = { ...largeDocument('document-2'), bytes: toUtf8('no JSON') }
    for (const part of splitDocument(noJson)) await sendPart(part)
    await device.publishAsync(topicFor('tk001', 'up/document'), Buffer.alloc(70_000))
    await device.publishAsync(topicFor('tk001', 'up/document'), '{}')
    await vi.waitFor(() => expect(ingest.counts.refused).toBe(4))
    // begun again in parts of another size, as on a link that has become slow
    const [begun] = splitDocument(largeDocument('document-1'))
    if (begun !== undefined) await sendPart(begun)
    for (const part of splitDocument(largeDocument('document-1'), LIMITS.documentSmallPartBytes)) await sendPart(part)
    await vi.waitFor(() => expect(documentAcks).toHaveLength(1))
  })

  it('acknowledges no document that could not be committed; its device sends it again', async () => {
    await business.close()
    for (const part of splitDocument(largeDocument('document-1'))) await sendPart(part)
    await send(truck.open())
    await vi.waitFor(() => expect(acks.at(-1)?.through).toBe(0))
    await ingest.stop()
    expect(documentAcks).toEqual([])
  })

  it('tells of births, so that a device that was away is sent what it missed', async () => {
    const message: TripMessage = { v: 1, revision: 3, trip: null }
    const stopListening = ingest.onBirth(({ device: born, tripRevision }) => {
      if (tripRevision !== 3) void ingest.publishTrip(born, message)
    })
    await birth({ tripRevision: null })
    await vi.waitFor(() => expect(trips).toEqual([message]))
    await birth({ tripRevision: 3 })
    stopListening()
    await birth({ tripRevision: null })
    await vi.waitFor(() => expect(acks).toHaveLength(6))
    expect(trips).toEqual([message])
  })

  it('sends no trip that no device takes', async () => {
    const zh = '站'.repeat(64)
    const stop = {
      ...{ name: { zh, en: zh }, address: '址'.repeat(200), position: { latitude: 31, longitude: 121 } },
      ...{ geofenceRadiusMetres: 200, windowFromMs: 1, windowToMs: 2 },
    }
    const trip: TripMessage['trip'] = {
      ...{ id: 't1', number: 'T1', revision: 1, state: 'released', plannedDepartureMs: 1 },
      stops: [{ ...stop, id: 's1', state: 'planned' }],
      shipments: Array.from({ length: 200 }, (_, at) => ({
        ...{ id: `h${at}`, number: `W${at}`, consignee: zh, goods: { zh, en: zh }, compartment: 'c1' },
        boxes: Array.from({ length: 50 }, (__, box) => `box-${box}`),
        ...{
          range: { minCelsius: 2, maxCelsius: 8 },
          timeBudgetMinutes: 1,
          fromStop: 's1',
          toStop: 's1',
          state: 'assigned',
        },
      })),
    }
    await expect(ingest.publishTrip('tk001', { v: 1, revision: 1, trip })).rejects.toThrow(
      `a device takes ${LIMITS.downlinkBytes}`,
    )
  })

  it('hands hints on', async () => {
    await device.publishAsync(topicFor('tk001', 'up/live'), hintText())
    await vi.waitFor(() =>
      expect(heard.hints).toEqual([
        {
          device: 'tk001',
          atMs: 5,
          clock: 'gnss',
          samples: { power: { value: 1, mark: 'ok' } },
          outOfRangeSinceMs: { c1: 3 },
        },
      ]),
    )
  })

  it('hands on what a truck says of itself, by a birth and by hints', async () => {
    const link = { budgetBytesPerDay: 10_000_000, spentBytes: 12_345 }
    const notRecording = { sinceMs: 4, problem: 'database or disk is full' }
    await birth({ link })
    await device.publishAsync(topicFor('tk001', 'up/live'), hintText({ notRecording }))
    await device.publishAsync(topicFor('tk001', 'up/live'), hintText())
    await vi.waitFor(() =>
      expect(heard.reports).toEqual([
        ['tk001', { link }],
        ['tk001', { notRecording }],
        ['tk001', {}],
      ]),
    )
  })

  it('comes back after the broker, as a new session', async () => {
    await ingest.publishCommand('tk001', { type: 'watch', leaseMs: 1_000 })
    await vi.waitFor(() => expect(commands).toHaveLength(1))
    const [before] = states
    await device.endAsync(true)
    await broker.stop()
    await vi.waitFor(() => expect(heard.lost).toBe(1))
    await broker.start()
    states.length = 0
    device = await connectDevice()
    await vi.waitFor(() => expect(states.at(-1)?.online).toBe(true), { timeout: 10_000 })
    expect(states.at(-1)?.session).not.toBe(before?.session)
    await send(truck.open())
    await vi.waitFor(() => expect(acks.at(-1)?.through).toBe(0))
  })

  it('says again that it is there when the will of an older connection says that it is not', async () => {
    await vi.waitFor(() => expect(states.at(-1)?.online).toBe(true))
    const session = states.at(-1)?.session
    const stale = serializeMessage(CLOUD_STATE_TOPIC, { v: 1, online: false, session: 'half-open' })
    await device.publishAsync(CLOUD_STATE_TOPIC, stale, { qos: 1, retain: true })
    await vi.waitFor(() => expect(states.at(-2)).toMatchObject({ online: false, session: 'half-open' }))
    expect(states.at(-1)).toMatchObject({ online: true, session })
  })

  it('leaves the trucks to another instance when it ends, and hands the state on at once', async () => {
    const other = createIngest(frameLog)
    other.start()
    const before = states.at(-1)?.session
    await vi.waitFor(() => expect(new Set(states.map(({ session }) => session)).size).toBe(2))
    const session = states.at(-1)?.session
    expect(session).not.toBe(before)
    await send(truck.open())
    // each has committed it or found it committed, and says so
    await vi.waitFor(() => expect(acks).toMatchObject([{ through: 0 }, { through: 0 }]))
    await ingest.stop()
    await vi.waitFor(() =>
      expect(states.slice(-2)).toMatchObject([
        { online: false, session: before },
        { online: true, session },
      ]),
    )
    await send(truck.frame({ rows: [{ monotonicMs: 60_000, samples: { 'p1.temperature': 4 } }] }))
    await vi.waitFor(() => expect(acks.at(-1)?.through).toBe(1))
    await other.stop()
  })

  it('says that it goes even when it had not heard yet that it is announced', async () => {
    await ingest.stop()
    let release: (() => void) | undefined
    broker.onPublish = (topic) =>
      topic === CLOUD_STATE_TOPIC
        ? new Promise((resolve) => {
            release = resolve
          })
        : undefined
    const connection = new BrokerConnection({
      url: `mqtt://127.0.0.1:${broker.port}`,
      secret: 'secret',
      log: silentLog,
      onMessage: () => {},
      onConnected: () => {},
      onDisconnected: () => {},
    })
    states.length = 0
    connection.start()
    await vi.waitFor(() => expect(release).toBeDefined())
    const said = connection.announceOffline()
    broker.onPublish = () => {}
    release?.()
    await vi.waitFor(() => expect(states.at(0)?.online).toBe(true))
    await said
    await vi.waitFor(() => expect(states.at(-1)?.online).toBe(false))
    await connection.stop()
  })

  it('says that it goes, and has committed and acknowledged all by then', async () => {
    const frames = [
      truck.open(),
      ...Array.from({ length: 200 }, (_, at) =>
        truck.frame({ monotonicMs: at, events: [{ monotonicMs: at, code: 'x' }] }),
      ),
    ]
    const sent = Promise.all(frames.map(send))
    await vi.waitFor(() => expect(acks.length).toBeGreaterThan(0))
    await ingest.stop()
    await sent
    await vi.waitFor(() => expect(states.at(-1)?.online).toBe(false))
    const { through } = await frameLog.acknowledgement('tk001', truck.epoch)
    await vi.waitFor(() => expect(acks.at(-1)?.through).toBe(through))
  })

  it('acknowledges nothing that the log could not write, and says so', async () => {
    await ingest.stop()
    const failures: unknown[] = []
    const broken: FrameLog = Object.create(frameLog, {
      accept: { value: () => Promise.reject(new Error('disk full')) },
    })
    ingest = createIngest(broken, (error) => failures.push(error))
    states.length = 0
    ingest.start()
    await vi.waitFor(() => expect(states.at(-1)?.online).toBe(true))
    await send(truck.open())
    await vi.waitFor(() => expect(failures).toEqual([new Error('disk full')]))
    expect(acks).toEqual([])
  })
})
