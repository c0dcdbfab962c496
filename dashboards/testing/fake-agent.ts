import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import type * as z from 'zod/mini'
import type { cabStateSchema } from '../src/cab/contract.ts'
import { type Listening, listen, type NodeEnv } from './listen.ts'
import { builtPages } from './pages.ts'

/** As it travels: times are ISO text. */
export type CabWire = z.input<typeof cabStateSchema>

export interface FakeAgent extends Pick<Listening, 'url' | 'stop'> {
  change(change: (state: CabWire) => CabWire): void
  /** keeps every connection open and answers nothing */
  hang(hanging: boolean): void
  /** how often the driver acknowledged */
  readonly acknowledged: () => number
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
    network: { state: 'online', since: ago(90) },
    recording: { state: 'ok', lastRecordedAt: ago(0.5), problem: null, framesTotal: 812, framesWaiting: 0 },
    position: { latitude: 30.85201, longitude: 121.02004, speedKmh: 72 },
    positionMark: 'ok',
    powerOn: true,
    alarms: { open: [], sound: 'off', soundPausedUntil: null, relaysLost: [], sms: null },
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
  const feeds = new Set<(text: string) => void>()
  const released: (() => void)[] = []
  const text = () => `event: state\ndata: ${JSON.stringify(state)}\n\n`

  const app = new Hono<NodeEnv>()
  app.use('/api/*', async (_, next) => {
    if (isHanging) await new Promise<void>((resolve) => released.push(resolve))
    await next()
  })
  app.get('/api/cab', (c) => c.json(state))
  app.post('/api/cab/alarms/acknowledge', (c) => {
    acknowledged++
    const until = new Date(Date.now() + 300_000).toISOString()
    state = { ...state, alarms: { ...state.alarms, sound: 'paused', soundPausedUntil: until } }
    for (const write of [...feeds]) write(text())
    return c.json({ acknowledged: state.alarms.open.length })
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
