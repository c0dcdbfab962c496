import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HttpServer, startHttpServer } from '../http/server.ts'
import { createSessions } from '../identity/sessions.ts'
import type { Hint } from '../telemetry/read-model.ts'
import { createApiWorld, ORIGIN } from '../testing/api-world.ts'
import { readEvents } from '../testing/event-reader.ts'
import { AT_MS, alarmRecord, truckSnapshot } from '../testing/memory-read-model.ts'

const HINT: Hint = {
  device: 'tk001',
  atMs: AT_MS,
  clock: 'gnss',
  samples: { 'p1.temperature': { value: 4.4, mark: 'ok' } },
  outOfRangeSinceMs: { c1: null, c2: AT_MS - 1_000 },
}

let world: Awaited<ReturnType<typeof createApiWorld>>
let server: HttpServer
let cookie: string

async function start(parts: Parameters<typeof createApiWorld>[0] = {}): Promise<void> {
  world = await createApiWorld(parts)
  server = await startHttpServer({ app: world.app, port: 0 })
  cookie = await world.cookie()
}

beforeEach(() => start())
afterEach(async () => {
  world.feed.stop()
  await server.stop()
  await world.close()
  if (world.feed.openCount() + world.readModel.listenerCount() > 0) throw new Error('something is left after stop')
})

function openFeed(headers: Record<string, string> = {}, query = '') {
  return readEvents(`${server.url}/api/feed${query}`, { cookie, ...headers })
}

const untilOpen = (count: number) =>
  expect.poll(() => world.feed.openCount(), { timeout: 30_000, interval: 5 }).toBe(count)

