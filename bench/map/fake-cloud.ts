import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where its trucks drive: around the cities in which most of the country's cold chain begins and ends. */
const CITIES = [
  ...[
    [116.4, 39.9],
    [117.2, 39.1],
    [121.5, 31.2],
    [120.2, 30.3],
    [118.8, 32.1],
    [113.3, 23.1],
    [114.1, 22.5],
    [106.5, 29.5],
  ],
  ...[
    [104.1, 30.6],
    [114.3, 30.6],
    [108.9, 34.3],
    [123.4, 41.8],
    [126.6, 45.8],
    [112.9, 28.2],
    [115.9, 28.7],
    [119.3, 26.1],
  ],
  ...[
    [117.0, 36.6],
    [120.4, 36.1],
    [113.6, 34.7],
    [102.7, 25.0],
    [106.7, 26.6],
    [108.4, 22.8],
    [110.3, 20.0],
    [87.6, 43.8],
  ],
] as const

const SLICES_A_SECOND = 20
const KM_PER_DEGREE = 111.32
/** A frame every five minutes, as real trucks send them. */
const FRAME_INTERVAL_SECONDS = 300

interface Truck {
  readonly device: string
  readonly name: string
  readonly from: readonly [longitude: number, latitude: number]
  readonly heading: number
  readonly speedKmh: number
  readonly alarmSinceMs: number | null
  readonly bornMs: number
}

export interface FakeCloud {
  readonly url: URL
  /** hints written to the feed so far */
  hintsSent(): number
  /** bytes that the page has not taken */
  backlogBytes(): number
  stop(): Promise<void>
}

