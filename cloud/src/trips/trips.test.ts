import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Asker, createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { truckSnapshot } from '../testing/memory-read-model.ts'

interface View {
  readonly id: string
  readonly state: string
  readonly revision: number
  readonly stops: readonly { readonly id: string }[]
  readonly [key: string]: unknown
}

const HOUR_MS = 3_600_000

describe.each(eachEngine)('trips and shipments on %s', (_, openPlace) => {
  let at: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let dispatcher: Asker
  let driver: Asker
  let driverId: string

  beforeEach(async () => {
    at = await openPlace()
    world = await createApiWorld({ place: at.place })
    world.readModel.commit({ trucks: [truckSnapshot('tk001')] })
    dispatcher = await world.as('dispatcher')
    driver = await world.as('driver')
    driverId = (await world.people.list()).find(({ name }) => name === 'driver')?.id ?? ''
  })
  afterEach(async () => {
    await world.close()
    await at.remove()
  })

  const instant = (hours: number) => new Date(world.clock.ms + hours * HOUR_MS).toISOString()
  const stop = (en: string, hours: number) => ({
    name: { zh: `站 ${en}`, en },
    address: '上海市杨浦区 1 号',
    position: { latitude: 31.3, longitude: 121.5 },
    windowFrom: instant(hours),
    windowTo: instant(hours + 1),
  })
  const plan = (number: string, more: object = {}) => ({
    number,
    device: 'tk001',
    driver: driverId,
    plannedDeparture: instant(2),
    stops: [stop('Depot', 2), stop('Clinic', 3), stop('Hospital', 5)],
    ...more,
  })
  const shipmentPlan = (number: string, more: object = {}) => ({
    number,
    consignee: '仁和门诊部 吴医生',
    consigneePhone: '021 5550 0100',
    goods: { zh: '甘精胰岛素', en: 'Insulin glargine' },
    range: { minCelsius: 2, maxCelsius: 8 },
    timeBudgetMinutes: 30,
    boxes: [`${number}-1`, `${number}-2`],
    ...more,
  })

  async function planned(number = 'T-1', more: object = {}): Promise<View> {
    const { status, body } = await dispatcher('POST', '/api/trips', plan(number, more))
    expect([status, body]).toEqual([201, expect.anything()])
    return body as View
  }
  async function added(number = 'S-1', more: object = {}): Promise<View> {
    const { status, body } = await dispatcher('POST', '/api/shipments', { rows: [shipmentPlan(number, more)] })
    expect([status, body]).toEqual([201, expect.anything()])
    const [shipment] = (body as { shipments: View[] }).shipments
    if (shipment === undefined) throw new Error('nothing was added')
    return shipment
  }
  const assign = (shipment: View, trip: View, more: object = {}) =>
    dispatcher('POST', `/api/shipments/${shipment.id}/assign`, {
      ...{ trip: trip.id, compartment: 'c1', fromStop: trip.stops[0]?.id, toStop: trip.stops[1]?.id, ...more },
    })
  const event = (who: Asker, trip: View, name: string, body: object = {}) =>
    who('POST', `/api/trips/${trip.id}/${name}`, body)

  it('go from plan to delivery, each hand-over kept, each step in the audit', async () => {
    const trip = await planned()
    const shipment = await added()
    expect((await assign(shipment, trip)).body).toMatchObject({ state: 'assigned', trip: trip.id, compartment: 'c1' })
    expect((await event(dispatcher, trip, 'release')).body).toMatchObject({ state: 'released' })
    expect((await event(driver, trip, 'start-loading')).body).toMatchObject({ state: 'loading' })
    expect(await event(driver, trip, 'depart')).toMatchObject({ status: 409, body: { field: 'shipments' } })
    const load = (boxes: string[]) =>
      driver('POST', `/api/shipments/${shipment.id}/load`, { boxes, temperatureCelsius: 5 })
    expect(await load(['S-1-1'])).toMatchObject({ status: 422, body: { detail: 'boxes: missing: S-1-2' } })
    expect(await load(['S-1-1', 'S-1-2'])).toMatchObject({ status: 200, body: { state: 'loaded' } })
    expect((await event(driver, trip, 'depart')).body).toMatchObject({ state: 'under-way' })
    expect((await driver('GET', `/api/shipments/${shipment.id}`)).body).toMatchObject({ state: 'in-transit' })
    expect(await event(driver, trip, 'complete')).toMatchObject({ status: 409, body: { field: 'shipments' } })
    const handOver = { kind: 'delivered', taker: '吴医生', temperatureCelsius: 5.2 }
    const delivered = await driver('POST', `/api/shipments/${shipment.id}/hand-over`, handOver)
    expect(delivered.body).toMatchObject({
      state: 'delivered',
      custody: [
        { kind: 'loaded', by: driverId, temperatureCelsius: 5 },
        { kind: 'delivered', by: driverId, taker: '吴医生', temperatureCelsius: 5.2 },
      ],
    })
    expect((await event(driver, trip, 'complete')).body).toMatchObject({ state: 'completed' })
    const actions = await world.db.reader.selectFrom('audit_entry').select('action').orderBy('sequence').execute()
    expect(actions.map(({ action }) => action).filter((action) => /^(trip|shipment)/.test(action))).toEqual([
      ...['trip.plan', 'shipment.add', 'shipment.assign', 'trip.release', 'trip.start-loading', 'shipment.load'],
      ...['shipment.depart', 'trip.depart', 'shipment.deliver', 'trip.complete'],
    ])
  })

  it('are refused where plan and goods do not fit, naming the field', async () => {
    const trip = await planned()
    expect(await dispatcher('POST', '/api/trips', plan('T-1'))).toMatchObject({
      status: 409,
      body: { field: 'number' },
    })
    for (const [more, field] of [
      [{ device: 'tk999' }, 'device'],
      [{ driver: randomUUID() }, 'driver'],
      [{ stops: [stop('Depot', 2), { ...stop('Clinic', 3), windowTo: instant(1) }] }, 'stops.1.windowTo'],
    ] as const)
      expect(await dispatcher('POST', '/api/trips', plan('T-2', more))).toMatchObject({ status: 422, body: { field } })
    const frozen = await added('S-2', { range: { minCelsius: -25, maxCelsius: -15 } })
    expect(await assign(frozen, trip)).toMatchObject({ status: 422, body: { field: 'compartment' } })
    const chilled = await added('S-3')
    expect(await assign(chilled, trip, { compartment: 'c9' })).toMatchObject({ body: { field: 'compartment' } })
    expect(await assign(chilled, trip, { toStop: trip.stops[0]?.id })).toMatchObject({ body: { field: 'toStop' } })
    const twice = { rows: [shipmentPlan('S-4'), shipmentPlan('S-3')] }
    expect(await dispatcher('POST', '/api/shipments', twice)).toMatchObject({
      status: 409,
      body: { field: 'rows.1.number' },
    })
    // all or none
    expect((await dispatcher('GET', '/api/shipments?number=S-4')).body).toEqual({ items: [], next: null })
  })

  it('are changed from the revision that was seen, and keep the stops that a shipment needs', async () => {
    const trip = await planned()
    await assign(await added(), trip)
    const [first, second, third] = trip.stops
    const kept = [
      { ...stop('Depot', 2), id: first?.id },
      { ...stop('Clinic, new door', 3), id: second?.id },
      stop('Pharmacy', 4),
    ]
    const put = (revision: number, stops: object[]) =>
      dispatcher('PUT', `/api/trips/${trip.id}`, { ...plan('T-1', { stops }), revision })
    const changed = await put(1, kept)
    expect(changed.body).toMatchObject({
      revision: 2,
      stops: [{ id: first?.id }, { name: { en: 'Clinic, new door' } }, {}],
    })
    expect((changed.body as View).stops.some(({ id }) => id === third?.id)).toBe(false)
    expect(await put(1, kept)).toMatchObject({ status: 409, body: { field: 'revision' } })
    expect(await put(2, [stop('A', 2), stop('B', 3)])).toMatchObject({ status: 409, body: { field: 'stops' } })
  })

  it('let one of two that act at once win', async () => {
    const trip = await planned()
    const answers = await Promise.all([event(dispatcher, trip, 'release'), event(dispatcher, trip, 'release')])
    expect(answers.map(({ status }) => status).sort((left, right) => left - right)).toEqual([200, 409])
  })

  it('give a truck to one trip at a time, and free what a cancelled one had', async () => {
    const trip = await planned()
    const other = await planned('T-2')
    await event(dispatcher, trip, 'release')
    expect(await event(dispatcher, other, 'release')).toMatchObject({ status: 409, body: { field: 'device' } })
    const shipment = await added()
    await assign(shipment, trip)
    expect(await event(dispatcher, trip, 'cancel')).toMatchObject({ status: 400, body: { field: 'reason' } })
    expect(await event(dispatcher, trip, 'cancel', { reason: '车辆故障' })).toMatchObject({
      body: { state: 'cancelled' },
    })
    expect((await dispatcher('GET', `/api/shipments/${shipment.id}`)).body).toMatchObject({
      state: 'planned',
      trip: null,
    })
    expect((await event(dispatcher, other, 'release')).status).toBe(200)
  })

  it('are paged by key, and seen by a driver only where they are his', async () => {
    const ids = []
    for (let number = 0; number < 5; number++)
      ids.push((await planned(`T-${number}`, { driver: number === 3 ? driverId : null })).id)
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const { body } = await dispatcher('GET', `/api/trips?limit=2${next === '' ? '' : `&after=${next}`}`)
      const page = body as { items: View[]; next: string | null }
      seen.push(...page.items.map(({ id }) => id))
      next = page.next
    }
    expect([...seen].sort()).toEqual([...ids].sort())
    expect(((await driver('GET', '/api/trips')).body as { items: View[] }).items.map(({ id }) => id)).toEqual([ids[3]])
    expect((await driver('GET', `/api/trips/${ids[2]}`)).status).toBe(404)
    expect(await dispatcher('GET', '/api/trips?after=x')).toMatchObject({ status: 400, body: { field: 'after' } })
  })

  it('seal whom and where they go to', async () => {
    await planned()
    await added()
    const rows = [
      await world.db.reader.selectFrom('trip_stop').selectAll().execute(),
      await world.db.reader.selectFrom('shipment').selectAll().execute(),
    ]
    expect(JSON.stringify(rows)).not.toMatch(/杨浦|121\.5|吴医生|5550/)
  })

  it('keep geofences, which one organisation does not see of another', async () => {
    const fence = { shape: 'circle', centre: { latitude: 31.2, longitude: 121.4 }, radiusMetres: 200 }
    const made = await dispatcher('POST', '/api/geofences', { kind: 'depot', name: { zh: '总仓', en: 'Depot' }, fence })
    const { id } = made.body as View
    expect(made.status).toBe(201)
    const path = `/api/geofences/${id}`
    const changed = { kind: 'depot', name: { zh: '总仓', en: 'Depot' }, fence: { ...fence, radiusMetres: 300 } }
    expect((await dispatcher('PUT', path, changed)).body).toMatchObject({ fence: { radiusMetres: 300 } })
    expect((await dispatcher('DELETE', path)).status).toBe(204)
    expect((await dispatcher('GET', '/api/geofences')).body).toEqual({ items: [], next: null })
    expect((await dispatcher('DELETE', path)).status).toBe(404)
  })
})
