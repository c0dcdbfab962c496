import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { topicFor } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import type { MqttClient } from 'mqtt'
import { within } from '../within.ts'
import { startBrokerAndCloud, writeBenchFleet } from './broker-and-cloud.ts'
import { connectDevice, sendUntilCommitted, sendUntilPublished, untilCloudIsOnline } from './clients.ts'
import { type DeviceLoad, READINGS_PER_FRAME } from './load.ts'
import { withPrograms } from './programs.ts'

const here = (file: string): string => new URL(file, import.meta.url).pathname
/** far beyond what any stage needs */
const STAGE_MS = 600_000
const fromSource = ['--import', 'tsx', '--conditions=source']

export interface ColdRxRun {
  readonly framesPerSecond: number
  /** with seals checked, and last values, summaries and alarms derived from the same frames */
  readonly caughtUpFramesPerSecond: number
  /** devices that heard no acknowledgement for 5 s and asked again */
  readonly askedAgain: number
}

/** ColdRx itself: broker and cloud as shipped, from the first publish to the acknowledgement of the last frame. */
export async function runColdRx(directory: string, loads: readonly DeviceLoad[]): Promise<ColdRxRun> {
  const fleet = writeBenchFleet(directory, loads)
  const frames = countFrames(loads)
  const run = await withPrograms(async (start): Promise<ColdRxRun> => {
    const { brokerUrl, cloud } = await startBrokerAndCloud(start, fleet)
    const cloudUrl = cloud.ready.split(' ').at(-1) ?? ''
    const clients = await connectAll('ColdRx', brokerUrl, loads, fleet.secret)
    await within('ColdRx, waiting for the cloud', STAGE_MS, Promise.all(clients.map(untilCloudIsOnline)))
    const startedMs = performance.now()
    const asked = await within(
      'ColdRx, committing',
      STAGE_MS,
      Promise.all(loads.map((load, at) => withClient(clients[at], (client) => sendUntilCommitted(client, load)))),
    )
    const committedMs = performance.now()
    await within('ColdRx, catching up', STAGE_MS, waitUntilCaughtUp(cloudUrl, frames))
    const caughtUpMs = performance.now()
    await disconnectAll(clients)
    return {
      framesPerSecond: (frames * 1_000) / (committedMs - startedMs),
      caughtUpFramesPerSecond: (frames * 1_000) / (caughtUpMs - startedMs),
      askedAgain: asked.reduce((sum, times) => sum + times, 0),
    }
  })
  assertSealsFit(join(fleet.store, 'telemetry.db'), frames)
  return run
}

async function connectAll(
  stage: string,
  url: string,
  loads: readonly DeviceLoad[],
  password: string,
): Promise<MqttClient[]> {
  const connecting = Promise.all(loads.map((load) => connectDevice(url, load, password)))
  return await within(`${stage}, connecting`, STAGE_MS, connecting)
}

async function disconnectAll(clients: readonly MqttClient[]): Promise<void> {
  // from here on an end of a connection is no failure
  for (const client of clients) client.removeAllListeners('close')
  await within('disconnecting', STAGE_MS, Promise.all(clients.map((client) => client.endAsync(true))))
}

/** "Caught up" means nothing where the chains were given up at their first frame. */
function assertSealsFit(telemetryPath: string, frames: number): void {
  const database = new Database(telemetryPath, { readonly: true })
  const fitting = database
    .prepare<[], { n: number }>('SELECT sum(sealed_through + 1) AS n FROM chains WHERE bad_seals = 0')
    .get()?.n
  const faults = database.prepare('SELECT device, fault_n, fault FROM chains WHERE fault IS NOT NULL').all()
  database.close()
  if (fitting !== frames || faults.length > 0) {
    throw new Error(`${fitting} of ${frames} seals fit; faults: ${JSON.stringify(faults)}`)
  }
}

/** (a) What aedes alone forwards with the same payload, published at QoS 1, to one subscriber in a process of its own. */
export async function runAedesAlone(
  loads: readonly DeviceLoad[],
  { subscriberQos }: { readonly subscriberQos: 0 | 1 },
): Promise<number> {
  const frames = countFrames(loads)
  const messagesOf = (load: DeviceLoad) => ({ topic: topicFor(load.device, 'up/frame'), payloads: load.frames })
  return await forwardAll({ kind: 'count', expected: frames, loads, messagesOf, subscriberQos })
}

