import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startHttpServer } from '../http/server.ts'
import { type Asker, createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { readEvents } from '../testing/event-reader.ts'
import { alarmRecord, truckSnapshot } from '../testing/memory-read-model.ts'

const HOUR_MS = 3_600_000

describe.each(eachEngine)('what a driver sees of the fleet on %s', (_, openPlace) => {
  let at: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let dispatcher: Asker
  let driver: Asker
  let driverId: string

  beforeEach(async () => {
    at = await openPlace()
    world = await createApiWorld({ place: at.place, feedParts: { heartbeatMs: 20 } })
    world.readModel.commit({
      trucks: ['tk001', 'tk002', 'tk003'].map((device) => truckSnapshot(device)),
      alarms: [alarmRecord('a2', { device: 'tk002' }), alarmRecord('a1', { device: 'tk001' })],
    })
    dispatcher = await world.as('dispatcher')
    driver = await world.as('driver')
    driverId = (await world.people.list()).find(({ name }) => name === 'driver')?.id ?? ''
  })
  afterEach(async () => {
    await world.close()
    await at.remove()
  })

  async function plan(device: string, hours: number, driven: string | null = driverId): Promise<string> {
    const instant = (more: number) => new Date(world.clock.ms + (hours + more) * HOUR_MS).toISOString()
    const stop = (en: string, more: number) => ({
      ...{ name: { zh: en, en }, address: '上海市杨浦区 1 号', position: { latitude: 31.3, longitude: 121.5 } },
      ...{ windowFrom: instant(more), windowTo: instant(more + 1) },
    })
    const { status, body } = await dispatcher('POST', '/api/trips', {
      ...{ number: `${device}-${hours}`, device, driver: driven, plannedDeparture: instant(0) },
      stops: [stop('Depot', 0), stop('Clinic', 2)],
    })
    if (status !== 201) throw new Error(JSON.stringify(body))
    return (body as { id: string }).id
  }
  const step = (trip: string, event: string) => dispatcher('POST', `/api/trips/${trip}/${event}`, {})

  async function seen(): Promise<string[]> {
    const { body } = await driver('GET', '/api/trucks')
    return (body as { items: { device: string }[] }).items.map(({ device }) => device)
  }
  const statusOf = async (path: string) => (await driver('GET', path)).status

  it('is the trucks of his trips of today, their curves and alarms, and nothing of others', async () => {
    expect(await seen()).toEqual([])
    await plan('tk001', 2)
    await plan('tk002', 2, null)
    await plan('tk003', 30)
    expect(await seen()).toEqual(['tk001'])
    const span = 'from=2026-03-01T08:00:00Z&to=2026-03-01T09:00:00Z'
    for (const path of ['', `/track?${span}`, `/series?compartment=c1&${span}`]) {
      expect([path, await statusOf(`/api/trucks/tk001${path}`)]).toEqual([path, 200])
      expect([path, await statusOf(`/api/trucks/tk002${path}`)]).toEqual([path, 404])
    }
    // the page is cut after what is not his has gone
    expect((await driver('GET', '/api/alarms?limit=1')).body).toMatchObject({ items: [{ id: 'a1' }] })
    expect(await statusOf('/api/assets')).toBe(403)
  })

  it('begins on the day of departure in China, lasts through the night, and ends with the trip', async () => {
    // 08:00 in China: the day ends after 16 hours
    const tomorrow = await plan('tk001', 16)
    expect(await seen()).toEqual([])
    world.clock.ms += HOUR_MS * 16
    driver = await world.as('driver')
    dispatcher = await world.as('dispatcher')
    expect(await seen()).toEqual(['tk001'])
    for (const event of ['release', 'start-loading', 'depart']) expect((await step(tomorrow, event)).status).toBe(200)
    world.clock.ms += HOUR_MS * 30
    driver = await world.as('driver')
    dispatcher = await world.as('dispatcher')
    expect(await seen()).toEqual(['tk001'])
    expect((await step(tomorrow, 'complete')).status).toBe(200)
    expect(await seen()).toEqual([])
  })

  it('follows in an open feed: trips, and what the person may do by then', async () => {
    const trip = await plan('tk001', 2)
    const server = await startHttpServer({ app: world.app, port: 0 })
    try {
      const reader = await readEvents(`${server.url}/api/feed`, { cookie: await world.cookieOf('driver') })
      await reader.untilCount(2)
      expect(reader.summary()).toEqual(['truck tk001', 'alarm a1'])
      const heardOf = async (device: string) => {
        world.readModel.commit({ trucks: [truckSnapshot(device)] })
        return reader.summary().includes(`truck ${device}`)
      }
      expect(await heardOf('tk002')).toBe(false)
      await plan('tk002', 3)
      await expect.poll(() => heardOf('tk002'), { timeout: 30_000 }).toBe(true)
      await step(trip, 'cancel')
      const administrator = await world.as('administrator')
      const change = { roles: ['dispatcher'], reason: 'drives no more' }
      expect((await administrator('PATCH', `/api/people/${driverId}`, change)).status).toBe(200)
      await expect.poll(() => heardOf('tk003'), { timeout: 30_000 }).toBe(true)
      reader.drop()
    } finally {
      world.feed.stop()
      await server.stop()
    }
  })
})
