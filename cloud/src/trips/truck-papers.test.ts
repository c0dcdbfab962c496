import { parseMessage, serializeMessage, type TripMessage, toUtf8 } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Asker, createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { truckSnapshot } from '../testing/memory-read-model.ts'
import { createTruckPapers } from './truck-papers.ts'
import type { TruckTold } from './truck-told.ts'

describe.each(eachEngine)('the papers of a truck on %s', (_, openPlace) => {
  let at: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let dispatcher: Asker
  let papers: TruckTold
  let told: TripMessage[]

  beforeEach(async () => {
    at = await openPlace()
    world = await createApiWorld({ place: at.place })
    world.readModel.commit({ trucks: [truckSnapshot('tk001')] })
    dispatcher = await world.as('dispatcher')
    told = []
    papers = createTruckPapers({
      ...{ db: world.db, sealedFields: world.sealedFields },
      publish: async (_device, message) => {
        // as it would travel
        const parsed = parseMessage('down/trip', toUtf8(serializeMessage('down/trip', message)))
        if (!parsed.ok) throw new Error(parsed.problem)
        told.push(parsed.message)
      },
    })
  })
  afterEach(async () => {
    await world.close()
    await at.remove()
  })

  async function releasedTrip(): Promise<string> {
    const driver = (await world.people.list()).find(({ name }) => name === 'driver')?.id ?? ''
    const instant = new Date(world.clock.ms).toISOString()
    const stop = (en: string) => ({
      ...{ name: { zh: en, en }, address: en, position: { latitude: 31, longitude: 121 } },
      ...{ windowFrom: instant, windowTo: instant },
    })
    const { body } = await dispatcher('POST', '/api/trips', {
      ...{ number: 'T-1', device: 'tk001', driver, plannedDeparture: instant, stops: [stop('Depot'), stop('Clinic')] },
    })
    const { id, stops } = body as { id: string; stops: { id: string }[] }
    const added = await dispatcher('POST', '/api/shipments', {
      rows: [
        {
          ...{ number: 'S-1', consignee: '吴医生', goods: { zh: '胰岛素', en: 'Insulin' }, timeBudgetMinutes: 30 },
          ...{ range: { minCelsius: 2, maxCelsius: 8 }, boxes: ['B-1'] },
        },
      ],
    })
    const [shipment] = (added.body as { shipments: { id: string }[] }).shipments
    const assignment = { trip: id, compartment: 'c1', fromStop: stops[0]?.id, toStop: stops[1]?.id }
    expect((await dispatcher('POST', `/api/shipments/${shipment?.id}/assign`, assignment)).status).toBe(200)
    await dispatcher('POST', `/api/trips/${id}/release`, {})
    return id
  }

  it('name the trip with its stops and shipments, and that there is none any more', async () => {
    await papers.tell('tk001')
    const id = await releasedTrip()
    await papers.tell('tk001')
    await dispatcher('POST', `/api/trips/${id}/withdraw`, {})
    await papers.tell('tk001')
    expect(told.map(({ revision, trip }) => [revision, trip?.id])).toEqual([
      [1, undefined],
      [2, id],
      [3, undefined],
    ])
    expect(told[1]?.trip).toMatchObject({
      ...{ number: 'T-1', state: 'released', driver: { name: expect.any(String) as string } },
      stops: [{ name: { en: 'Depot' } }, { name: { en: 'Clinic' } }],
      shipments: [{ number: 'S-1', consignee: '吴医生', boxes: ['B-1'], compartment: 'c1', state: 'assigned' }],
    })
  })

  it('of a truck that has never had any are not kept', async () => {
    await papers.born('tk001', null)
    await papers.born('tk001', 0)
    expect(told).toMatchObject([{ revision: 0, trip: null }])
    expect(await world.db.reader.selectFrom('truck_paper').selectAll().execute()).toEqual([])
  })

  it('go on above what the truck heard of an installation that is gone: it follows nothing older', async () => {
    await papers.born('tk001', 7)
    expect(told.at(-1)).toMatchObject({ revision: 8, trip: null })
    const id = await releasedTrip()
    await papers.tell('tk001')
    expect(told.at(-1)).toMatchObject({ revision: 9, trip: { id } })
    await papers.born('tk001', 20)
    expect(told.at(-1)).toMatchObject({ revision: 21, trip: { id } })
    await papers.born('tk001', Number.MAX_SAFE_INTEGER)
    expect(told.at(-1)).toMatchObject({ revision: 21 })
  })

  it('are not written at a birth that finds them as they were told', async () => {
    await papers.tell('tk001')
    let writes = 0
    const counting = createTruckPapers({
      ...{ sealedFields: world.sealedFields, publish: async () => {} },
      db: {
        ...world.db,
        inTransaction: (work) => {
          writes++
          return world.db.inTransaction(work)
        },
      },
    })
    await counting.born('tk001', 1)
    await counting.born('tk001', null)
    expect(writes).toBe(0)
    await releasedTrip()
    await counting.born('tk001', 1)
    expect(writes).toBe(1)
  })

  it('are sent at a birth where the truck has others, also when their change was never told', async () => {
    await papers.tell('tk001')
    await papers.born('tk001', 1)
    expect(told).toHaveLength(1)
    const id = await releasedTrip()
    await papers.born('tk001', 1)
    await papers.born('tk001', 2)
    await papers.born('tk001', null)
    expect(told.map(({ revision, trip }) => [revision, trip?.id])).toEqual([
      [1, undefined],
      [2, id],
      [2, id],
    ])
  })
})
