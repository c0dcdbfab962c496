import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Ack, ALL_UP_FILTER, parseMessage, topicFor } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import mqtt from 'mqtt'
import { createTcpProxy } from '../../e2e/faults/tcp-proxy.ts'
import { RECORDER_FILE, type Recorder, Uplink } from '../../edge-agent/src/index.ts'
import { startBrokerAndCloud, writeBenchFleet } from '../ingest/broker-and-cloud.ts'
import type { DeviceLoad } from '../ingest/load.ts'
import { withPrograms } from '../ingest/programs.ts'
import { within } from '../within.ts'
import { minuteEntry, openWeek, WEEK_LAYOUT, type WeekOffline } from './week-offline.ts'

const EVENT_EVERY_MS = 400
const HINT_EVERY_MS = 250
const LEAST_EVENTS = 5

/** What lies between truck and broker, each way. */
export interface Link {
  readonly delayMs: number
  /** absent: as fast as the machine is */
  readonly bytesPerSecond?: number
}

export interface CatchUp {
  readonly frames: number
  readonly frameBytes: number
  /** until the cloud had acknowledged all that waited, or null when `limitMs` passed before */
  readonly caughtUpMs: number | null
  /** of what waited, still there at the end */
  readonly framesLeft: number
  /** from the making of a frame with an event to the acknowledgement of its commit */
  readonly eventDelaysMs: readonly number[]
  /** from a sample to the subscriber that stands for the cloud's feed */
  readonly hintDelaysMs: readonly number[]
  readonly mostUnderWayBytes: number
  /** over the link, of MQTT */
  readonly bytesUp: number
  readonly bytesDown: number
  /** what was sent, as a load for others to forward */
  readonly load: DeviceLoad
}

/** The uplink with a real recorder, our broker and our cloud as shipped, after days without a network. */
export async function catchUp({
  directory,
  week,
  link,
  limitMs,
}: {
  readonly directory: string
  /** is copied, and stays as it is */
  readonly week: WeekOffline
  readonly link: Link
  readonly limitMs: number
}): Promise<CatchUp> {
  const truck = join(directory, 'truck')
  cpSync(week.directory, truck, { recursive: true })
  const { device, key } = week
  const startMs = Date.now()
  const recorder = await openWeek({ ...week, directory: truck }, startMs)
  const load = loadOf(join(truck, RECORDER_FILE), week)
  const fleet = writeBenchFleet(directory, [{ device, publicKey: key.publicKey }], ['cloud', 'observer'])
  const { secret } = fleet

  return await withPrograms(async (start) => {
    const { brokerUrl } = await startBrokerAndCloud(start, fleet)
    const proxy = createTcpProxy({ target: { host: '127.0.0.1', port: Number(new URL(brokerUrl).port) } })
    const { port } = await proxy.start()
    proxy.delay(link.delayMs)
    if (link.bytesPerSecond !== undefined) proxy.limit(link.bytesPerSecond)
    const observer = await mqtt.connectAsync(brokerUrl, {
      ...{ clientId: 'observer', username: 'observer', password: secret, protocolVersion: 4, reconnectPeriod: 0 },
    })
    const hintDelaysMs: number[] = []
    observer.on('message', (topic, payload) => {
      if (topic !== topicFor(device, 'up/live')) return
      const hint = parseMessage('up/live', payload)
      if (hint.ok) hintDelaysMs.push(Date.now() - hint.message.wallMs)
    })
    await observer.subscribeAsync(ALL_UP_FILTER, { qos: 0 })

    const watched = watchRecorder(recorder)
    const begunMs = performance.now()
    const now = () => {
      const monotonicMs = Math.round(performance.now() - begunMs)
      return { monotonicMs, wallMs: Date.now(), clock: 'gnss' as const }
    }
    const silent = (): void => undefined
    const uplink = new Uplink({
      ...{ broker: { url: `mqtt://127.0.0.1:${port}`, secret }, device, agentVersion: 'bench' },
      ...{ document: WEEK_LAYOUT, recorder: watched.recorder, now, random: Math.random },
      log: { debug: silent, info: silent, warn: silent },
    })
    const { framesWaiting } = await recorder.status()
    const samples = new Map([['p1.temperature', { integer: 51, mark: 'ok' as const }]])
    let sample = 0
    const hints = setInterval(() => {
      // ten degrees to and fro: each is worth a message of its own
      samples.set('p1.temperature', { integer: sample++ % 2 === 0 ? 51 : 151, mark: 'ok' })
      uplink.hint({ ...now(), samples, outOfRangeSince: { c1: null }, notRecording: null })
    }, HINT_EVERY_MS)
    const startedMs = performance.now()
    let minute = 1
    const events = setInterval(() => {
      if (watched.caughtUpMs() !== null && watched.delaysMs.length >= LEAST_EVENTS) return
      const atMs = performance.now()
      const entry = minuteEntry(minute++, { startMs, event: { code: 'door-opened', subject: 'c1' } })
      void recorder.record(entry).then(({ nextN }) => {
        watched.expect(nextN - 1, atMs)
        uplink.wake()
      })
    }, EVENT_EVERY_MS)
    watched.backlog(load.frames.length - 1)
    try {
      uplink.start()
      await within('catching up', limitMs, watched.done).catch(silent)
      // a few more of both, so that a quick run has some too
      await within('the last events', 30_000, watched.eventsAnswered(LEAST_EVENTS)).catch(silent)
    } finally {
      clearInterval(events)
      clearInterval(hints)
    }
    const caughtUpAtMs = watched.caughtUpMs()
    const framesLeft = watched.left()
    await uplink.stop()
    const { bytesToTarget: bytesUp, bytesFromTarget: bytesDown } = proxy.counters
    await observer.endAsync(true)
    await proxy.stop()
    await recorder.close()
    return {
      ...{ frames: framesWaiting, frameBytes: load.frames.reduce((sum, frame) => sum + frame.length, 0), framesLeft },
      caughtUpMs: caughtUpAtMs === null ? null : caughtUpAtMs - startedMs,
      ...{ eventDelaysMs: watched.delaysMs, hintDelaysMs, load },
      ...{ mostUnderWayBytes: watched.mostUnderWayBytes(), bytesUp, bytesDown },
    }
  })
}