describe('the feed', () => {
  it('begins with all trucks and open alarms, the id at the end', async () => {
    world.readModel.commit({ trucks: [truckSnapshot('tk001')] })
    world.readModel.commit({
      trucks: [truckSnapshot('tk002')],
      alarms: [alarmRecord('a1'), alarmRecord('a0', { closedAtMs: AT_MS })],
    })
    const reader = await openFeed()
    await reader.untilCount(3)
    expect(reader.response.statusCode).toBe(200)
    expect(reader.response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(reader.summary()).toEqual(['truck tk001', 'truck tk002', 'alarm a1'])
    expect(reader.events.map(({ id }) => id)).toEqual([undefined, undefined, '2'])
    expect(reader.events[0]?.json).toMatchObject({ device: 'tk001', lastRecordedAt: '2026-03-01T08:01:00.000Z' })
    reader.drop()
    await untilOpen(0)
  })

  it('tells commits and hints as they happen', async () => {
    const reader = await openFeed()
    await expect.poll(() => reader.lastEventId(), { timeout: 30_000 }).toBe('0')
    world.readModel.commit({ trucks: [truckSnapshot('tk001')], alarms: [alarmRecord('a1')] })
    world.readModel.tellHint(HINT)
    await reader.untilCount(3)
    expect(reader.summary()).toEqual(['truck tk001', 'alarm a1', 'live tk001'])
    expect(reader.events.map(({ id }) => id)).toEqual([undefined, '1', undefined])
    expect(reader.events[2]?.json).toEqual({
      device: 'tk001',
      at: '2026-03-01T08:00:00.000Z',
      clock: 'gnss',
      samples: { 'p1.temperature': { value: 4.4, mark: 'ok' } },
      outOfRangeSince: { c1: null, c2: '2026-03-01T07:59:59.000Z' },
    })
    reader.drop()
  })

  it('resumes after a drop with exactly what changed meanwhile', async () => {
    world.readModel.commit({ trucks: [truckSnapshot('tk001'), truckSnapshot('tk002'), truckSnapshot('tk003')] })
    const first = await openFeed()
    await first.untilCount(3)
    first.drop()
    await untilOpen(0)
    world.readModel.commit({ trucks: [truckSnapshot('tk002', { frames: 4 })] })
    world.readModel.commit({ trucks: [truckSnapshot('tk002', { frames: 5 })], alarms: [alarmRecord('a1')] })
    world.readModel.commit({ alarms: [alarmRecord('a0', { closedAtMs: AT_MS })] })

    const second = await openFeed({ 'last-event-id': first.lastEventId() })
    await second.untilCount(3)
    expect(second.summary()).toEqual(['truck tk002', 'alarm a1', 'alarm a0'])
    expect(second.events[0]?.json).toMatchObject({ frames: 5 })
    expect(second.lastEventId()).toBe('4')
    second.drop()
    await untilOpen(0)

    const third = await openFeed({ 'last-event-id': second.lastEventId() })
    world.readModel.commit({ trucks: [truckSnapshot('tk001', { frames: 9 })] })
    await third.untilCount(1)
    expect(third.summary()).toEqual(['truck tk001'])
    third.drop()
  })

  it('tells that an alarm is no more, at once and to a reader that comes back', async () => {
    const reader = await openFeed()
    await expect.poll(() => reader.lastEventId(), { timeout: 30_000 }).toBe('0')
    world.readModel.commit({ alarms: [alarmRecord('a1')] })
    world.readModel.commit({ alarms: [alarmRecord('a2')], removedAlarms: ['a1'] })
    await reader.untilCount(3)
    expect(reader.summary()).toEqual(['alarm a1', 'alarm a2', 'alarm-removed a1'])
    expect(reader.lastEventId()).toBe('2')
    reader.drop()
    const again = await openFeed({ 'last-event-id': '1' })
    await again.untilCount(2)
    expect(again.summary()).toEqual(['alarm a2', 'alarm-removed a1'])
    again.drop()
  })

  it('starts from the cursor of a page that holds one, which Last-Event-ID overrules', async () => {
    world.readModel.commit({ trucks: [truckSnapshot('tk001')] })
    world.readModel.commit({ trucks: [truckSnapshot('tk002')] })
    const reader = await openFeed({}, '?cursor=1')
    await reader.untilCount(1)
    expect(reader.summary()).toEqual(['truck tk002'])
    reader.drop()
    const again = await openFeed({ 'last-event-id': '2' }, '?cursor=1')
    await expect.poll(() => again.lastEventId(), { timeout: 30_000 }).toBe('2')
    expect(again.summary()).toEqual([])
    again.drop()
  })

  it('loses no change made while it catches up, and never goes back to an older state', async () => {
    world.readModel.commit({ trucks: [truckSnapshot('tk001', { frames: 1 }), truckSnapshot('tk002', { frames: 1 })] })
    const answer = await world.readModel.changesSince('0')
    let release: () => void = () => {}
    world.readModel.changesSince = () =>
      new Promise((resolve) => {
        release = () => resolve(answer)
      })
    const reader = await openFeed({ 'last-event-id': '0' })
    world.readModel.commit({ trucks: [truckSnapshot('tk001', { frames: 2 })] })
    world.readModel.commit({ trucks: [truckSnapshot('tk001', { frames: 3 })] })
    release()
    await reader.untilCount(2)
    await expect.poll(() => reader.lastEventId(), { timeout: 30_000 }).toBe('3')
    expect(reader.events.map(({ json }) => json)).toMatchObject([
      { device: 'tk001', frames: 3 },
      { device: 'tk002', frames: 1 },
    ])
    reader.drop()
  })

  it('is cut when something cannot be told, and the others stay', async () => {
    const broken = await openFeed()
    await expect.poll(() => broken.lastEventId(), { timeout: 30_000 }).toBe('0')
    const unwritable = truckSnapshot('tk001')
    Object.defineProperty(unwritable, 'frames', {
      enumerable: true,
      get: () => {
        throw new Error('no number')
      },
    })
    world.readModel.commit({ trucks: [unwritable] })
    await expect.poll(() => broken.isClosed(), { timeout: 30_000 }).toBe(true)
    let release: () => void = () => {}
    world.readModel.changesSince = () =>
      new Promise((resolve) => {
        release = () => resolve({ cursor: '1', trucks: [unwritable], alarms: [], removedAlarms: [] })
      })
    const late = await openFeed({ 'last-event-id': '0' })
    release()
    await expect.poll(() => late.isClosed(), { timeout: 30_000 }).toBe(true)
    world.readModel.commit({ trucks: [truckSnapshot('tk001')] })
    const reader = await openFeed()
    await reader.untilCount(1)
    expect(reader.summary()).toEqual(['truck tk001'])
    reader.drop()
  })

  it('shows even a time that no calendar has', async () => {
    const reader = await openFeed()
    world.readModel.tellHint({ ...HINT, atMs: 2 ** 53 })
    await reader.untilCount(1)
    expect(reader.events[0]?.json).toMatchObject({ at: '+275760-09-13T00:00:00.000Z' })
    reader.drop()
  })

  it('is cut, to be tried again, when it cannot be caught up', async () => {
    let fail: () => void = () => {}
    world.readModel.changesSince = () =>
      new Promise((_, reject) => {
        fail = () => reject(new Error('no such log'))
      })
    const reader = await openFeed({ 'last-event-id': '0' })
    fail()
    await expect.poll(() => reader.isClosed(), { timeout: 30_000 }).toBe(true)
    expect(reader.lastEventId()).toBe('')
  })

  it('refuses a cursor that would forge events, and a query that it does not know', async () => {
    for (const [headers, query, field] of [
      [{ 'last-event-id': 'a b' }, '', 'last-event-id'],
      [{}, '?cursor=1%0adata:x', 'cursor'],
      [{}, '?since=1', 'since'],
    ] as const) {
      const response = await fetch(`${server.url}/api/feed${query}`, { headers: { cookie, ...headers } })
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ code: 'BAD_REQUEST', field })
    }
    expect(world.feed.openCount()).toBe(0)
  })

  it('ends at sign-out', async () => {
    const reader = await openFeed()
    await untilOpen(1)
    await world.app.request('/api/session', { method: 'DELETE', headers: { cookie, origin: ORIGIN } })
    await expect.poll(() => reader.isClosed(), { timeout: 30_000 }).toBe(true)
    const back = await fetch(`${server.url}/api/feed`, { headers: { cookie } })
    expect(back.status).toBe(401)
    await back.body?.cancel()
  })
})

