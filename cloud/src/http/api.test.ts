import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApiWorld, ORIGIN } from '../testing/api-world.ts'
import { AT_MS, alarmRecord, truckSnapshot } from '../testing/memory-read-model.ts'

let world: Awaited<ReturnType<typeof createApiWorld>>
let headers: { cookie: string }

beforeEach(async () => {
  world = await createApiWorld()
  headers = { cookie: await world.cookie() }
})
afterEach(() => world.close())

const cursorOf = (key: readonly unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url')
const badRequest = (field: string, message: string) => ({
  status: 400,
  body: { code: 'BAD_REQUEST', detail: `${field}: ${message}`, field },
})

describe('trucks', () => {
  it('are answered with ISO times and the cursor', async () => {
    world.readModel.commit({ trucks: [truckSnapshot('tk001')] })
    const truck = {
      device: 'tk001',
      name: '沪A·tk001',
      kind: 'truck',
      online: true,
      onlineSince: '2026-03-01T08:00:00.000Z',
      lastRecordedAt: '2026-03-01T08:01:00.000Z',
      frames: 3,
      flags: { broken: 0, forks: 0, quarantined: 0 },
      position: { latitude: 31.2, longitude: 121.4, speedKmh: 61, at: '2026-03-01T08:01:00.000Z' },
      positionMark: 'ok',
      powerOn: true,
      notRecording: null,
      recordIntervalMs: 60_000,
      compartments: [
        {
          id: 'c1',
          name: { zh: '前舱', en: 'Front' },
          range: { minCelsius: 2, maxCelsius: 8 },
          doorOpen: false,
          defrosting: false,
          alarm: { id: 'a1', openedAt: '2026-03-01T08:00:00.000Z', peakCelsius: 9.1, channel: 'p1.temperature' },
          channels: [
            {
              id: 'p1.temperature',
              quantity: 'temperature',
              unit: 'Cel',
              decimals: 1,
              source: 'p1',
              value: 4.3,
              mark: 'ok',
              at: '2026-03-01T08:01:00.000Z',
            },
          ],
        },
      ],
    }
    expect(await world.get('/api/trucks', headers)).toMatchObject({
      status: 200,
      body: { cursor: '1', items: [truck], next: null },
    })
    expect((await world.get('/api/trucks/tk001', headers)).body).toEqual({ cursor: '1', truck })
  })

  it('say what their links carried, and since when they do not record', async () => {
    const notRecording = { sinceMs: AT_MS, problem: 'disk I/O error' }
    world.readModel.commit({ trucks: [truckSnapshot('tk001', { notRecording }), truckSnapshot('tk002')] })
    const lanes = { events: 1, frames: 2, hints: 3, documents: 4, rest: 5 }
    world.readModel.links.set('tk001', {
      ...{ budgetBytesPerDay: 10_000_000, spentBytes: 15, lanes, thrift: 'free', toldAtMs: AT_MS },
    })
    expect((await world.get('/api/trucks/tk001', headers)).body).toMatchObject({
      truck: { notRecording: { since: '2026-03-01T08:00:00.000Z', problem: 'disk I/O error' } },
    })
    expect((await world.get('/api/trucks/tk001/link', headers)).body).toEqual({
      link: {
        ...{ budgetBytesPerDay: 10_000_000, spentBytes: 15, lanes, thrift: 'free' },
        toldAt: '2026-03-01T08:00:00.000Z',
      },
    })
    expect((await world.get('/api/trucks/tk002/link', headers)).body).toEqual({ link: null })
    expect((await world.get('/api/trucks/tk009/link', headers)).status).toBe(404)
  })

  it('that do not exist are 404, however strange the name', async () => {
    for (const device of ['tk009', 'TK001', '..%2f..%2fetc', 'a'.repeat(400)]) {
      for (const path of ['', '/track?from=2026-03-01T00:00:00Z&to=2026-03-01T01:00:00Z']) {
        expect(await world.get(`/api/trucks/${device}${path}`, headers)).toMatchObject({
          status: 404,
          body: { code: 'NOT_FOUND' },
        })
      }
    }
  })
})

describe('series and track', () => {
  const span = 'from=2026-03-01T08:00:00Z&to=2026-03-01T09:00:00.000Z'
  beforeEach(() => world.readModel.commit({ trucks: [truckSnapshot('tk001')] }))

  it('ask the read model for the span', async () => {
    expect(await world.get(`/api/trucks/tk001/series?compartment=c1&${span}`, headers)).toMatchObject({
      status: 200,
      body: { device: 'tk001', compartment: 'c1', range: { minCelsius: 2, maxCelsius: 8 }, recordIntervalMs: 60_000 },
    })
    expect(await world.get(`/api/trucks/tk001/track?${span}`, headers)).toMatchObject({
      status: 200,
      body: { points: [[AT_MS, 31.2, 121.4, 60]] },
    })
    expect(world.readModel.asked).toEqual([
      { device: 'tk001', compartment: 'c1', fromMs: AT_MS, toMs: AT_MS + 3_600_000 },
      { device: 'tk001', fromMs: AT_MS, toMs: AT_MS + 3_600_000 },
    ])
  })

  it('tell which of truck and compartment does not exist', async () => {
    expect((await world.get(`/api/trucks/tk001/series?compartment=c9&${span}`, headers)).body).toMatchObject({
      code: 'NOT_FOUND',
      field: 'compartment',
    })
    expect((await world.get(`/api/trucks/tk009/series?compartment=c1&${span}`, headers)).body).toMatchObject({
      code: 'NOT_FOUND',
      field: 'device',
    })
  })

  it.each([
    ['from=2026-03-01T08:00:00Z', 'to'],
    ['from=yesterday&to=2026-03-01T09:00:00Z', 'from'],
    ['from=2026-03-01T08:00:00%2B08:00&to=2026-03-01T09:00:00Z', 'from'],
    ['from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', 'to'],
    ['from=2006-03-01T00:00:00Z&to=2026-03-08T00:00:00Z', 'to'],
    ['from=2026-03-01T00:00:00Z&to=2026-03-08T00:00:00.001Z&compartment=c1', 'to'],
    ['from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&compartment=c1&buckets=2001', 'buckets'],
    ['from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&compartment=', 'compartment'],
    ['from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&compartment=c1&compartment=c2', 'compartment'],
    ['from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&compartment=c1&format=csv', 'format'],
  ])('refuse %s naming %s', async (query, field) => {
    const withCompartment = query.includes('compartment') ? query : `compartment=c1&${query}`
    expect(await world.get(`/api/trucks/tk001/series?${withCompartment}`, headers)).toMatchObject({
      status: 400,
      body: { code: 'BAD_REQUEST', field },
    })
    if (query.includes('compartment')) return
    expect((await world.get(`/api/trucks/tk001/track?${query}`, headers)).body).toMatchObject({ field })
  })

  it('reach seven days row by row, and years in buckets', async () => {
    const week = 'from=2026-03-01T00:00:00Z&to=2026-03-08T00:00:00Z'
    const year = 'from=2025-03-08T00:00:00Z&to=2026-03-08T00:00:00Z'
    for (const path of [
      `series?compartment=c1&${week}`,
      `series?compartment=c1&buckets=1000&${year}`,
      `track?${year}`,
    ]) {
      expect([path, (await world.get(`/api/trucks/tk001/${path}`, headers)).status]).toEqual([path, 200])
    }
  })
})

describe('events of a truck', () => {
  it('are paged by key, also where many are of one moment', async () => {
    world.readModel.commit({ trucks: [truckSnapshot('tk001')] })
    const event = (id: string, minute: number) => {
      const atMs = AT_MS + minute * 60_000
      return { id, atMs, orderMs: atMs, code: 'door-opened', subject: 'c1', detail: { n: 1 } }
    }
    world.readModel.told = [event('e9', 70), event('e5', 9), event('e4', 9), event('e3', 9), event('e2', 1)]
    const span = 'from=2026-03-01T08:00:00Z&to=2026-03-01T09:00:00Z'
    const ids: string[] = []
    for (let after = ''; ; ) {
      const { status, body } = await world.get(`/api/trucks/tk001/events?${span}&limit=2${after}`, headers)
      expect(status).toBe(200)
      const { items, next } = body as { items: { id: string }[]; next: string | null }
      ids.push(...items.map(({ id }) => id))
      if (next === null) break
      after = `&after=${next}`
    }
    expect(ids).toEqual(['e5', 'e4', 'e3', 'e2'])
    expect((await world.get(`/api/trucks/tk001/events?${span}`, headers)).body).toMatchObject({
      items: [{ at: '2026-03-01T08:09:00.000Z', code: 'door-opened', subject: 'c1', detail: { n: 1 } }, {}, {}, {}],
      next: null,
    })
    const long = 'from=2026-03-01T00:00:00Z&to=2026-03-08T00:00:00.001Z'
    expect(await world.get(`/api/trucks/tk001/events?${long}`, headers)).toMatchObject(
      badRequest('to', 'must be at most 7 days after from'),
    )
    expect((await world.get(`/api/trucks/tk009/events?${span}`, headers)).status).toBe(404)
  })
})

describe('alarms', () => {
  it('are paged and filtered', async () => {
    world.readModel.commit({ alarms: [alarmRecord('a1'), alarmRecord('a2', { closedAtMs: AT_MS + 1 })] })
    const { body } = await world.get(`/api/alarms?state=open&limit=7&after=${cursorOf([AT_MS, 'a0'])}`, headers)
    expect(body).toEqual({
      next: null,
      items: [
        {
          id: 'a1',
          device: 'tk001',
          truckName: '沪A·tk001',
          compartment: 'c1',
          compartmentName: { zh: '前舱', en: 'Front' },
          openedAt: '2026-03-01T08:00:00.000Z',
          closedAt: null,
          peakCelsius: 9.1,
          range: { minCelsius: 2, maxCelsius: 8 },
          channel: 'p1.temperature',
        },
      ],
    })
    await world.get('/api/alarms', headers)
    const devices = new Set(['tk001', 'tk002', 'tk003'])
    expect(world.readModel.asked).toEqual([
      { state: 'open', limit: 8, after: [AT_MS, 'a0'], devices },
      { state: 'all', limit: 51, after: undefined, devices },
    ])
  })

  it('refuse bad queries by name', async () => {
    for (const limit of ['0', '101', '1e1', '-1', '', '5.0']) {
      expect(await world.get(`/api/alarms?limit=${limit}`, headers)).toMatchObject(
        badRequest('limit', 'must be a whole number from 1 to 100'),
      )
    }
    expect(await world.get('/api/alarms?state=shut', headers)).toMatchObject(badRequest('state', 'must be open or all'))
    for (const after of ['%0a', cursorOf(['a0'])])
      expect(await world.get(`/api/alarms?after=${after}`, headers)).toMatchObject(
        badRequest('after', 'must be the `next` of the page before'),
      )
    expect(await world.get('/api/alarms?sort=peak', headers)).toMatchObject(badRequest('sort', 'is not known here'))
  })
})

describe('every answer', () => {
  it('of health is open to all', async () => {
    expect(await world.get('/api/health', {})).toMatchObject({
      status: 200,
      body: { ok: true, frames: 0, cursors: { summaries: 0 } },
    })
  })

  it('but health, sign-in and the description needs a session', async () => {
    for (const path of ['trucks', 'trucks/tk001', 'alarms', 'feed', 'session']) {
      for (const cookie of ['', 'coldrx_session=x', `coldrx_session=${'A'.repeat(43)}`]) {
        expect(await world.get(`/api/${path}`, { cookie })).toMatchObject({
          status: 401,
          body: { code: 'SIGN_IN_REQUIRED', detail: 'sign in first' },
        })
      }
    }
  })

  it('to an unknown path or method is JSON', async () => {
    expect(await world.get('/api/nowhere', headers)).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND' },
    })
    expect(await world.get('/', headers)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    const posted = await world.app.request('/api/trucks', { method: 'POST', headers: { ...headers, origin: ORIGIN } })
    expect(posted.status).toBe(404)
  })

  it('carries the headers that keep it harmless', async () => {
    for (const path of ['/api/trucks', '/api/health', '/api/nowhere']) {
      const { headers: answered } = await world.get(path, headers)
      expect(answered.get('content-security-policy')).toBe(
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      )
      expect(answered.get('x-content-type-options')).toBe('nosniff')
      expect(answered.get('cache-control')).toBe('no-store')
      expect(answered.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
      expect(answered.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('to a failure of ours says nothing about it', async () => {
    world.readModel.trucks = () => Promise.reject(new Error('disk sector 7'))
    expect(await world.get('/api/trucks', headers)).toMatchObject({
      status: 500,
      body: { code: 'INTERNAL', detail: 'something failed on our side; it was logged' },
    })
  })
})
