import type { Handover, LoadingChecklist, TripReport } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Asker } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { createTripWorld, type TripWorld } from '../testing/trip-world.ts'

const MINUTE_MS = 60_000
const CHECKLIST = { kind: 'loading-checklist' }
const REPORT = { kind: 'trip-report' }

interface TripView {
  readonly state: string
  readonly departedAt: string | null
  readonly endedAt: string | null
}

interface TripPlanView {
  readonly number: string
  readonly device: string
  readonly driver: string
  readonly plannedDeparture: string
  readonly revision: number
  readonly stops: readonly {
    readonly id: string
    readonly name: object
    readonly address: string
    readonly position: object
    readonly windowFrom: string
    readonly windowTo: string
  }[]
}

describe.each(eachEngine)('what the cab says of its trip on %s', (_, openPlace) => {
  let at: TestPlace
  let trips: TripWorld
  let world: TripWorld['world']
  let nowMs: number

  beforeEach(async () => {
    at = await openPlace()
    trips = await createTripWorld(at)
    world = trips.world
    nowMs = world.clock.ms
  })
  afterEach(async () => {
    await world.close()
    await at.remove()
  })

  const instant = (minutesAgo: number) => new Date(nowMs - minutesAgo * MINUTE_MS).toISOString()
  const trip = () => ({ id: trips.trip.id, revision: 2 })

  function checklist(loaded: LoadingChecklist['loaded'], more: Partial<LoadingChecklist> = {}): LoadingChecklist {
    const step = (name: 'load' | 'depart', minutesAgo: number) => ({
      ...{ step: name, atMs: nowMs - minutesAgo * MINUTE_MS, clock: 'gnss' as const, check: 'passed' as const },
      temperatures: [{ compartment: 'c1', celsius: 4.25 }],
    })
    return {
      ...{ v: 1, trip: trip(), driver: trips.driverId, departedAtMs: nowMs - 60 * MINUTE_MS, loaded },
      ...{ steps: [step('load', 75), step('depart', 60)], ...more },
    }
  }
  const report = (delivered: readonly string[], open: readonly string[] = []): TripReport => ({
    ...{ v: 1, trip: trip(), driver: trips.driverId, departedAtMs: nowMs - 60 * MINUTE_MS },
    ...{ endedAtMs: nowMs - 5 * MINUTE_MS, clock: 'gnss', delivered: [...delivered], refused: [], open: [...open] },
  })
  const handover = (shipment: string): Handover => ({
    ...{ v: 1, shipment, waybill: 'S-1', trip: trip(), stop: null, outcome: 'delivered', taker: '吴医生' },
    ...{ atMs: nowMs - 20 * MINUTE_MS, clock: 'gnss', compartment: 'c1', temperatureCelsius: 4.5 },
    ...{ position: null, boxes: ['S-1-1'], signature: { kind: 'code', code: '123456' } },
  })

  const tripNow = async () => (await trips.dispatcher('GET', `/api/trips/${trips.trip.id}`)).body as TripView
  const release = () => trips.made(`/api/trips/${trips.trip.id}/release`, {})
  async function papers(): Promise<unknown[]> {
    const { status, body } = await trips.dispatcher('GET', `/api/trips/${trips.trip.id}/papers`)
    expect([status, body]).toEqual([200, expect.anything()])
    return (body as { items: { document: string; state: string; problem: string | null }[] }).items
      .map(({ document, state, problem }) => [document, state, problem] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1))
  }
  async function fileAll(): Promise<void> {
    await world.tripPapers.departDue()
    await world.handOvers.fileDue()
    await world.tripPapers.completeDue()
  }

  it('loads, departs, hands over and ends it, at the times of the truck, when a day without network is over', async () => {
    const id = await trips.assigned('S-1')
    await release()
    await trips.sent('report-1', report([id]), REPORT)
    await trips.sent('handover-1', handover(id))
    await trips.sent('checklist-1', checklist([{ shipment: id, boxes: ['S-1-1'] }]), CHECKLIST)
    await fileAll()
    expect(await tripNow()).toMatchObject({ state: 'completed', departedAt: instant(60), endedAt: instant(5) })
    expect((await trips.shipmentOf(id)).custody).toMatchObject([
      {
        ...{ kind: 'loaded', at: instant(75), by: trips.driverId, temperatureCelsius: 4.25, document: 'checklist-1' },
      },
      { kind: 'delivered', at: instant(20), document: 'handover-1' },
    ])
    expect(await papers()).toEqual([
      ['checklist-1', 'filed', null],
      ['report-1', 'filed', null],
    ])
  })

  it('changes nothing twice, nor what somebody at a desk did before', async () => {
    const id = await trips.assigned('S-1')
    await trips.depart([id])
    const before = await tripNow()
    await trips.sent('checklist-1', checklist([{ shipment: id, boxes: ['S-1-1'] }]), CHECKLIST)
    await trips.sent('checklist-2', checklist([]), CHECKLIST)
    await fileAll()
    await fileAll()
    expect(await tripNow()).toEqual(before)
    expect((await trips.shipmentOf(id)).custody).toHaveLength(1)
  })

  it('waits where it is over before its hand-overs have come', async () => {
    const id = await trips.assigned('S-1')
    await trips.depart([id])
    await trips.sent('report-1', report([id]), REPORT)
    await fileAll()
    await fileAll()
    expect(await papers()).toEqual([['report-1', 'waiting', 'not-handed-over']])
    await trips.sent('handover-1', handover(id))
    await fileAll()
    expect(await papers()).toEqual([['report-1', 'filed', null]])
    expect((await tripNow()).state).toBe('completed')
  })

  it('is refused where it does not fit the records, and quality is told why', async () => {
    const [id, other] = [await trips.assigned('S-1'), await trips.assigned('S-2')]
    const whole = [
      { shipment: id, boxes: ['S-1-1'] },
      { shipment: other, boxes: ['S-2-1'] },
    ]
    await trips.sent('checklist-1', checklist(whole), CHECKLIST)
    await world.tripPapers.departDue()
    await release()
    await trips.sent('checklist-2', { v: 2 }, CHECKLIST)
    await trips.sent('checklist-3', checklist(whole.slice(1)), CHECKLIST)
    await trips.sent('checklist-4', checklist(whole), { ...CHECKLIST, device: 'tk002' })
    await trips.sent('report-1', report([], [id]), REPORT)
    await fileAll()
    expect(await tripNow()).toMatchObject({ state: 'released', departedAt: null })
    expect(await papers()).toEqual([
      ['checklist-1', 'refused', 'wrong-state'],
      ['checklist-3', 'refused', 'not-loaded'],
      ['report-1', 'refused', 'goods-aboard'],
    ])
    const quality = await world.as('quality')
    const { body } = await quality('GET', '/api/audit?action=trip-paper')
    const told = (body as { items: { reason: string }[] }).items.map(({ reason }) => reason)
    expect(told.sort()).toEqual(['goods-aboard', 'not-loaded', 'other-truck', 'unreadable', 'wrong-state'])
  })

  const again = (ask: Asker, paper: string) =>
    ask('POST', `/api/trips/${trips.trip.id}/papers/${paper}/file-again`, { reason: '任务已更正' })
  async function digests(): Promise<Record<string, string>> {
    const { body } = await trips.dispatcher('GET', `/api/trips/${trips.trip.id}/papers`)
    const { items } = body as { items: { document: string; digest: string }[] }
    return Object.fromEntries(items.map(({ document, digest }) => [document, digest]))
  }

  it('that was refused is looked at again once a dispatcher has put the trip right, and says so once', async () => {
    const [id, stays] = [await trips.assigned('S-1'), await trips.assigned('S-2')]
    // planned: it was taken back while the truck, without network, drove it
    await trips.sent('checklist-1', checklist([{ shipment: id, boxes: ['S-1-1'] }]), CHECKLIST)
    await trips.sent('handover-1', handover(stays))
    await trips.made(`/api/shipments/${stays}/unassign`, {})
    await trips.sent('handover-2', handover(id))
    await trips.sent('report-1', report([], [id]), REPORT)
    await fileAll()
    expect(await papers()).toEqual([
      ['checklist-1', 'refused', 'wrong-state'],
      ['handover-1', 'refused', 'other-trip'],
      ['handover-2', 'waiting', 'not-departed'],
      ['report-1', 'refused', 'wrong-state'],
    ])
    const of = await digests()
    const looked: string[] = []
    world.tripPapers.onDue(() => looked.push('due'))
    await release()
    // who may not, is told so; a paper of nowhere is none
    for (const role of ['quality', 'warehouse', 'driver'] as const)
      expect((await again(await world.as(role), of['checklist-1'] ?? '')).status).toBe(403)
    expect((await again(trips.dispatcher, '0'.repeat(64))).status).toBe(404)
    expect(looked).toEqual([])
    const { status, body } = await again(trips.dispatcher, of['checklist-1'] ?? '')
    expect([status, looked.length]).toEqual([200, 1])
    expect((body as { items: unknown[] }).items).toContainEqual(
      expect.objectContaining({ document: 'checklist-1', state: 'pending', problem: null }),
    )
    await again(trips.dispatcher, of['checklist-1'] ?? '')
    await fileAll()
    expect(await tripNow()).toMatchObject({ state: 'under-way', departedAt: instant(60) })
    expect((await trips.shipmentOf(id)).state).toBe('delivered')
    // goods that it ended with have changed hands since, by the records
    await again(trips.dispatcher, of['report-1'] ?? '')
    await again(trips.dispatcher, of['handover-1'] ?? '')
    await fileAll()
    expect(await tripNow()).toMatchObject({ state: 'completed', endedAt: instant(5) })
    expect(await papers()).toEqual([
      ['checklist-1', 'filed', null],
      ['handover-1', 'refused', 'other-trip'],
      ['report-1', 'filed', null],
    ])
    // what was filed is not filed twice
    await again(trips.dispatcher, of['checklist-1'] ?? '')
    await fileAll()
    expect((await trips.shipmentOf(id)).custody).toHaveLength(2)
    const { body: audit } = await (await world.as('quality'))('GET', '/api/audit?action=trip-paper.file-again')
    const told = (audit as { items: { reason: string; details: unknown }[] }).items
    expect(told.map(({ reason }) => reason)).toEqual(['任务已更正', '任务已更正', '任务已更正'])
  })

  it('loads what it picked up on the way, which goes with the trip at once', async () => {
    const id = await trips.assigned('S-1')
    const [, clinic] = trips.trip.stops
    const plan = (await trips.dispatcher('GET', `/api/trips/${trips.trip.id}`)).body as TripPlanView
    const { number, device, driver, plannedDeparture, revision } = plan
    const stops = plan.stops.map(({ id: stop, name, address, position, windowFrom, windowTo }) => ({
      ...{ id: stop, name, address, position, windowFrom, windowTo },
    }))
    const [first, last] = stops
    const { id: _, ...depot } = first ?? { id: '' }
    const changed = await trips.dispatcher('PUT', `/api/trips/${trips.trip.id}`, {
      ...{ number, device, driver, plannedDeparture, revision, stops: [first, depot, last] },
    })
    expect(changed.status).toBe(200)
    const way = (changed.body as TripPlanView).stops[1]?.id ?? ''
    const picked = await trips.assigned('S-2')
    const place = { trip: trips.trip.id, compartment: 'c1', fromStop: way, toStop: clinic?.id }
    await trips.made(`/api/shipments/${picked}/assign`, place)
    await release()
    const loaded = [{ shipment: picked, boxes: ['S-2-1'] }]
    await trips.sent('checklist-2', checklist(loaded, { stop: way }), CHECKLIST)
    await trips.sent('checklist-3', checklist([], { stop: way }), CHECKLIST)
    await trips.sent('checklist-4', checklist(loaded, { stop: 'nowhere' }), CHECKLIST)
    await fileAll()
    // by the records it has not departed: what told it so is on its way
    const waits = ['waiting', 'not-departed']
    expect(await papers()).toEqual(['2', '3', '4'].map((at) => [`checklist-${at}`, ...waits]))
    await trips.sent('checklist-1', checklist([{ shipment: id, boxes: ['S-1-1'] }]), CHECKLIST)
    await trips.sent('handover-1', handover(picked))
    await fileAll()
    await fileAll()
    const { state, custody } = await trips.shipmentOf(picked)
    expect([state, custody]).toMatchObject([
      'delivered',
      [
        { kind: 'loaded', at: instant(75), stop: way, temperatureCelsius: 4.25, document: 'checklist-2' },
        { kind: 'delivered' },
      ],
    ])
    // more is taken on while it drives, but not from where it has been
    const [more] = (
      await trips.made<{ shipments: { id: string }[] }>('/api/shipments', {
        rows: [
          {
            ...{ number: 'S-3', consignee: '吴医生', goods: { zh: '胰岛素', en: 'Insulin' }, timeBudgetMinutes: 30 },
            ...{ range: { minCelsius: 2, maxCelsius: 8 }, boxes: ['S-3-1'] },
          },
        ],
      })
    ).shipments
    const from = (stop: string | undefined) =>
      trips.dispatcher('POST', `/api/shipments/${more?.id}/assign`, { ...place, fromStop: stop })
    expect((await from(trips.trip.stops[0]?.id)).body).toMatchObject({ field: 'fromStop' })
    expect((await from(way)).status).toBe(200)
    await trips.made(`/api/shipments/${more?.id}/load`, { boxes: ['S-3-1'] })
    expect((await trips.shipmentOf(more?.id ?? '')).state).toBe('in-transit')
  })
})
