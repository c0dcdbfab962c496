import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SILENT_LOG } from '../buses/line.ts'
import { temporaryDirectory } from '../testing/recorder-fixture.ts'
import { createCabApp } from './cab-app.ts'
import type { CabFeed } from './cab-feed.ts'
import { firstPin, forgetScreens, makePin, openPairing, pairedScreens } from './pairing.ts'

const not = (pin: string): string => String((Number(pin) + 1) % 1_000_000).padStart(6, '0')

function world() {
  const directory = temporaryDirectory()
  const time = { wallMs: 1_800_000_000_000, monotonicMs: 0 }
  return {
    directory,
    time,
    pairing: openPairing({ directory }),
    make: () => makePin({ directory, nowMs: time.wallMs }).pin,
  }
}

test('a PIN pairs one screen, which stays paired over restarts until it is forgotten', () => {
  const { directory, time, pairing, make } = world()
  expect(pairing.tryPin('123456', time)).toEqual({ kind: 'gone' })
  const pin = make()
  const answer = pairing.tryPin(pin, time)
  if (answer.kind !== 'paired') throw new Error(answer.kind)
  expect(pairing.tryPin(pin, time)).toEqual({ kind: 'gone' })
  expect([undefined, '', 'x'.repeat(64), '0'.repeat(64)].map((token) => pairing.isPaired(token))).toEqual([
    ...[false, false, false, false],
  ])
  const again = openPairing({ directory })
  expect(again.isPaired(answer.token)).toBe(true)
  expect(pairedScreens(directory)).toHaveLength(1)
  forgetScreens(directory)
  expect(again.isPaired(answer.token)).toBe(false)
  writeFileSync(join(directory, 'cab-screens.json'), 'torn')
  expect(again.isPaired(answer.token)).toBe(false)
})

test('wrong PINs are throttled ever longer, by no clock that can be set, and use a PIN up', () => {
  const { time, pairing, make } = world()
  const pin = make()
  expect([1, 2, 3].map(() => pairing.tryPin(not(pin), time).kind)).toEqual(['wrong', 'wrong', 'wrong'])
  time.wallMs += 60_000
  expect(pairing.tryPin(pin, time)).toEqual({ kind: 'throttled', retryAfterMs: 10_000 })
  const pauses: number[] = []
  for (let tries = 3; tries < 10; tries++) {
    const before = pairing.tryPin(pin, time)
    if (before.kind !== 'throttled') throw new Error(before.kind)
    pauses.push(before.retryAfterMs / 1_000)
    time.monotonicMs += before.retryAfterMs
    expect(pairing.tryPin(not(pin), time)).toEqual({ kind: 'wrong' })
  }
  expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 640])
  time.monotonicMs += 900_000
  expect(pairing.tryPin(pin, time)).toEqual({ kind: 'gone' })
  // an agent that starts anew has not forgotten how often it was guessed at
  expect(openPairing(world()).tryPin(pin, time)).toEqual({ kind: 'gone' })
  expect(pairing.tryPin(make(), time).kind).toBe('paired')
})

test('a PIN is good for a quarter of an hour; a first start has one, and no later one', () => {
  const { directory, time, pairing, make } = world()
  expect(firstPin({ directory, nowMs: time.wallMs })).toMatch(/^\d{6}$/)
  expect(firstPin({ directory, nowMs: time.wallMs })).toBeNull()
  const pin = make()
  time.wallMs += 15 * 60_000 + 1
  expect(pairing.tryPin(pin, time)).toEqual({ kind: 'gone' })
})

test('a screen on the network sees and does nothing before it is paired; the page itself it may load', async () => {
  const { directory, time, pairing, make } = world()
  let acknowledged = 0
  const nothing = () => Promise.reject(new Error('not in this test'))
  const serve = (locally: boolean) =>
    createCabApp({
      feed: { current: () => ({ device: 'tk001' }) } as unknown as CabFeed,
      pages: directory,
      actions: {
        ...{ recordHandover: nothing, handoverContent: nothing, sayOfTrip: nothing },
        acknowledgeAlarms: () => ++acknowledged,
      },
      guard: { pairing, locally, now: () => time, log: SILENT_LOG },
    })
  const app = serve(false)
  const ask = (
    path: string,
    {
      cookie = '',
      body,
      from = '10.0.0.7',
      host = '10.0.0.1:8090',
      of = app,
    }: {
      readonly cookie?: string
      readonly body?: object
      readonly from?: string
      readonly host?: string
      readonly of?: typeof app
    } = {},
  ) =>
    of.request(
      `http://${host}${path}`,
      {
        headers: { host, cookie, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      },
      { incoming: { socket: { remoteAddress: from } } },
    )
  const heard = '/api/cab/alarms/acknowledge'
  expect([
    (await ask('/api/cab')).status,
    (await ask('/api/cab/feed')).status,
    (await ask(heard, { body: {} })).status,
  ]).toEqual([401, 401, 401])
  expect(acknowledged).toBe(0)
  expect((await ask('/')).status).toBe(200)
  // a name that somebody else's DNS points here
  expect((await ask('/', { host: 'evil.example' })).status).toBe(421)
  expect((await ask('/api/cab', { from: '127.0.0.1' })).status).toBe(200)
  expect((await ask('/api/cab', { from: '127.0.0.1', of: serve(true) })).status).toBe(401)

  const pin = make()
  const tried = [{ pin: '12' }, { pin: not(pin) }, { pin }]
  const answers = []
  for (const body of tried) answers.push(await ask('/api/cab/pair', { body }))
  expect(answers.map(({ status }) => status)).toEqual([422, 403, 200])
  const kept = answers[2]?.headers.get('set-cookie') ?? ''
  expect(kept).toMatch(/HttpOnly.*SameSite=Strict/)
  const cookie = kept.split(';')[0] ?? ''
  expect((await ask('/api/cab', { cookie })).status).toBe(200)
  expect((await ask(heard, { cookie, body: {} })).status).toBe(200)
  expect(acknowledged).toBe(1)
})
