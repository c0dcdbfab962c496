import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { stream } from 'hono/streaming'
import { type FakeTruck, fakeFleet, positionAt } from './fake-fleet.ts'
import { alarmViews, type Cadence, hintView, recordedUntilMs, seriesView, truckView } from './fake-views.ts'
import { type Listening, listen, type NodeEnv } from './listen.ts'
import { builtPages } from './pages.ts'

export const SIGN_IN = { name: 'dispatch', password: 'cold-chain-demo' }

interface FakeFence {
  readonly id: string
  readonly kind: 'depot' | 'customer' | 'forbidden'
  readonly name: { readonly zh: string; readonly en: string }
  readonly fence: {
    readonly shape: 'circle'
    readonly centre: { readonly latitude: number; readonly longitude: number }
    readonly radiusMetres: number
  }
}

export interface FakeApi extends Pick<Listening, 'url' | 'stop'> {
  readonly trucks: FakeTruck[]
  /** a test may add to them */
  readonly fences: FakeFence[]
  /** every feed is cut, and no new one is taken while `refused` */
  cutFeeds(options: { refused: boolean }): void
  expireSessions(): void
  changeTruck(device: string, change: (truck: FakeTruck) => FakeTruck): void
  closeAlarms(device: string): void
  failEverything(failing: boolean): void
  /** values of the `last-event-id` header or `cursor` with which feeds were opened */
  readonly cursors: string[]
}

export interface FakeApiOptions extends Partial<Cadence> {
  readonly pages: string
  /** another origin whose pages may change things; that of a server in front */
  readonly origin?: string
  readonly port?: number
}

const iso = (atMs: number) => new Date(atMs).toISOString()

