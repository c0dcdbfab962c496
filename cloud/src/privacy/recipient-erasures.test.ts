import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fieldKeysOf } from '../lib/field-keys-file.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { checkSeals } from '../sealing/key-usage.ts'
import { createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'

const YEAR_MS = 366 * 86_400_000
const REASON = { reason: 'asked in writing' }

describe.each(eachEngine)('who took a shipment and has no account, on %s', (_, openPlace) => {
  let at: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let dispatcher: Awaited<ReturnType<typeof world.as>>
  beforeEach(async () => {
    at = await openPlace()
    world = await createApiWorld({ place: at.place })
    dispatcher = await world.as('dispatcher')
  })
  afterEach(async () => {
    await world.close()
    await at.remove()
  })

  async function addShipment(number: string): Promise<string> {
    const row = {
      ...{ number, consignee: `收${number}`, consigneePhone: '13900002222', goods: { zh: '药', en: 'x' } },
      ...{ range: { minCelsius: 2, maxCelsius: 8 }, timeBudgetMinutes: 30, boxes: ['B1'] },
    }
    const { body } = await dispatcher('POST', '/api/shipments', { rows: [row] })
    return (body as { shipments: { id: string }[] }).shipments[0]?.id ?? ''
  }

  /** As if it had been brought to a door of its own. */
  async function deliver(shipment: string): Promise<void> {
    const { body } = await dispatcher('POST', '/api/trips', {
      ...{ number: 'T-1', device: null, driver: null, plannedDeparture: '2026-03-01T01:00:00Z' },
      stops: ['Depot', '李家'].map((name, n) => ({
        ...{
          name: { zh: name, en: name },
          address: `春风路 ${n} 号 501`,
          position: { latitude: 31.2345, longitude: 121.5678 },
        },
        ...{ windowFrom: `2026-03-01T0${n + 1}:00:00Z`, windowTo: `2026-03-01T0${n + 2}:00:00Z` },
      })),
    })
    const { id: trip_id, stops } = body as { id: string; stops: { id: string }[] }
    const { reader } = world.db
    await reader
      .updateTable('shipment')
      .set({ state: 'delivered', trip_id, to_stop_id: stops[1]?.id ?? null })
      .where('id', '=', shipment)
      .execute()
    const fields = createSealedFields(fieldKeysOf(join(world.directory, 'field-keys.json')))
    const seal = (column: string, text: string) => fields.seal({ table: 'custody', column, row: 'c1' }, text)
    await reader
      .insertInto('custody')
      .values({
        ...{ id: 'c1', shipment_id: shipment, sequence: 0, kind: 'delivered', at_ms: world.clock.ms, stop_id: null },
        ...{ by_person_id: null, temperature_celsius: 5, document_id: null },
        ...{ taker_sealed: seal('taker_sealed', '李妈'), note_sealed: seal('note_sealed', '敲门') },
      })
      .execute()
  }

  async function everything(): Promise<string> {
    const texts: string[] = []
    for (const { name } of await world.db.reader.introspection.getTables())
      texts.push(JSON.stringify((await sql`SELECT * FROM ${sql.table(name)}`.execute(world.db.reader)).rows))
    if ('path' in at.place)
      for (const file of [at.place.path, `${at.place.path}-wal`]) texts.push(readFileSync(file, 'utf8'))
    return texts.join('\n')
  }

  async function assertSound(): Promise<void> {
    expect((await world.auditChecks.run()).faults).toEqual([])
    const fields = createSealedFields(fieldKeysOf(join(world.directory, 'field-keys.json')))
    expect((await checkSeals(world.db.reader, fields)).broken).toEqual([])
  }

  it('loses name and phone at once where nothing ever left', async () => {
    const id = await addShipment('S-1')
    const before = await world.db.reader
      .selectFrom('shipment')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const erase = `/api/shipments/${id}/erase-recipient`
    // somebody still has to find the door
    expect((await dispatcher('POST', erase, REASON)).status).toBe(409)
    await dispatcher('POST', `/api/shipments/${id}/cancel`, REASON)
    expect((await dispatcher('GET', `/api/shipments/${id}/recipient-erasure`)).body).toEqual({ erasure: null })
    expect(await dispatcher('POST', erase, REASON)).toMatchObject({
      ...{ status: 200, body: { doneAt: expect.any(String), signedDocuments: 0 } },
    })
    expect((await dispatcher('GET', `/api/shipments/${id}`)).body).toMatchObject({
      ...{ number: 'S-1', consignee: `recipient ${id}`, consigneePhone: null },
    })
    const left = await everything()
    for (const gone of [before.consignee_sealed, before.consignee_phone_sealed]) expect(left).not.toContain(gone)
    expect((await dispatcher('POST', erase, REASON)).status).toBe(409)
    await assertSound()
  })

  it('loses the phone at once and name, taker and door when five years are over; the evidence stays', async () => {
    const id = await addShipment('S-2')
    await deliver(id)
    const administrator = await world.as('administrator')
    const asked = await administrator('POST', `/api/shipments/${id}/erase-recipient`, REASON)
    expect(asked).toMatchObject({ status: 200, body: { doneAt: null } })
    expect((await dispatcher('GET', `/api/shipments/${id}`)).body).toMatchObject({
      ...{ consignee: '收S-2', consigneePhone: null, custody: [{ taker: '李妈' }] },
    })
    expect(await world.privacy.recipientErasures.completeDue()).toBe(0)

    world.clock.ms += 5 * YEAR_MS
    expect(await world.privacy.recipientErasures.completeDue()).toBe(1)
    expect(await world.privacy.recipientErasures.completeDue()).toBe(0)
    const scope = { actor: { kind: 'system', id: 'test', organisationId: null, roles: [] }, reach: 'all' } as const
    const after = await world.shipments.get(scope, id)
    expect(after).toMatchObject({
      ...{ consignee: `recipient ${id}`, consigneePhone: null, state: 'delivered' },
      custody: [{ kind: 'delivered', taker: `recipient ${id}`, note: null, temperatureCelsius: 5 }],
    })
    const trip = await world.trips.get(scope, after.tripId ?? '')
    expect(trip.stops.map(({ address }) => address)).toEqual(['春风路 0 号 501', `recipient ${id}`])
    expect(trip.stops[1]).toMatchObject({ name: { en: 'Erased' }, position: { latitude: 31.2, longitude: 121.6 } })
    await assertSound()
  })

  it('is nobody of another organisation to a dispatcher', async () => {
    const id = await addShipment('S-3')
    await world.db.reader
      .insertInto('organisation')
      .values({
        ...{ id: 'other', kind: 'carrier', name_zh: '他', name_en: 'Other', licence_number: null },
        ...{ created_at_ms: 0, closed_at_ms: null },
      })
      .execute()
    await world.db.reader.updateTable('shipment').set({ organisation_id: 'other' }).where('id', '=', id).execute()
    for (const answer of [
      dispatcher('POST', `/api/shipments/${id}/erase-recipient`, REASON),
      dispatcher('GET', `/api/shipments/${id}/recipient-erasure`),
    ])
      expect((await answer).status).toBe(404)
  })
})