describe('a feed with a short heartbeat', () => {
  beforeEach(async () => {
    world.feed.stop()
    await server.stop()
    await world.close()
    await start({ feedParts: { heartbeatMs: 20 } })
  })

  it('shows that it lives', async () => {
    const reader = await openFeed()
    await expect.poll(() => reader.comments(), { timeout: 30_000 }).toBeGreaterThanOrEqual(3)
    reader.drop()
  })

  it('ends when another instance has ended its session', async () => {
    const reader = await openFeed()
    await expect.poll(() => reader.comments(), { timeout: 30_000 }).toBeGreaterThanOrEqual(1)
    const elsewhere = createSessions(world)
    const person = (await world.people.list()).find(({ name }) => name === world.dispatcher.name)
    await elsewhere.revokeAllOf(person?.id ?? '')
    await expect.poll(() => reader.isClosed(), { timeout: 30_000 }).toBe(true)
  })

  it('ends when its session has expired', async () => {
    const reader = await openFeed()
    await expect.poll(() => reader.comments(), { timeout: 30_000 }).toBeGreaterThanOrEqual(1)
    expect(reader.isClosed()).toBe(false)
    world.clock.ms += 12 * 3_600_000
    await expect.poll(() => reader.isClosed(), { timeout: 30_000 }).toBe(true)
  })
})