/** (b) The classic design: a JSON message per reading, a row each, batched inserts. Readings per second. */
export async function runClassic(directory: string, loads: readonly DeviceLoad[]): Promise<number> {
  mkdirSync(directory, { recursive: true })
  const readings = countFrames(loads) * READINGS_PER_FRAME
  return await forwardAll({
    kind: 'classic',
    expected: readings,
    loads,
    subscriberQos: 1,
    file: join(directory, 'classic.db'),
    messagesOf: ({ device, frames }) => ({
      topic: `telemetry/${device}`,
      payloads: Array.from({ length: frames.length * READINGS_PER_FRAME }, (_, at) =>
        Buffer.from(
          JSON.stringify({
            device,
            channel: `p${at % 11}.temperature`,
            at: 1_780_000_000_000 + at * 60_000,
            value: 5 + (at % 17) / 10,
          }),
        ),
      ),
    }),
  })
}

/** (c) Equal blobs inserted with FULL, in transactions of 100: what the disk and SQLite give without a network. */
export function runRawInserts(directory: string, loads: readonly DeviceLoad[]): number {
  mkdirSync(directory, { recursive: true })
  const database = new Database(join(directory, 'raw.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE blobs (device TEXT, n INTEGER, bytes BLOB, PRIMARY KEY (device, n)) WITHOUT ROWID')
  const insert = database.prepare('INSERT INTO blobs VALUES (?, ?, ?)')
  const rows = loads.flatMap(({ device, frames }) => frames.map((bytes, n) => ({ device, n, bytes })))
  const store = database.transaction((batch: typeof rows) => {
    for (const { device, n, bytes } of batch) insert.run(device, n, bytes)
  })
  const startedMs = performance.now()
  for (let at = 0; at < rows.length; at += 100) store(rows.slice(at, at + 100))
  const seconds = (performance.now() - startedMs) / 1_000
  database.close()
  return rows.length / seconds
}

async function forwardAll({
  kind,
  expected,
  loads,
  messagesOf,
  subscriberQos,
  file = '',
}: {
  readonly kind: 'count' | 'classic'
  readonly expected: number
  readonly loads: readonly DeviceLoad[]
  readonly messagesOf: (load: DeviceLoad) => { topic: string; payloads: readonly Uint8Array[] }
  readonly subscriberQos: 0 | 1
  readonly file?: string
}): Promise<number> {
  return await withPrograms(async (start) => {
    const broker = await start([...fromSource, here('./aedes-alone.ts')])
    const url = `mqtt://127.0.0.1:${broker.ready.split(' ')[1]}`
    const subscriberArgs = [kind, url, String(subscriberQos), String(expected), file]
    const subscriber = await start([...fromSource, here('./subscriber.ts'), ...subscriberArgs])
    const messages = loads.map(messagesOf)
    const clients = await connectAll(kind, url, loads, '')
    const startedMs = performance.now()
    await within(
      `${kind}, publishing`,
      STAGE_MS,
      Promise.all(
        messages.map(({ topic, payloads }, at) =>
          withClient(clients[at], (client) => sendUntilPublished(client, topic, payloads)),
        ),
      ),
    )
    await within(`${kind}, the subscriber's last message`, STAGE_MS, subscriber.waitFor(/^done/))
    const seconds = (performance.now() - startedMs) / 1_000
    await disconnectAll(clients)
    return expected / seconds
  })
}

async function waitUntilCaughtUp(cloudUrl: string, frames: number): Promise<void> {
  for (;;) {
    const health = (await (await fetch(`${cloudUrl}/api/health`)).json()) as { cursors: Record<string, number> }
    if (Object.values(health.cursors).every((cursor) => cursor >= frames)) return
    await new Promise((wake) => setTimeout(wake, 20))
  }
}

async function withClient<T, R>(client: T | undefined, use: (client: T) => Promise<R>): Promise<R> {
  if (client === undefined) throw new Error('a device has no client')
  return await use(client)
}

const countFrames = (loads: readonly DeviceLoad[]): number => loads.reduce((sum, load) => sum + load.frames.length, 0)
