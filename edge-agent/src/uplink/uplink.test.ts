import { mkdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { createLayoutDocument, decodeFrame, peekHeader, topicFor } from '@coldrx/protocol'
import { describe, expect, onTestFinished, test } from 'vitest'
import { SILENT_LOG } from '../buses/line.ts'
import { openRecorder, type Recorder } from '../recorder/recorder.ts'
import { RECORDER_FILE } from '../recorder/recorder-file.ts'
import { type FakeCloud, startBroker, startCloud, type TestBroker } from '../testing/fake-cloud.ts'
import {
  BOOT_WALL_MS,
  DEVICE,
  entryAt,
  recorderSettings,
  TEST_LAYOUT,
  temporaryDirectory,
} from '../testing/recorder-fixture.ts'
import { startStallingProxy } from '../testing/stalling-proxy.ts'
import type { NetworkState } from './network-state.ts'
import { Uplink } from './uplink.ts'
import type { UplinkOptions } from './uplink-options.ts'

interface World {
  readonly broker: TestBroker
  readonly cloud: FakeCloud
  readonly recorder: Recorder
  readonly uplink: Uplink
  readonly states: NetworkState[]
  readonly epoch: string
  /** records and closes one frame each */
  readonly record: (...entries: readonly { prompt?: boolean }[]) => Promise<void>
}

async function world(
  options: Partial<Omit<UplinkOptions, 'recorder'>> & {
    cloudSays?: [boolean, string] | null
    recorder?: Recorder
  } = {},
): Promise<World> {
  const { cloudSays = [true, 's1'], recorder: given, ...changes } = options
  const broker = await startBroker()
  const cloud = await startCloud(broker.url)
  if (cloudSays !== null) await cloud.sayState(...cloudSays)
  const recorder = given ?? (await openRecorder(recorderSettings(temporaryDirectory(), { frameIntervalMs: 1_000 })))
  const states: NetworkState[] = []
  const begun = performance.now()
  const uplink = new Uplink({
    broker: { url: broker.url, secret: 'secret' },
    device: DEVICE,
    agentVersion: '0.1.0',
    document: createLayoutDocument(TEST_LAYOUT),
    recorder,
    now: () => {
      const monotonicMs = Math.round(performance.now() - begun)
      return { monotonicMs, wallMs: BOOT_WALL_MS + monotonicMs, clock: 'rtc' }
    },
    // the first delay after a lost link is 0.5 s then, that after a closed connection 1 s
    random: () => 0,
    log: SILENT_LOG,
    onNetworkChanged: (state) => states.push(state),
    ...changes,
  })
  onTestFinished(async () => {
    await uplink.stop()
    await recorder.close()
  })
  let at = 0
  return {
    broker,
    cloud,
    recorder,
    uplink,
    states,
    epoch: recorder.opened?.epoch ?? '',
    record: async (...entries) => {
      for (const { prompt = false } of entries) {
        await recorder.record(entryAt(at * 1_000, { prompt }))
        at++
      }
      await recorder.closeAndSeal(at * 1_000)
      uplink.wake()
    },
  }
}

/** What is logged of each connection that ended: its cause, and how long until the next attempt. */
function loggedEnds() {
  const fields: object[] = []
  const keep = (entry: object): void => {
    if ('cause' in entry) fields.push(entry)
  }
  return { fields, log: { ...SILENT_LOG, info: keep, warn: keep } }
}

const numbers = (cloud: FakeCloud, epoch: string): number[] =>
  [...(cloud.frames.get(epoch)?.keys() ?? [])].sort((left, right) => left - right)
/** Two acknowledgements: once the second is taken, all that the first one and what was before it set off is done. */
async function fence({ cloud, uplink, epoch }: World, ack: { readonly through?: number }): Promise<void> {
  const before = uplink.counters.acknowledgements
  for (const _ of [1, 2]) await cloud.ack({ epoch, ...ack })
  await expect.poll(() => uplink.counters.acknowledgements).toBe(before + 2)
}

const waiting = async ({ recorder }: World): Promise<number> => (await recorder.status()).framesWaiting
const births = ({ cloud }: World) => cloud.births.filter((birth) => birth.online)

describe('delivery', () => {
  test('everything committed reaches the cloud once, and the watermark moves', async () => {
    const w = await world()
    await w.record({}, {}, {}, {})
    w.uplink.start()
    await expect.poll(() => numbers(w.cloud, w.epoch)).toEqual([0, 1, 2, 3, 4])
    await expect.poll(() => waiting(w)).toBe(0)
    await w.record({}, {})
    await expect.poll(() => numbers(w.cloud, w.epoch)).toEqual([0, 1, 2, 3, 4, 5, 6])
    await expect.poll(() => waiting(w)).toBe(0)
    expect(new Set(w.cloud.arrivals).size).toBe(w.cloud.arrivals.length)
    expect(w.cloud.forks).toEqual([])
    expect(w.states).toEqual(['cloud-away', 'online'])
  })

  test('alarms overtake, the newest comes next, then history in order', async () => {
    const w = await world()
    await w.record({}, {}, { prompt: true }, {}, {})
    w.uplink.start()
    await expect.poll(() => waiting(w)).toBe(0)
    const order = w.cloud.arrivals.map((arrival) => Number(arrival.split('/')[1]))
    const promptN = [...(w.cloud.frames.get(w.epoch)?.values() ?? [])].map(peekHeader).find(({ prompt }) => prompt)?.n
    expect(order.slice(0, 2)).toEqual([promptN, Math.max(...order)])
    expect(order.slice(2)).toEqual([...order.slice(2)].sort((left, right) => left - right))
  })

  test('the bytes are those of the recorder', async () => {
    const w = await world()
    await w.record({}, {})
    const kept = await w.recorder.outbox({ underWay: [], maxBytes: 1e6, atLeastOne: true })
    w.uplink.start()
    await expect.poll(() => waiting(w)).toBe(0)
    for (const { epoch, n, bytes } of kept) expect(w.cloud.frames.get(epoch)?.get(n)).toEqual(bytes)
  })

  test('no more than the credit is under way', async () => {
    const w = await world()
    // frame 0 is larger than the window of this test, and would be all that fits
    w.uplink.start()
    await expect.poll(() => waiting(w)).toBe(0)
    w.cloud.answering = false
    w.cloud.arrivals.length = 0
    const sentBefore = w.uplink.counters.framesSent
    w.cloud.creditBytes = 500
    await w.cloud.ack({ epoch: w.epoch, through: 0 })
    await expect.poll(() => w.uplink.counters.acknowledgements).toBe(3)
    await w.record(...Array.from({ length: 12 }, () => ({})))
    const sizes = new Map(
      (await w.recorder.outbox({ underWay: [], maxBytes: 1e6, atLeastOne: true })).map((f) => [f.n, f.bytes.length]),
    )
    expect([...sizes.values()].reduce((sum, size) => sum + size, 0)).toBeGreaterThan(900)
    await fence(w, { through: 0 })
    await expect.poll(() => w.cloud.arrivals.length).toBe(w.uplink.counters.framesSent - sentBefore)
    const sent = w.cloud.arrivals.map((arrival) => sizes.get(Number(arrival.split('/')[1])) ?? 0)
    expect(sent.length).toBeGreaterThan(2)
    expect(sent.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(500)
    // what is acknowledged makes room
    w.cloud.answering = true
    for (const arrival of [...w.cloud.arrivals]) {
      const n = Number(arrival.split('/')[1])
      await w.cloud.ack({ epoch: w.epoch, through: 0, have: [[n, n]] })
    }
    await expect.poll(() => waiting(w), { timeout: 10_000 }).toBe(0)
  })

  test('credit 0 holds everything back until there is some', async () => {
    const w = await world()
    await w.record({}, {})
    w.cloud.creditBytes = 0
    w.uplink.start()
    await expect.poll(() => w.uplink.counters.acknowledgements).toBe(1)
    await w.record({})
    await fence(w, {})
    expect(w.uplink.counters.framesSent).toBe(0)
    w.cloud.creditBytes = 65_536
    await w.cloud.acknowledge(w.epoch)
    await expect.poll(() => waiting(w)).toBe(0)
  })

  test('a frame of which nothing is heard while others are acknowledged is sent again', async () => {
    const w = await world({ ackTimeoutMs: 300 })
    await w.record({}, {})
    w.uplink.start()
    await expect.poll(() => waiting(w)).toBe(0)
    // PUBACK comes, but the cloud does not store it: its queue dropped the frame
    w.cloud.answering = false
    await w.record({})
    await expect.poll(() => w.cloud.arrivals.at(-1)).toBe(`${w.epoch}/3`)
    const keepTalking = setInterval(() => void w.cloud.ack({ epoch: w.epoch, through: 2 }), 50)
    onTestFinished(() => clearInterval(keepTalking))
    await expect.poll(() => w.cloud.arrivals.filter((arrival) => arrival === `${w.epoch}/3`).length).toBeGreaterThan(1)
    expect(w.uplink.counters.silences).toBe(0)
    w.cloud.answering = true
    await expect.poll(() => numbers(w.cloud, w.epoch)).toContain(3)
  })
})

describe('the cloud', () => {
  test('that was never seen gets no frames, though the broker would take them', async () => {
    const w = await world({ cloudSays: null })
    await w.record({}, {})
    w.uplink.start()
    await expect.poll(() => births(w).length, { timeout: 5_000 }).toBe(1)
    expect(w.uplink.networkState).toBe('cloud-away')
    expect(w.cloud.arrivals).toEqual([])
    await w.cloud.sayState(true, 's1')
    await expect.poll(() => waiting(w)).toBe(0)
    expect(w.broker.connectAttempts).toBe(1)
  })

  test('that goes away is waited for on the same socket, and a new session gets a birth and all that it does not have', async () => {
    const w = await world()
    await w.record({})
    w.uplink.start()
    await expect.poll(() => waiting(w)).toBe(0)
    w.cloud.answering = false
    await w.record({}, {})
    await expect.poll(() => w.cloud.arrivals.length).toBe(4)
    await w.cloud.sayState(false, 's1')
    await expect.poll(() => w.uplink.networkState).toBe('cloud-away')
    await w.record({})
    w.cloud.answering = true
    await w.cloud.sayState(true, 's2')
    await expect.poll(() => numbers(w.cloud, w.epoch)).toEqual([0, 1, 2, 3, 4])
    await expect.poll(() => waiting(w)).toBe(0)
    expect(births(w)).toHaveLength(2)
    expect(w.broker.connectAttempts).toBe(1)
  })

  test('gets a birth that says where we are, and an honest will', async () => {
    const w = await world()
    await w.record({}, {})
    w.uplink.start()
    await expect.poll(() => waiting(w)).toBe(0)
    expect(births(w)).toMatchObject([
      { device: DEVICE, boot: 1, epochs: [{ epoch: w.epoch, nextN: 3, acknowledgedThrough: -1 }] },
    ])
    await w.uplink.stop()
    await expect.poll(() => w.cloud.births.at(-1)).toEqual({ v: 1, online: false })
  })

  test('that lost frames gets them again', async () => {
    const w = await world()
    await w.record({}, {}, {})
    w.uplink.start()
    await expect.poll(() => waiting(w)).toBe(0)
    w.cloud.frames.get(w.epoch)?.delete(2)
    w.cloud.frames.get(w.epoch)?.delete(1)
    await w.cloud.sayState(true, 'restored')
    await expect.poll(() => numbers(w.cloud, w.epoch)).toEqual([0, 1, 2, 3])
    await expect.poll(() => waiting(w)).toBe(0)
  })
})

describe('the link', () => {
  test('half open: nothing is acknowledged, so the socket is cut and another one delivers', async () => {
    const broker = await startBroker()
    const proxy = await startStallingProxy(broker.port)
    const ends = loggedEnds()
    const w = await world({ broker: { url: proxy.url, secret: 'secret' }, ackTimeoutMs: 500, log: ends.log })
    const cloud = await startCloud(broker.url)
    await cloud.sayState(true, 's1')
    await w.record({})
    w.uplink.start()
    await expect.poll(() => waiting(w)).toBe(0)
    proxy.stall()
    await w.record({}, {})
    await expect.poll(() => w.uplink.counters.silences).toBe(1)
    expect(w.uplink.networkState).toBe('offline')
    expect(ends.fields).toEqual([{ cause: 'link-lost', reason: expect.any(String) as string, delayMs: 500 }])
    // cut and not only forgotten: a socket left behind would keep a radio channel and, at a stop, the process
    await expect.poll(() => proxy.open).toBe(0)
    proxy.restore()
    await expect.poll(() => waiting(w), { timeout: 5_000 }).toBe(0)
    expect(numbers(cloud, w.epoch)).toEqual([0, 1, 2, 3])
    expect(proxy.connections).toBe(2)
  })

  test('a broker that stops is come back to, and nothing is sent twice to a cloud that has it', async () => {
    const ends = loggedEnds()
    const w = await world({ log: ends.log })
    await w.record({})
    w.uplink.start()
    await expect.poll(() => waiting(w)).toBe(0)
    await w.broker.stop()
    await expect.poll(() => w.states.at(-1)).toBe('offline')
    expect(ends.fields[0]).toMatchObject({ cause: 'closed-by-server', delayMs: 1_000 })
    await w.record({}, {})
    const again = await startBroker(w.broker.port)
    const cloud = await startCloud(again.url)
    cloud.frames.set(w.epoch, w.cloud.frames.get(w.epoch) ?? new Map())
    await cloud.sayState(true, 's2')
    await expect.poll(() => waiting(w), { timeout: 10_000 }).toBe(0)
    expect(cloud.arrivals.sort()).toEqual([`${w.epoch}/2`, `${w.epoch}/3`])
  })

  test('wrong credentials are not tried again soon', async () => {
    const ends = loggedEnds()
    const w = await world({ log: ends.log })
    w.broker.returnCode = 5
    w.uplink.start()
    await expect.poll(() => ends.fields).toMatchObject([{ cause: 'refused', delayMs: 300_000 }])
    expect(w.uplink.counters.connections).toBe(1)
  })

  test('refused again and again it tries for ever, and goes on when it is let in', async () => {
    const w = await world({ refusedMs: 20 })
    w.broker.returnCode = 5
    await w.record({}, {})
    w.uplink.start()
    await expect.poll(() => w.uplink.counters.connections).toBeGreaterThan(3)
    expect(w.states).toEqual([])
    w.broker.returnCode = 0
    await expect.poll(() => waiting(w), { timeout: 10_000 }).toBe(0)
  })
})

test('the cloud asks for the proof of what was recorded so far, and gets it', async () => {
  const w = await world()
  await w.record({})
  w.uplink.start()
  await expect.poll(() => waiting(w)).toBe(0)
  const before = w.cloud.frames.get(w.epoch)?.size ?? 0
  await w.cloud.command({ type: 'seal' })
  await expect.poll(() => w.cloud.frames.get(w.epoch)?.size).toBe(before + 1)
  const bytes = w.cloud.frames.get(w.epoch)?.get(before)
  expect(bytes && decodeFrame(bytes).seal).toBeDefined()
})

test('a cloud that has lost everything gets all frames and documents that are kept, and is told how many that is', async () => {
  const w = await world()
  const now = { monotonicMs: 500, wallMs: BOOT_WALL_MS + 500, clock: 'rtc' as const }
  await w.recorder.keepDocument(
    { id: 'document-1', kind: 'handover', salt: new Uint8Array(16), bytes: new Uint8Array([123, 125]) },
    now,
  )
  w.uplink.start()
  await expect.poll(() => waiting(w)).toBe(0)
  await expect.poll(async () => await w.recorder.nextDocument(0)).toBeNull()
  const before = new Map(w.cloud.frames.get(w.epoch))
  w.cloud.frames.clear()
  w.cloud.documents.clear()
  await w.cloud.command({ type: 'refill' })
  await expect.poll(() => w.cloud.frames.get(w.epoch)).toEqual(before)
  await expect.poll(() => [...w.cloud.documents.keys()]).toEqual(['document-1'])
  expect(w.cloud.births.at(-1)).toMatchObject({
    epochs: [{ epoch: w.epoch, nextN: before.size, kept: before.size }],
    documentsKept: 1,
  })
})

describe('epochs', () => {
  test('a command opens one, once, and all of both arrives', async () => {
    const w = await world()
    await w.record({}, {})
    w.uplink.start()
    await expect.poll(() => waiting(w)).toBe(0)
    await w.cloud.command({ type: 'open-epoch', epoch: w.epoch, n: 1, reason: 'fork' })
    await w.cloud.command({ type: 'open-epoch', epoch: w.epoch, n: 1, reason: 'fork' })
    await expect.poll(() => w.cloud.frames.size).toBe(2)
    const { epoch } = await w.recorder.status()
    expect(epoch).not.toBe(w.epoch)
    await w.record({})
    await expect.poll(() => numbers(w.cloud, epoch)).toEqual([0, 1])
    await expect.poll(() => waiting(w)).toBe(0)
    expect(births(w).at(-1)).toMatchObject({ epochs: [{ epoch }, { epoch: w.epoch }] })
  })

  test('a cloud that is ahead of us makes us open one, and what we had is sent all the same', async () => {
    const w = await world()
    await w.record({}, {})
    const other = new Map(Array.from({ length: 9 }, (_, n) => [n, Uint8Array.of(n)] as const))
    w.cloud.frames.set(w.epoch, other)
    w.uplink.start()
    await expect.poll(async () => (await w.recorder.status()).epoch).not.toBe(w.epoch)
    const { epoch } = await w.recorder.status()
    await expect.poll(() => numbers(w.cloud, epoch)).toEqual([0])
    await expect.poll(() => [...w.cloud.forks].sort()).toEqual([`${w.epoch}/0`, `${w.epoch}/1`, `${w.epoch}/2`])
    await expect.poll(() => waiting(w)).toBe(0)
  })

  test('that others gave numbers of too: a link that drops after the first frame was stored loses none of the rest', async () => {
    const w = await world()
    await w.record({}, {}, {})
    w.cloud.frames.set(w.epoch, new Map(Array.from({ length: 9 }, (_, n) => [n, Uint8Array.of(n)] as const)))
    w.cloud.drops = (epoch, n) => epoch === w.epoch && n > 0
    w.uplink.start()
    await expect.poll(() => w.cloud.forks).toEqual([`${w.epoch}/0`])
    // its acknowledgement covers the numbers of all, and names the one
    await expect.poll(() => waiting(w)).toBe(3)
    w.cloud.drops = () => false
    await w.cloud.sayState(true, 's2')
    await expect.poll(() => waiting(w)).toBe(0)
    expect(w.cloud.forks.sort()).toEqual([0, 1, 2, 3].map((n) => `${w.epoch}/${n}`))
  })

  test('are not opened without end, whoever asks for them', async () => {
    const w = await world()
    w.uplink.start()
    await expect.poll(() => waiting(w)).toBe(0)
    const demand = async (): Promise<string> => {
      const { epoch } = await w.recorder.status()
      await w.cloud.command({ type: 'open-epoch', epoch, n: 0, reason: 'fork' })
      return epoch
    }
    for (let at = 0; at < 6; at++) {
      const epoch = await demand()
      await expect.poll(async () => (await w.recorder.status()).epoch).not.toBe(epoch)
    }
    await demand()
    await demand()
    await expect.poll(() => w.uplink.counters.garbage).toBe(2)
    await expect.poll(() => w.cloud.frames.size).toBe(7)
  })
})

test('a recorder whose file cannot be opened yet says its birth when it can, over the same connection', async () => {
  const directory = temporaryDirectory()
  mkdirSync(join(directory, RECORDER_FILE))
  const recorder = await openRecorder(recorderSettings(directory))
  expect(recorder).toMatchObject({ opened: null, refusal: expect.stringMatching(/.+/) as string })
  let failures = 0
  let monotonicMs = 0
  const w = await world({
    recorder,
    log: { ...SILENT_LOG, warn: () => failures++ },
    now: () => ({ monotonicMs, wallMs: BOOT_WALL_MS, clock: 'rtc' }),
    ackTimeoutMs: 10,
  })
  w.uplink.start()
  await expect.poll(() => failures).toBeGreaterThan(0)
  expect(w.uplink.networkState).toBe('online')
  // there is neither a birth nor a frame that could tell it
  const notRecording = { sinceMs: BOOT_WALL_MS, problem: recorder.refusal ?? '' }
  const samples = new Map([['p1.temperature', { integer: 51, mark: 'ok' as const }]])
  w.uplink.hint({
    ...{ monotonicMs, wallMs: BOOT_WALL_MS, clock: 'rtc', samples, outOfRangeSince: { c1: null }, notRecording },
  })
  await expect.poll(() => w.cloud.hints).toMatchObject([{ notRecording }])
  monotonicMs = 60_000
  rmdirSync(join(directory, RECORDER_FILE))
  const { epoch } = await recorder.record(entryAt(1_000, { prompt: true }))
  expect(births(w)).toEqual([])
  w.uplink.wake()
  await expect.poll(() => numbers(w.cloud, epoch)).toEqual([0, 1])
  expect(w.uplink.counters).toMatchObject({ connections: 1, silences: 0 })
})

test('garbage from above is counted and changes nothing', async () => {
  const w = await world()
  await w.record({})
  w.uplink.start()
  await expect.poll(() => waiting(w)).toBe(0)
  const before = await w.recorder.status()
  const garbage = [
    '',
    '{',
    'null',
    '[]',
    '{"epoch":1}',
    `{"epoch":"${w.epoch}","through":1e99,"have":[],"creditBytes":1}`,
  ]
  for (const text of garbage) await w.cloud.publish(topicFor(DEVICE, 'down/ack'), text)
  await w.cloud.publish(topicFor(DEVICE, 'down/command'), '{"type":"reboot"}')
  // right in every field, but of a size that no honest message has
  const valid = JSON.stringify({ epoch: w.epoch, through: 0, have: [], creditBytes: 0 })
  await w.cloud.publish(topicFor(DEVICE, 'down/ack'), valid + ' '.repeat(100_000))
  await w.cloud.publish(topicFor(DEVICE, 'down/ack'), Buffer.from([0xff, 0xfe, 0x00]))
  await w.cloud.publish('coldrx/v1/cloud/state', '{"v":1,"online":"yes","session":"x"}')
  // what a newer cloud says is listened to, and understood by a newer agent
  await w.cloud.publish(`coldrx/v1/${DEVICE}/down/of-tomorrow`, '{"v":1}')
  await expect.poll(() => w.uplink.counters.garbage).toBe(garbage.length + 5)
  expect(await w.recorder.status()).toEqual(before)
  await w.record({})
  await expect.poll(() => waiting(w)).toBe(0)
})

test('on a budget that is spent alarms go at once, the rest a frame a minute, and all is counted', async () => {
  let monotonicMs = 0
  const counted: Record<string, number> = {}
  const w = await world({
    budget: {
      thrift: 'spent',
      add: (lane, bytes) => {
        counted[lane] = (counted[lane] ?? 0) + bytes
      },
    },
    now: () => ({ monotonicMs, wallMs: BOOT_WALL_MS, clock: 'rtc' }),
    ackTimeoutMs: 1_000,
  })
  await w.record({}, { prompt: true }, {})
  w.uplink.start()
  // the prompt one, and the newest of the others
  await expect.poll(() => w.cloud.arrivals.length).toBe(2)
  await w.record({ prompt: true })
  // that of the birth, and one a frame
  await expect.poll(() => w.uplink.counters.acknowledgements).toBe(4)
  expect(w.uplink.counters.framesSent).toBe(3)
  const left = await waiting(w)
  monotonicMs += 60_000
  await expect.poll(() => waiting(w)).toBe(left - 1)
  expect(w.uplink.counters).toMatchObject({ framesSent: 4, silences: 0 })
  await w.uplink.stop()
  expect(Object.keys(counted).sort()).toEqual(['events', 'frames', 'rest'])
  expect(Math.min(...Object.values(counted))).toBeGreaterThan(300)
})

test('hints go when something changes or somebody watches, and are dropped while nobody can take them', async () => {
  const w = await world({ cloudSays: null })
  const samples = new Map([['p1.temperature', { integer: 51, mark: 'ok' as const }]])
  const situation = {
    monotonicMs: 0,
    wallMs: BOOT_WALL_MS,
    clock: 'rtc' as const,
    samples,
    outOfRangeSince: { c1: null },
    notRecording: null,
  }
  w.uplink.start()
  w.uplink.hint(situation)
  await w.cloud.sayState(true, 's1')
  await expect.poll(() => waiting(w)).toBe(0)
  w.uplink.hint({ ...situation, monotonicMs: 1 })
  w.uplink.hint({ ...situation, monotonicMs: 2 })
  await w.cloud.command({ type: 'watch', leaseMs: 60_000 })
  await expect
    .poll(() => {
      w.uplink.hint({ ...situation, monotonicMs: 3 })
      return w.cloud.hints.length
    })
    .toBeGreaterThan(2)
  expect(w.cloud.hints[0]?.samples['p1.temperature']).toEqual({ value: 5.1, mark: 'ok' })
})
