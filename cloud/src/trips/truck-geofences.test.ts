import { type GeofencesMessage, MOST_GEOFENCES, parseMessage, serializeMessage, toUtf8 } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Asker, createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { createTruckGeofences, devicesOfOrganisation } from './truck-geofences.ts'
import type { TruckTold } from './truck-told.ts'

const circle = { shape: 'circle', centre: { latitude: 31.2, longitude: 121.4 }, radiusMetres: 200 }
const plan = (en: string, fence: object = circle) => ({ kind: 'depot', name: { zh: `仓 ${en}`, en }, fence })

describe.each(eachEngine)('the geofences of a truck on %s', (_, openPlace) => {
  let at: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let dispatcher: Asker
  let fences: TruckTold
  let told: GeofencesMessage[]

  beforeEach(async () => {
    at = await openPlace()
    world = await createApiWorld({ place: at.place })
    dispatcher = await world.as('dispatcher')
    told = []
    fences = createTruckGeofences({
      db: world.db,
      publish: async (_device, message) => {
        // as it would travel
        const parsed = parseMessage('down/geofences', toUtf8(serializeMessage('down/geofences', message)))
        if (!parsed.ok) throw new Error(parsed.problem)
        told.push(parsed.message)
      },
    })
  })
  afterEach(async () => {
    await world.close()
    await at.remove()
  })

  const add = (en: string, fence?: object) => dispatcher('POST', '/api/geofences', plan(en, fence))

  it('are those that its company has now, each change with a revision of its own', async () => {
    const heard: string[] = []
    world.geofences.onChanged((organisationId) => heard.push(organisationId))
    const { body } = await add('One')
    const { id } = body as { id: string }
    await fences.tell('tk001')
    await fences.tell('tk001')
    await dispatcher('PUT', `/api/geofences/${id}`, plan('Other'))
    await fences.born('tk001', 1)
    await fences.born('tk001', 2)
    await dispatcher('DELETE', `/api/geofences/${id}`)
    await fences.tell('tk001')
    expect(told.map(({ revision, geofences }) => [revision, geofences.map(({ name }) => name.en)])).toEqual([
      [1, ['One']],
      [1, ['One']],
      [2, ['Other']],
      [3, []],
    ])
    expect(told[0]?.geofences).toEqual([{ id, ...plan('One') }])
    const [organisation = ''] = heard
    expect(heard).toEqual([organisation, organisation, organisation])
    expect(await devicesOfOrganisation(world.db.reader, organisation)).toContain('tk001')
    expect(await devicesOfOrganisation(world.db.reader, 'another')).toEqual([])
  })

  it('of another company are not told', async () => {
    await add('Ours')
    await world.db.inTransaction(async (tx) => {
      await tx
        .insertInto('organisation')
        .values({ ...(await tx.selectFrom('organisation').selectAll().executeTakeFirstOrThrow()), id: 'other' })
        .execute()
      await tx.updateTable('asset').set({ organisation_id: 'other' }).where('name', '=', 'tk002').execute()
    })
    await fences.tell('tk002')
    expect(told).toMatchObject([{ geofences: [] }])
  })

  it('are never more than a truck takes, in number or in bytes', async () => {
    const points = Array.from({ length: 200 }, (_, corner) => ({
      latitude: 31 + Math.sin((corner * Math.PI) / 100) / 7,
      longitude: 121 + Math.cos((corner * Math.PI) / 100) / 7,
    }))
    let added = 0
    while (added < 40 && (await add(`P${added}`, { shape: 'polygon', points })).status === 201) added++
    expect(added).toBeGreaterThan(8)
    expect(added).toBeLessThan(40)
    expect(await add('One more', { shape: 'polygon', points })).toMatchObject({ status: 422, body: { field: 'fence' } })
    await fences.tell('tk001')
    expect(told.at(-1)?.geofences).toHaveLength(added)
    const { organisation_id: organisationId } = await world.db.reader
      .selectFrom('geofence')
      .select('organisation_id')
      .executeTakeFirstOrThrow()
    const row = {
      ...{ organisation_id: organisationId, kind: 'depot' as const, name_zh: '仓', name_en: 'D' },
      ended_at_ms: null,
    }
    await world.db.inTransaction(async (tx) => {
      await tx.updateTable('geofence').set({ ended_at_ms: 1 }).execute()
      const rows = Array.from({ length: MOST_GEOFENCES }, (_, n) => ({ ...row, id: `g${n}`, created_at_ms: 1 }))
      await tx
        .insertInto('geofence')
        .values(rows.map((one) => ({ ...one, shape: JSON.stringify(circle) })))
        .execute()
    })
    expect(await add('One too many')).toMatchObject({ status: 422, body: { field: 'fence' } })
    await fences.tell('tk001')
    expect(told.at(-1)?.geofences).toHaveLength(MOST_GEOFENCES)
  })
})
