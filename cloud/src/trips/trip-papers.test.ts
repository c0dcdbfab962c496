import type { Handover, LoadingChecklist, TripReport } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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
})
