import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import type * as z from 'zod/mini'
import type { cabStateSchema } from '../src/cab/contract.ts'
import { type Listening, listen, type NodeEnv } from './listen.ts'
import { builtPages } from './pages.ts'

/** As it travels: times are ISO text. */
export type CabWire = z.input<typeof cabStateSchema>

type TripWire = NonNullable<CabWire['trip']>

export interface FakeAgent extends Pick<Listening, 'url' | 'stop'> {
  change(change: (state: CabWire) => CabWire): void
  /** keeps every connection open and answers nothing */
  hang(hanging: boolean): void
  /** how often the driver acknowledged */
  readonly acknowledged: () => number
  /** what was said of the trip and handed over, in its order; `refuse` is answered to the next instead */
  readonly told: Record<string, unknown>[]
  refuse(code: string): void
  /** shows nothing before this is entered */
  askForPin(pin: string): void
}

/** A trip of two stops: three shipments, one of them handed over. */
export function tripWire(nowMs: number, change: Partial<TripWire> = {}): TripWire {
  const at = (minutes: number) => new Date(nowMs + minutes * 60_000).toISOString()
  const shipment = (id: string, toStop: string, zh: string, en: string, compartment: string) => ({
    ...{
      id,
      number: `S20261130-${id}`,
      consignee: '仁和门诊部 吴医生',
      goods: { zh, en },
      compartment,
      state: 'in-transit',
    },
    ...{
      boxes: [`S20261130-${id}-1`, `S20261130-${id}-2`],
      range: { minCelsius: 2, maxCelsius: 8 },
      fromStop: 's1',
      toStop,
    },
    handover: null,
  })
  return {
    ...{
      id: 't1',
      number: 'T20261130-01',
      driverName: '张卫东',
      started: { at: at(-60) },
      endedAt: null,
      checklists: [],
    },
    nextStop: 's3',
    stops: [
      {
        ...{ id: 's1', name: { zh: '澄江中心药库', en: 'Chengjiang central store' }, address: '莘庄工业区 18 号' },
        ...{ windowFrom: at(-90), windowTo: at(-60), state: 'left', done: true },
      },
      {
        ...{ id: 's2', name: { zh: '嘉善服务区交接点', en: 'Jiashan hand-over point' }, address: 'G60 沿线 3 号' },
        ...{ windowFrom: at(-20), windowTo: at(10), state: 'left', done: true },
      },
      {
        ...{ id: 's3', name: { zh: '杭州仁和分药库', en: 'Hangzhou branch store' }, address: '杭州市上城区 7 号' },
        ...{ windowFrom: at(30), windowTo: at(90), state: 'planned', done: false },
      },
    ],
    shipments: [
      {
        ...shipment('01', 's2', '甘精胰岛素注射液', 'Insulin glargine', 'c1'),
        handover: { document: 'handover-0001', outcome: 'delivered', at: at(-15), acknowledged: false },
      },
      shipment('02', 's3', '四价流感疫苗', 'Influenza vaccine, quadrivalent', 'c1'),
      {
        ...shipment('03', 's3', '水痘减毒活疫苗', 'Varicella vaccine, live', 'c2'),
        range: { minCelsius: -25, maxCelsius: -15 },
      },
    ],
    ...change,
  }
}

export function cabState(nowMs: number): CabWire {
  const ago = (minutes: number) => new Date(nowMs - minutes * 60_000).toISOString()
  const probe = (id: string, temperatureCelsius: number, humidityPercent: number | null = 63) => ({
    id,
    temperatureCelsius,
    humidityPercent,
    mark: 'ok',
  })
  return {
    device: 'tk001',
    assetName: '沪A·D8231',
    at: ago(0),
    clock: 'gnss',
    network: {
      ...{ state: 'online', since: ago(90) },
      link: {
        ...{ budgetBytesPerDay: 10_000_000, spentBytes: 1_902_400, thrift: 'free' },
        lanes: { events: 21_400, frames: 98_300, hints: 1_604_000, documents: 61_700, rest: 117_000 },
      },
    },
    recording: { state: 'ok', lastRecordedAt: ago(0.5), problem: null, framesTotal: 812, framesWaiting: 0 },
    position: { latitude: 30.85201, longitude: 121.02004, speedKmh: 72 },
    positionMark: 'ok',
    powerOn: true,
    alarms: { open: [], sound: 'off', soundPausedUntil: null, relaysOn: [], relaysLost: [], sms: null },
    trip: null,
    compartments: [
      {
        id: 'c1',
        name: { zh: '前舱 冷藏', en: 'Front, chilled' },
        range: { minCelsius: 2, maxCelsius: 8 },
        state: 'in-range',
        since: ago(134),
        temperatureCelsius: 4.7,
        humidityPercent: 63,
        doorOpen: false,
        defrosting: false,
        probes: [probe('p1', 4.6), probe('p2', 4.7), probe('p3', 4.9)],
      },
      {
        id: 'c2',
        name: { zh: '后舱 冷冻', en: 'Rear, frozen' },
        range: { minCelsius: -25, maxCelsius: -15 },
        state: 'in-range',
        since: ago(171),
        temperatureCelsius: -19.4,
        humidityPercent: null,
        doorOpen: false,
        defrosting: false,
        probes: [probe('p4', -19.2), probe('p5', -19.6, null)],
      },
    ],
  }
}

