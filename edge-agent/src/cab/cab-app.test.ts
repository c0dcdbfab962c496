import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { TEST_LAYOUT, temporaryDirectory } from '../testing/recorder-fixture.ts'
import type { CabActions } from './cab-actions.ts'
import { createCabApp } from './cab-app.ts'
import { createCabFeed } from './cab-feed.ts'
import { type CabState, cabState } from './cab-state.ts'

const notHere = () => Promise.reject(new Error('no hand-over in this test'))
const actions: CabActions = {
  ...{ recordHandover: notHere, handoverContent: notHere, sayOfTrip: notHere },
  acknowledgeAlarms: () => 0,
}
const ORIGIN = 'http://127.0.0.1:8080'

function stateAt(wallMs: number): CabState {
  return cabState({
    device: 'tk001',
    layout: TEST_LAYOUT,
    monotonicMs: 0,
    wallMs,
    clock: 'rtc',
    network: {
      state: 'offline',
      since: { monotonicMs: 0 },
      link: {
        ...{ budgetBytesPerDay: null, spentBytes: 0, thrift: 'free' },
        lanes: { events: 0, frames: 0, hints: 0, documents: 0, rest: 0 },
      },
    },
    recording: { state: 'ok', lastRecordedAtMs: null, problem: null, framesTotal: 0, framesWaiting: 0 },
    tick: null,
    compartments: [],
    alarms: { open: [], sound: 'off', soundPausedUntil: null, relaysOn: [], relaysLost: [], sms: null },
    trip: null,
    progress: null,
    handovers: new Map(),
  })
}

describe('who may ask', () => {
  const app = createCabApp({
    actions,
    feed: createCabFeed(() => stateAt(0)),
    pages: '/nowhere',
  })
  const statusFor = async (path: string, host: string): Promise<number> =>
    (await app.request(`${ORIGIN}${path}`, { headers: { host } })).status

  test.each(['127.0.0.1', '127.0.0.1:41234', 'localhost', 'LOCALHOST:80', '[::1]:8080'])(
    'Host %s may',
    async (host) => {
      expect(await statusFor('/api/cab', host)).toBe(200)
    },
  )

  test.each([
    '',
    'evil.example',
    'evil.example:8080',
    '127.0.0.1.evil.example',
    'localhost:80@evil.example',
    '10.0.0.1',
  ])('Host "%s" may not, whatever it asks for', async (host) => {
    for (const path of ['/api/cab', '/api/cab/feed', '/', '/api/nothing']) {
      expect(await statusFor(path, host)).toBe(421)
    }
  })
})

test('page, states and refusals are for this origin alone', async () => {
  const pages = join(temporaryDirectory(), 'pages')
  mkdirSync(pages)
  writeFileSync(join(pages, 'index.html'), '<!doctype html>')
  const app = createCabApp({
    actions,
    feed: createCabFeed(() => stateAt(0)),
    pages,
  })
  for (const path of ['/', '/api/cab', '/api/nothing']) {
    const { headers } = await app.request(`${ORIGIN}${path}`, { headers: { host: '127.0.0.1:8080' } })
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('strict-transport-security')).toBeNull()
  }
})

test('the page is asked for anew each time, the files that it names are kept', async () => {
  const pages = join(temporaryDirectory(), 'pages')
  mkdirSync(join(pages, 'assets'), { recursive: true })
  writeFileSync(join(pages, 'index.html'), '<!doctype html>')
  writeFileSync(join(pages, 'assets', 'main-abc.js'), 'export {}')
  const app = createCabApp({
    actions,
    feed: createCabFeed(() => stateAt(0)),
    pages,
  })
  const cached = async (path: string) =>
    (await app.request(`${ORIGIN}${path}`, { headers: { host: '127.0.0.1:8080' } })).headers.get('cache-control')
  expect(await cached('/')).toBe('no-cache')
  expect(await cached('/assets/main-abc.js')).toBe('max-age=31536000, immutable')
  expect(await cached('/assets/gone.js')).toBe('no-cache')
})

test('a page that does not read its feed costs no memory: states are skipped, not queued', async () => {
  let made = 0
  const feed = createCabFeed(() => stateAt(++made * 1_000))
  const app = createCabApp({ actions, feed, pages: '/nowhere' })
  const response = await app.request(`${ORIGIN}/api/cab/feed`, { headers: { host: '127.0.0.1:8080' } })
  const reader = response.body?.getReader()
  if (reader === undefined) throw new Error('the feed has no body')
  for (let count = 0; count < 500; count++) {
    feed.publish()
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
  // what waits in the stream's own buffers, and no more
  expect(made).toBeLessThan(10)
  feed.close()
  const decoder = new TextDecoder()
  let text = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) text += decoder.decode(part.value)
  expect(text.match(/event: state/g)).toHaveLength(made)
})
