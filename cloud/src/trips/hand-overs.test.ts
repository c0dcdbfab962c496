import type { Handover } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBusinessDatabase } from '../business-database/business-database.ts'
import { silentLog } from '../lib/log.ts'
import type { Asker } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { createTripWorld, type TripWorld } from '../testing/trip-world.ts'
import { createHandOvers } from './hand-overs.ts'
import { PaperWatch } from './paper-watch.ts'

interface HandOverView {
  readonly document: string
  readonly state: string
  readonly problem: string | null
  readonly digest?: string
}

describe.each(eachEngine)('hand-overs of trucks on %s', (_, openPlace) => {
  let at: TestPlace
  let trips: TripWorld
  let world: TripWorld['world']
  let quality: Asker

  beforeEach(async () => {
    at = await openPlace()
    trips = await createTripWorld(at)
    world = trips.world
    quality = await world.as('quality')
  })
  afterEach(async () => {
    await world.close()
    await at.remove()
  })

  const handover = (shipment: string, more: Partial<Handover> = {}): Handover => ({
    ...{ v: 1, shipment, waybill: 'S-1', trip: { id: trips.trip.id, revision: 3 }, stop: null, outcome: 'delivered' },
    ...{ taker: '吴医生', atMs: world.clock.ms - 60_000, clock: 'gnss', compartment: 'c1', temperatureCelsius: 4.5 },
    ...{ position: null, boxes: ['S-1-1'], signature: { kind: 'code', code: '123456' } },
    ...more,
  })

  async function listed(query = ''): Promise<HandOverView[]> {
    const { status, body } = await quality('GET', `/api/hand-overs${query}`)
    expect([status, body]).toEqual([200, expect.anything()])
    return (body as { items: HandOverView[] }).items
  }
  async function told(): Promise<unknown[]> {
    const { body } = await quality('GET', '/api/audit?action=hand-over')
    return (body as { items: { action: string; reason: string | null }[] }).items.map(({ action, reason }) => [
      action,
      reason,
    ])
  }

  it('become custody with taker, time, temperature and driver, once', async () => {
    const id = await trips.assigned('S-1')
    await trips.depart([id])
    await trips.sent('document-1', handover(id, { note: '外箱完好' }))
    expect(await listed()).toMatchObject([{ document: 'document-1', state: 'pending', problem: null }])
    await world.handOvers.fileDue()
    await trips.sent('document-1', handover(id, { note: '外箱完好' }))
    await world.handOvers.fileDue()
    const { state, custody } = await trips.shipmentOf(id)
    expect(state).toBe('delivered')
    expect(custody).toMatchObject([
      { kind: 'loaded' },
      {
        ...{ kind: 'delivered', taker: '吴医生', temperatureCelsius: 4.5, note: '外箱完好', document: 'document-1' },
        ...{ by: trips.driverId, at: new Date(world.clock.ms - 60_000).toISOString(), stop: trips.trip.stops[1]?.id },
      },
    ])
    expect(await listed(`?shipment=${id}&device=tk001&state=filed`)).toMatchObject([
      { document: 'document-1', state: 'filed', shipment: id, content: { outcome: 'delivered', taker: '吴医生' } },
    ])
    expect(await told()).toEqual([])

    // what was signed is shown whole, and only to whom the truck is shown
    const [{ digest = '' } = {}] = await listed()
    const whole = await quality('GET', `/api/hand-overs/${digest}`)
    expect(whole.body).toMatchObject({
      ...{ document: 'document-1', state: 'filed', content: { signature: { kind: 'code', code: '123456' } } },
    })
    expect((await quality('GET', `/api/hand-overs/${'0'.repeat(64)}`)).status).toBe(404)
    expect((await (await world.as('driver'))('GET', `/api/hand-overs/${digest}`)).status).toBe(403)
  })

  it('that were refused at the door end in refusal', async () => {
    const id = await trips.assigned('S-1')
    await trips.depart([id])
    await trips.sent(
      'document-1',
      handover(id, { outcome: 'refused', clock: 'none', atMs: 5, temperatureCelsius: null }),
    )
    await world.handOvers.fileDue()
    const { state, custody } = await trips.shipmentOf(id)
    // a truck without a clock knows no time: when it came is nearest
    expect([state, custody[1]?.kind, custody[1]?.at]).toEqual([
      'refused',
      'refused',
      new Date(world.clock.ms).toISOString(),
    ])
  })

  it('of a trip that has not departed by the records wait for it, and quality is told', async () => {
    const id = await trips.assigned('S-1')
    await trips.sent('document-1', handover(id))
    await world.handOvers.fileDue()
    await world.handOvers.fileDue()
    expect(await listed('?state=waiting')).toMatchObject([{ problem: 'not-departed', shipment: id }])
    expect(await told()).toEqual([['hand-over.wait', 'not-departed']])
    await trips.depart([id])
    await world.handOvers.fileDue()
    expect(await listed()).toMatchObject([{ state: 'filed', problem: null }])
    expect((await trips.shipmentOf(id)).state).toBe('delivered')
  })

  it('that do not fit the records are refused, each with its reason, and quality is told', async () => {
    const [id, other] = [await trips.assigned('S-1'), await trips.assigned('S-2')]
    await trips.depart([id, other])
    const nowhere = '00000000-0000-4000-8000-000000000000'
    const cases: [string, object, string, string?][] = [
      ['document-01', { v: 2 }, 'unreadable'],
      ['document-02', handover(nowhere), 'unknown-shipment'],
      ['document-03', handover(id, { trip: { id: nowhere, revision: 1 } }), 'other-trip'],
      ['document-04', handover(id), 'other-truck', 'tk002'],
    ]
    for (const [document, content, , device] of cases)
      await trips.sent(document, content, device === undefined ? {} : { device })
    await world.handOvers.fileDue()
    expect((await trips.shipmentOf(id)).state).toBe('in-transit')

    await trips.sent('document-05', handover(id))
    await world.handOvers.fileDue()
    await trips.sent('document-05', handover(id, { taker: '别人' }))
    await trips.sent('document-06', handover(id, { outcome: 'refused' }))
    await world.handOvers.fileDue()
    const refused = await listed('?state=refused')
    const problems = Object.fromEntries(refused.map(({ document, problem }) => [document, problem]))
    expect(problems).toEqual({
      ...Object.fromEntries(cases.map(([document, , problem]) => [document, problem])),
      'document-05': 'second-document',
      'document-06': 'wrong-state',
    })
    const sorted = (texts: readonly unknown[]) => texts.map(String).sort((left, right) => left.localeCompare(right))
    expect(sorted(((await told()) as string[][]).map(([, reason]) => reason))).toEqual(sorted(Object.values(problems)))
    const { state, custody } = await trips.shipmentOf(id)
    expect([state, custody.length]).toEqual(['delivered', 2])
  })

  it('are filed by whoever comes after one that failed before its commit', async () => {
    const [id, other] = [await trips.assigned('S-1'), await trips.assigned('S-2')]
    await trips.depart([id, other])
    await trips.sent('document-1', handover(id))
    await trips.sent('document-2', handover(other))
    const { db, audit, clock, sealedFields } = world
    let fails = true
    const dying = createHandOvers({
      ...{ db, audit, clock, sealedFields, onTripTouched: async () => {} },
      shipments: {
        async handOverIn(tx, actor, shipment, handOver) {
          await world.shipments.handOverIn(tx, actor, shipment, handOver)
          // custody is written, the transaction is not committed
          if (fails && shipment.id === id) throw new Error('killed')
        },
      },
    })
    await expect(dying.fileDue()).rejects.toThrow('could not be filed')
    expect((await trips.shipmentOf(id)).state).toBe('in-transit')
    expect((await trips.shipmentOf(other)).state).toBe('delivered')
    fails = false
    await dying.fileDue()
    expect((await trips.shipmentOf(id)).custody).toHaveLength(2)
    expect(await listed()).toMatchObject([{ state: 'filed' }, { state: 'filed' }])
  })

  it('are filed once when two instances have them at once', async () => {
    const ids = [await trips.assigned('S-1'), await trips.assigned('S-2'), await trips.assigned('S-3')]
    await trips.depart(ids)
    for (const [n, id] of ids.entries()) await trips.sent(`document-${n}`, handover(id))
    const { audit, clock, sealedFields } = world
    // SQLite lets only one connection of a thread wait at a time, and has one instance
    const second = world.db.engine === 'postgres' ? await openBusinessDatabase(at.place) : world.db
    const beside = createHandOvers({
      ...{ db: second, audit, clock, sealedFields, shipments: world.shipments, onTripTouched: async () => {} },
    })
    await Promise.all([world.handOvers.fileDue(), beside.fileDue()])
    for (const id of ids)
      expect((await trips.shipmentOf(id)).custody.map(({ kind }) => kind)).toEqual(['loaded', 'delivered'])
    expect(await told()).toEqual([])
    if (second !== world.db) await second.close()
  })

  it('are filed as they are committed, and what was left before is found at the start', async () => {
    const [id, other] = [await trips.assigned('S-1'), await trips.assigned('S-2')]
    await trips.depart([id, other])
    await trips.sent('document-1', handover(id))
    const watch = new PaperWatch({
      ...{ filings: [() => world.handOvers.fileDue()], log: silentLog, lookEveryMs: 2 ** 30 },
    })
    watch.start()
    await expect.poll(async () => (await trips.shipmentOf(id)).state).toBe('delivered')
    await trips.sent('document-2', handover(other))
    watch.look()
    await expect.poll(async () => (await trips.shipmentOf(other)).state).toBe('delivered')
    await watch.stop()
  })

  it('are not seen by another organisation', async () => {
    await trips.sent('document-1', handover(await trips.assigned('S-1')))
    const actor = { kind: 'person', id: 'x', organisationId: 'another', roles: ['quality'] } as const
    expect(await world.handOvers.list({ actor, reach: 'organisation' }, { limit: 5 })).toEqual([])
  })
})