export async function startFakeAgent({ pages, port = 0 }: { pages: string; port?: number }): Promise<FakeAgent> {
  let state = cabState(Date.now())
  let isHanging = false
  let acknowledged = 0
  const told: Record<string, unknown>[] = []
  const refusals: string[] = []
  let pin: string | null = null
  const feeds = new Set<(text: string) => void>()
  const released: (() => void)[] = []
  const text = () => `event: state\ndata: ${JSON.stringify(state)}\n\n`

  const app = new Hono<NodeEnv>()
  app.use('/api/*', async (_, next) => {
    if (isHanging) await new Promise<void>((resolve) => released.push(resolve))
    await next()
  })
  app.post('/api/cab/pair', async (c) => {
    const entered = (await c.req.json<{ pin: string }>()).pin
    if (entered !== pin) return c.json({ error: { code: 'WRONG_PIN', message: 'pin: is another' } }, 403)
    pin = null
    return c.json({ paired: true })
  })
  app.use('/api/*', async (c, next) =>
    pin === null ? await next() : c.json({ error: { code: 'PAIRING_NEEDED', message: 'not paired' } }, 401),
  )
  app.get('/api/cab', (c) => c.json(state))
  app.post('/api/cab/alarms/acknowledge', (c) => {
    acknowledged++
    const until = new Date(Date.now() + 300_000).toISOString()
    state = { ...state, alarms: { ...state.alarms, sound: 'paused', soundPausedUntil: until } }
    for (const write of [...feeds]) write(text())
    return c.json({ acknowledged: state.alarms.open.length })
  })
  app.post('/api/cab/:what{trip|handovers}', async (c) => {
    const code = refusals.shift()
    if (code !== undefined) return c.json({ error: { code, message: code } }, 409)
    told.push(await c.req.json())
    return c.json({})
  })
  app.get('/api/cab/handovers/:id', (c) => {
    const said = told.find(({ id }) => id === c.req.param('id')) ?? {}
    const shipment = state.trip?.shipments.find(({ id }) => id === said.shipment)
    const probes = [{ id: 'p1', temperatureCelsius: 4.6, mark: 'ok' }]
    return c.json({
      ...{ waybill: shipment?.number, atMs: Date.now(), clock: 'gnss', compartment: 'c1', temperatureCelsius: 4.7 },
      ...{ position: { latitude: 30.30181, longitude: 120.18921 }, ...said },
      sheet: {
        ...{ truck: state.assetName, tripNumber: state.trip?.number, stopName: state.trip?.stops[2]?.name, probes },
        ...{ consignee: shipment?.consignee, goods: shipment?.goods, range: shipment?.range },
        ...{ driver: state.trip?.driverName, departedAtMs: Date.now() - 3_600_000 },
      },
    })
  })
  app.get('/api/cab/feed', (c) => {
    c.header('Content-Type', 'text/event-stream; charset=utf-8')
    c.header('Transfer-Encoding', 'chunked')
    return stream(c, async (body) => {
      const write = (chunk: string) => void body.write(chunk)
      feeds.add(write)
      write(text())
      await new Promise<void>((resolve) => body.onAbort(resolve))
      feeds.delete(write)
    })
  })
  app.route('/', builtPages(pages))
  const listening = await listen(app, port)

  return {
    url: listening.url,
    change(change) {
      state = change(state)
      if (!isHanging) for (const write of [...feeds]) write(text())
    },
    acknowledged: () => acknowledged,
    told,
    refuse: (code) => void refusals.push(code),
    askForPin: (wanted) => {
      pin = wanted
    },
    hang(hanging) {
      isHanging = hanging
      if (!hanging) for (const release of released.splice(0)) release()
    },
    async stop() {
      for (const release of released.splice(0)) release()
      await listening.stop()
    },
  }
}