/** The cloud's HTTP contract with three believable trucks behind it, and switches for what goes wrong. */
export async function startFakeApi({
  pages,
  origin,
  port = 0,
  sampleIntervalMs = 10_000,
  recordIntervalMs = 60_000,
  frameIntervalMs = 300_000,
}: FakeApiOptions): Promise<FakeApi> {
  const cadence = { sampleIntervalMs, recordIntervalMs, frameIntervalMs }
  const trucks = fakeFleet(Date.now())
  const closedAlarms = trucks.slice(1).map((truck, index) => {
    const { id, name, range } = truck.compartments[index] ?? {
      id: 'c1',
      name: { zh: '', en: '' },
      range: { minCelsius: 2, maxCelsius: 8 },
    }
    const openedMs = Date.now() - (index + 3) * 3_600_000
    return {
      id: `${truck.device}-${id}-0`,
      device: truck.device,
      truckName: truck.name,
      compartment: id,
      compartmentName: name,
      openedAt: iso(openedMs),
      closedAt: iso(openedMs + 540_000),
      peakCelsius: range.maxCelsius + 1.3,
      range,
      channel: 'p1.temperature',
    }
  })
  let sessions = new Set<string>()
  let cursor = 1
  const changedAt = new Map<string, number>()
  let isFailing = false
  let isRefusing = false
  const cursors: string[] = []
  const fences: FakeFence[] = [
    {
      ...{ id: 'f1', kind: 'depot', name: { zh: '中心仓', en: 'Central store' } },
      fence: { shape: 'circle', centre: { latitude: 31.1128, longitude: 121.381 }, radiusMetres: 400 },
    },
  ]
  const feeds = new Set<{ write(text: string): void; cut(): void }>()

  const person = {
    id: 'wang',
    passwordIsTemporary: false,
    organisation: { id: 'o1', kind: 'pharmacy', name: { zh: '澄江大药房', en: 'Chengjiang Pharmacy' } },
    name: SIGN_IN.name,
    displayName: { zh: '调度员 小王', en: 'Wang (dispatch)' },
    roles: ['dispatcher'],
  }
  const refuse = (code: string, detail: string) => ({ type: 'about:blank', title: code, status: 400, code, detail })
  const block = (event: string, view: unknown, id?: number) =>
    `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(view)}\n\n`
  const tell = (text: string) => {
    for (const feed of [...feeds]) feed.write(text)
  }
  const allAlarms = () => [...trucks.flatMap((truck) => alarmViews(truck, Date.now())), ...closedAlarms]

  const app = new Hono<NodeEnv>()
  app.use('/api/*', async (c, next) => {
    if (isFailing) return c.json(refuse('AWAY', 'the cloud is away'), 502)
    const isSafe = c.req.method === 'GET'
    if (!isSafe && ![new URL(c.req.url).origin, origin].includes(c.req.header('origin') ?? ''))
      return c.json(refuse('FORBIDDEN_ORIGIN', 'origin'), 403)
    const isOpen = c.req.path === '/api/session/ways' || (c.req.path === '/api/session' && c.req.method !== 'GET')
    if (!isOpen && !sessions.has(getCookie(c, 'coldrx_session') ?? ''))
      return c.json(refuse('SIGN_IN_REQUIRED', 'sign in first'), 401)
    return next()
  })
  app.post('/api/session', async (c) => {
    const { name, password } = await c.req.json<{ name: string; password: string }>()
    if (name === 'throttled') return c.json(refuse('TOO_MANY_ATTEMPTS', 'wait'), 429, { 'Retry-After': '30' })
    if (name !== SIGN_IN.name || password !== SIGN_IN.password) return c.json(refuse('WRONG_SIGN_IN', 'wrong'), 401)
    const token = `session-${sessions.size}-${Date.now()}`
    sessions.add(token)
    setCookie(c, 'coldrx_session', token, { httpOnly: true, sameSite: 'Strict', path: '/' })
    return c.json({ person })
  })
  app.get('/api/session', (c) => c.json({ person }))
  app.get('/api/session/ways', (c) => c.json({ password: true, outside: false }))
  app.delete('/api/session', (c) => {
    sessions.delete(getCookie(c, 'coldrx_session') ?? '')
    deleteCookie(c, 'coldrx_session')
    return c.body(null, 204)
  })
  app.get('/api/trucks', (c) =>
    c.json({ cursor: String(cursor), items: trucks.map((truck) => truckView(truck, cadence, Date.now())), next: null }),
  )
  app.get('/api/trucks/:device/series', (c) => {
    const truck = trucks.find(({ device }) => device === c.req.param('device'))
    const compartment = truck?.compartments.find(({ id }) => id === c.req.query('compartment'))
    if (truck === undefined || compartment === undefined) return c.json(refuse('NOT_FOUND', 'no such truck'), 404)
    const [fromMs, toMs] = [Date.parse(c.req.query('from') ?? ''), Date.parse(c.req.query('to') ?? '')]
    return c.json(seriesView(truck, compartment, cadence, fromMs, toMs, Date.now()))
  })
  app.get('/api/trucks/:device/link', (c) =>
    c.json({
      link: {
        ...{ toldAt: new Date(Date.now() - 7 * 60_000).toISOString(), budgetBytesPerDay: 10_000_000 },
        ...{ spentBytes: 8_204_900, thrift: 'saving' },
        lanes: { events: 24_800, frames: 215_000, hints: 7_621_000, documents: 74_100, rest: 270_000 },
      },
    }),
  )
  app.get('/api/trucks/:device/events', (c) => {
    const toMs = Date.parse(c.req.query('to') ?? '')
    const told: readonly [string, string, object][] = [
      ['alarm-raised', 'c1', { alarm: 'door-open', id: 'a1' }],
      ['sms-sent', '', { to: '1234', attempt: 1 }],
      ['out-of-range', 'c1', { celsius: 9.1 }],
      ['door-opened', 'c1', {}],
      ['started', '', {}],
    ]
    const items = told.map(([code, subject, detail], at) => ({
      ...{ id: `e${at}`, at: new Date(toMs - (at + 1) * 60_000).toISOString(), code, subject, detail },
    }))
    return c.json({ items, next: null })
  })
  app.get('/api/trucks/:device/track', (c) => {
    const truck = trucks.find(({ device }) => device === c.req.param('device'))
    if (truck === undefined) return c.json(refuse('NOT_FOUND', 'no such truck'), 404)
    const untilMs = Math.min(recordedUntilMs(truck, cadence, Date.now()), Date.parse(c.req.query('to') ?? ''))
    const points: unknown[] = []
    for (let atMs = Math.max(Date.parse(c.req.query('from') ?? ''), truck.startedMs); atMs <= untilMs; atMs += 60_000) {
      const { latitude, longitude, speedKmh } = positionAt(truck, atMs)
      points.push([atMs, latitude, longitude, speedKmh])
    }
    return c.json({ points })
  })
  app.get('/api/geofences', (c) => c.json({ items: fences, next: null }))
  app.get('/api/trips', (c) => c.json({ items: [], next: null }))
  app.get('/api/alarms', (c) => c.json({ items: allAlarms(), next: null }))
  app.get('/api/feed', (c) => {
    if (isRefusing) return c.json(refuse('TOO_MANY_FEEDS', 'not now'), 503)
    const after = c.req.header('last-event-id') ?? c.req.query('cursor') ?? ''
    cursors.push(after)
    c.header('Content-Type', 'text/event-stream; charset=utf-8')
    c.header('Transfer-Encoding', 'chunked')
    return stream(c, async (body) => {
      const feed = {
        write: (text: string) => void body.write(text),
        cut: () => c.env.outgoing.destroy(),
      }
      feeds.add(feed)
      feed.write('retry: 1000\n\n')
      // Only what has changed since: a page that comes back with a wrong cursor misses it.
      const changed = trucks.filter(({ device }) => (changedAt.get(device) ?? 0) > Number(after))
      for (const truck of changed) feed.write(block('truck', truckView(truck, cadence, Date.now()), cursor))
      for (const alarm of allAlarms()) feed.write(block('alarm', alarm, cursor))
      await new Promise<void>((resolve) => body.onAbort(resolve))
      feeds.delete(feed)
    })
  })
  app.route('/', builtPages(pages))

  function changeTruck(device: string, change: (truck: FakeTruck) => FakeTruck): void {
    const index = trucks.findIndex((truck) => truck.device === device)
    const truck = trucks[index]
    if (truck === undefined) throw new Error(`no truck ${device}`)
    trucks[index] = change(truck)
    cursor += 1
    changedAt.set(device, cursor)
    tell(block('truck', truckView(trucks[index], cadence, Date.now()), cursor))
    for (const alarm of alarmViews(trucks[index], Date.now())) tell(block('alarm', alarm, cursor))
  }

  const timers = [
    setInterval(() => {
      for (const truck of trucks) if (truck.online) tell(block('live', hintView(truck, Date.now())))
    }, sampleIntervalMs),
    setInterval(() => {
      cursor += 1
      for (const truck of trucks) if (truck.online) tell(block('truck', truckView(truck, cadence, Date.now()), cursor))
    }, frameIntervalMs),
    setInterval(() => tell(': \n\n'), 15_000),
  ]
  const listening = await listen(app, port)

  return {
    url: listening.url,
    trucks,
    fences,
    cursors,
    cutFeeds({ refused }) {
      isRefusing = refused
      for (const feed of [...feeds]) feed.cut()
    },
    expireSessions() {
      sessions = new Set()
      for (const feed of [...feeds]) feed.cut()
    },
    changeTruck,
    closeAlarms(device) {
      const truck = trucks.find((candidate) => candidate.device === device)
      if (truck === undefined) throw new Error(`no truck ${device}`)
      for (const alarm of alarmViews(truck, Date.now())) {
        const closed = { ...alarm, closedAt: iso(Date.now()) }
        closedAlarms.push(closed)
        cursor += 1
        tell(block('alarm', closed, cursor))
      }
      changeTruck(device, (open) => ({
        ...open,
        compartments: open.compartments.map((compartment) => ({ ...compartment, alarmSinceMs: null })),
      }))
    },
    failEverything(failing) {
      isFailing = failing
    },
    async stop() {
      for (const timer of timers) clearInterval(timer)
      await listening.stop()
    },
  }
}