/** Stands between uplink and recorder, and sees what is sent and what the cloud answers. */
function watchRecorder(recorder: Recorder) {
  const sent = new Map<number, number>()
  const expected = new Map<number, number>()
  const delaysMs: number[] = []
  const owed = new Set<number>()
  let underWayBytes = 0
  let mostUnderWayBytes = 0
  let caughtUpAtMs: number | null = null
  let finish: () => void = () => undefined
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })

  function answered(n: number): void {
    underWayBytes -= sent.get(n) ?? 0
    sent.delete(n)
    const atMs = expected.get(n)
    if (atMs !== undefined) delaysMs.push(performance.now() - atMs)
    expected.delete(n)
    if (!owed.delete(n) || owed.size > 0) return
    caughtUpAtMs = performance.now()
    finish()
  }

  function learn({ through, have }: Ack): void {
    const covers = (n: number): boolean => n <= through || have.some(([from, to]) => n >= from && n <= to)
    for (const n of [...sent.keys()]) if (covers(n)) answered(n)
  }

  return {
    recorder: {
      ...recorder,
      outbox: async (query) => {
        const frames = await recorder.outbox(query)
        for (const { n, bytes } of frames) {
          underWayBytes += bytes.length - (sent.get(n) ?? 0)
          sent.set(n, bytes.length)
        }
        mostUnderWayBytes = Math.max(mostUnderWayBytes, underWayBytes)
        return frames
      },
      acknowledge: async (query) => {
        const result = await recorder.acknowledge(query)
        learn(query.ack)
        return result
      },
    } satisfies Recorder,
    backlog: (through: number): void => {
      for (let n = 0; n <= through; n++) owed.add(n)
    },
    expect: (n: number, atMs: number): void => {
      expected.set(n, atMs)
    },
    async eventsAnswered(count: number): Promise<void> {
      while (delaysMs.length < count) await pause(20)
    },
    ...{ done, delaysMs, caughtUpMs: () => caughtUpAtMs, left: () => owed.size },
    mostUnderWayBytes: () => mostUnderWayBytes,
  }
}

function loadOf(path: string, { device, key }: WeekOffline): DeviceLoad {
  const database = new Database(path, { readonly: true })
  const rows = database
    .prepare<[], { epoch: string; bytes: Buffer }>('SELECT epoch, bytes FROM frames ORDER BY n')
    .all()
  database.close()
  return { device, epoch: rows[0]?.epoch ?? '', publicKey: key.publicKey, frames: rows.map(({ bytes }) => bytes) }
}