describe('a reader that does not read', () => {
  /** Speaks just enough HTTP to open a feed, and then leaves the bytes in the kernel. */
  async function openUnread() {
    const { port } = new URL(server.url)
    const socket = connect(Number(port), '127.0.0.1')
    socket.pause()
    socket.on('error', () => {})
    socket.write(`GET /api/feed HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\n\r\n`)
    await untilOpen(1)
    return socket
  }

  const large: Hint = {
    ...HINT,
    samples: Object.fromEntries(
      Array.from({ length: 2_000 }, (_, at) => [`p${at}.temperature`, { value: at, mark: 'ok' as const }]),
    ),
  }

  it('is cut when it takes nothing for some heartbeats, while others get everything', async () => {
    world.feed.stop()
    await server.stop()
    await world.close()
    await start({ feedParts: { heartbeatMs: 20 } })
    const unread = await openUnread()
    const reader = await openFeed()
    await untilOpen(2)
    let sent = 0
    while (world.feed.openCount() > 1) {
      world.readModel.tellHint(large)
      sent += 1
      await reader.untilCount(sent)
      // The kernel's buffers, Node's and the limit together are far below this.
      expect(sent).toBeLessThan(1_000)
    }
    expect(reader.isClosed()).toBe(false)
    world.readModel.commit({ trucks: [truckSnapshot('tk001')] })
    await reader.untilCount(sent + 1)
    expect(reader.summary().at(-1)).toBe('truck tk001')
    reader.drop()
    unread.destroy()
  })

  it('costs one hint per truck, with all that changed meanwhile', async () => {
    const unread = await openUnread()
    for (let at = 0; at < 400; at += 1) {
      const sample = { value: at, mark: 'ok' as const }
      world.readModel.tellHint({ ...large, samples: { ...large.samples, [`q${at % 100}.temperature`]: sample } })
    }
    expect(world.feed.openCount()).toBe(1)
    const received: Buffer[] = []
    unread.on('data', (bytes: Buffer) => received.push(bytes))
    unread.resume()
    const text = () => Buffer.concat(received).toString()
    await expect.poll(text, { timeout: 30_000 }).toContain('"q99.temperature":{"value":399')
    for (let at = 0; at < 100; at += 1) expect(text()).toContain(`"q${at}.temperature":{"value":${300 + at}`)
    expect(text().length).toBeLessThan(20_000_000)
    unread.destroy()
    await untilOpen(0)
  })

  it('costs one state per truck, however often they change', async () => {
    const unread = await openUnread()
    const fat = truckSnapshot('tk001', { name: 'x'.repeat(100_000) })
    for (let frames = 0; frames < 500; frames += 1) world.readModel.commit({ trucks: [{ ...fat, frames }] })
    expect(world.feed.openCount()).toBe(1)
    const received: Buffer[] = []
    unread.on('data', (bytes: Buffer) => received.push(bytes))
    unread.resume()
    await expect.poll(() => Buffer.concat(received).toString(), { timeout: 30_000 }).toContain('id: 500\n')
    expect(Buffer.concat(received).length).toBeLessThan(20_000_000)
    unread.destroy()
    await untilOpen(0)
  })

  it('does not hold up the end', async () => {
    const unread = await openUnread()
    for (let times = 0; times < 20; times += 1) world.readModel.tellHint(large)
    world.feed.stop()
    await server.stop()
    await expect(fetch(`${server.url}/api/health`)).rejects.toThrow('fetch failed')
    unread.destroy()
  })
})

describe('a fleet whose state is larger than the limit of the queue', () => {
  it('reaches a reader that reads', async () => {
    const trucks = Array.from({ length: 400 }, (_, at) =>
      truckSnapshot(`tk${at}`, { name: 'x'.repeat(10_000), frames: at }),
    )
    await server.stop()
    await world.close()
    await start({ devices: trucks.map(({ device }) => device) })
    world.readModel.commit({ trucks })
    const reader = await openFeed()
    await reader.untilCount(400)
    expect(new Set(reader.summary()).size).toBe(400)
    expect(reader.lastEventId()).toBe('1')
    world.readModel.commit({ trucks: trucks.map((truck) => ({ ...truck, frames: 0 })) })
    await reader.untilCount(800)
    expect(reader.lastEventId()).toBe('2')
    reader.drop()
  })
})

describe('many feeds', () => {
  it('are limited', async () => {
    world.feed.stop()
    await server.stop()
    await world.close()
    await start({ feedParts: { maxOpen: 2 } })
    const readers = [await openFeed(), await openFeed()]
    const refused = await fetch(`${server.url}/api/feed`, { headers: { cookie } })
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('5')
    expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_FEEDS' })
    readers[0]?.drop()
    await untilOpen(1)
    readers.push(await openFeed())
    await untilOpen(2)
    for (const reader of readers) reader.drop()
  })
})