/** The part of the cloud's HTTP that the live page asks for, with thousands of trucks that say something every second. */
export async function startFakeCloud({ trucks: count }: { readonly trucks: number }): Promise<FakeCloud> {
  const startedMs = Date.now()
  const trucks = Array.from({ length: count }, (_, index) => makeTruck(index, startedMs))
  const feeds = new Set<ServerResponse>()
  let cursor = 1
  let hints = 0
  let slice = 0

  const server = createServer((request, response) => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://fake')
    if (path === '/api/feed') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write('retry: 1000\n\n')
      feeds.add(response)
      response.on('close', () => feeds.delete(response))
      return
    }
    const body = answer({ path, query }, trucks, String(cursor))
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body ?? { error: { code: 'NOT_FOUND' } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const timer = setInterval(() => {
    const nowMs = Date.now()
    slice = (slice + 1) % SLICES_A_SECOND
    const second = Math.floor(nowMs / 1_000)
    let text = ''
    for (let index = slice; index < trucks.length; index += SLICES_A_SECOND) {
      const truck = trucks[index]
      if (truck === undefined) continue
      text += `event: live\ndata: ${JSON.stringify(hintOf(truck, nowMs))}\n\n`
      hints += 1
      if (index % FRAME_INTERVAL_SECONDS !== second % FRAME_INTERVAL_SECONDS) continue
      cursor += 1
      text += `event: truck\nid: ${cursor}\ndata: ${JSON.stringify(viewOf(truck, nowMs))}\n\n`
    }
    for (const feed of feeds) feed.write(text)
  }, 1_000 / SLICES_A_SECOND)
  const heartbeat = setInterval(() => {
    for (const feed of feeds) feed.write(': \n\n')
  }, 15_000)

  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    hintsSent: () => hints,
    backlogBytes: () => [...feeds].reduce((sum, feed) => sum + feed.writableLength, 0),
    async stop() {
      clearInterval(timer)
      clearInterval(heartbeat)
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function answer(
  { path, query }: { readonly path: string; readonly query: URLSearchParams },
  trucks: readonly Truck[],
  cursor: string,
): unknown {
  const nowMs = Date.now()
  if (path === '/api/session')
    return {
      person: {
        id: 'dispatch',
        name: 'dispatch',
        displayName: { zh: '调度员', en: 'Dispatch' },
        roles: ['dispatcher'],
        organisation: null,
        passwordIsTemporary: false,
      },
    }
  if (path === '/api/trucks') {
    const from = Number(query.get('after') ?? 0)
    const to = from + Number(query.get('limit') ?? 50)
    const items = trucks.slice(from, to).map((truck) => viewOf(truck, nowMs))
    return { cursor, items, next: to < trucks.length ? String(to) : null }
  }
  if (path === '/api/alarms') return { items: [], next: null }
  return undefined
}

/** The same fleet in every run. */
function makeTruck(index: number, nowMs: number): Truck {
  const random = (salt: number) => ((Math.imul(index + 1, 2_654_435_761) ^ Math.imul(salt, 40_503)) >>> 0) / 2 ** 32
  const [longitude = 0, latitude = 0] = CITIES[index % CITIES.length] ?? []
  const away = 2.2 * random(1) ** 1.5
  const direction = random(2) * 2 * Math.PI
  return {
    device: `tk${String(index).padStart(5, '0')}`,
    name: `沪A·${String(10_000 + index)}`,
    from: [longitude + away * Math.cos(direction), latitude + away * Math.sin(direction)],
    heading: random(3) * 2 * Math.PI,
    speedKmh: 40 + Math.round(random(4) * 50),
    alarmSinceMs: index % 97 === 0 ? nowMs - 600_000 : null,
    bornMs: nowMs,
  }
}

function placeOf({ from, heading, speedKmh, bornMs }: Truck, nowMs: number) {
  const degrees = (speedKmh * (nowMs - bornMs)) / 3_600_000 / KM_PER_DEGREE
  return { longitude: from[0] + degrees * Math.cos(heading), latitude: from[1] + degrees * Math.sin(heading) }
}

function samplesOf({ alarmSinceMs }: Truck, nowMs: number): Record<string, { value: number; mark: string }> {
  const wave = Math.round(Math.sin(nowMs / 60_000) * 10) / 10
  const chilled = (alarmSinceMs === null ? 4.6 : 9.8) + wave
  return {
    'p1.temperature': { value: chilled, mark: 'ok' },
    'p1.humidity': { value: 61, mark: 'ok' },
    'p2.temperature': { value: chilled + 0.3, mark: 'ok' },
    'p2.humidity': { value: 60, mark: 'ok' },
    'p3.temperature': { value: -19.5 + wave, mark: 'ok' },
    'p4.temperature': { value: -19.2 + wave, mark: 'ok' },
    'c1.door': { value: 0, mark: 'ok' },
    'c2.door': { value: 0, mark: 'ok' },
    power: { value: 1, mark: 'ok' },
  }
}

function hintOf(truck: Truck, nowMs: number) {
  const { longitude, latitude } = placeOf(truck, nowMs)
  return {
    device: truck.device,
    at: new Date(nowMs).toISOString(),
    clock: 'gnss',
    samples: {
      ...samplesOf(truck, nowMs),
      'gnss.latitude': { value: latitude, mark: 'ok' },
      'gnss.longitude': { value: longitude, mark: 'ok' },
      'gnss.speed': { value: truck.speedKmh, mark: 'ok' },
    },
    outOfRangeSince: { c1: truck.alarmSinceMs === null ? null : new Date(truck.alarmSinceMs).toISOString(), c2: null },
  }
}

function viewOf(truck: Truck, nowMs: number) {
  const at = new Date(nowMs - 30_000).toISOString()
  const samples = samplesOf(truck, nowMs)
  const channels = (probes: readonly string[]) =>
    probes.flatMap((probe) =>
      (['temperature', 'humidity'] as const).flatMap((quantity) => {
        const id = `${probe}.${quantity}`
        const sample = samples[id]
        return sample === undefined
          ? []
          : [{ id, quantity, unit: quantity === 'humidity' ? '%' : 'Cel', decimals: 1, source: probe, ...sample, at }]
      }),
    )
  const openedAt = truck.alarmSinceMs === null ? null : new Date(truck.alarmSinceMs).toISOString()
  return {
    ...{ device: truck.device, name: truck.name, kind: 'truck', online: true, lastRecordedAt: at, frames: 100 },
    ...{ onlineSince: new Date(truck.bornMs).toISOString(), recordIntervalMs: 60_000 },
    flags: { broken: 0, forks: 0, quarantined: 0 },
    position: { ...placeOf(truck, nowMs), speedKmh: truck.speedKmh, at },
    ...{ positionMark: 'ok', powerOn: true, notRecording: null },
    compartments: [
      {
        ...{
          id: 'c1',
          name: { zh: '前舱 冷藏', en: 'Front, chilled' },
          range: { minCelsius: 2, maxCelsius: 8 },
          doorOpen: false,
          defrosting: false,
        },
        alarm:
          openedAt === null
            ? null
            : { id: `${truck.device}-1`, openedAt, peakCelsius: 10.8, channel: 'p1.temperature' },
        channels: channels(['p1', 'p2']),
      },
      {
        ...{ id: 'c2', name: { zh: '后舱 冷冻', en: 'Rear, frozen' }, range: { minCelsius: -25, maxCelsius: -15 } },
        ...{ doorOpen: false, defrosting: false, alarm: null, channels: channels(['p3', 'p4']) },
      },
    ],
  }
}
