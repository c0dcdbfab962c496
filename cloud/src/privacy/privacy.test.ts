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

describe.each(eachEngine)('what people have a right to, on %s', (_, openPlace) => {
  let at: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  beforeEach(async () => {
    at = await openPlace()
    world = await createApiWorld({ place: at.place })
  })
  afterEach(async () => {
    await world.close()
    await at.remove()
  })

  const idOf = async (name: string): Promise<string> => {
    const row = await world.db.reader
      .selectFrom('person')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirstOrThrow()
    return row.id
  }

  /** Every row of every table, as text; on SQLite the very bytes of the files too. */
  async function everything(): Promise<string> {
    const texts: string[] = []
    for (const { name } of await world.db.reader.introspection.getTables())
      texts.push(JSON.stringify((await sql`SELECT * FROM ${sql.table(name)}`.execute(world.db.reader)).rows))
    if ('path' in at.place)
      for (const file of [at.place.path, `${at.place.path}-wal`]) texts.push(readFileSync(file, 'utf8'))
    return texts.join('\n')
  }

  it('to consent and to withdraw: what was said stands for ever, and what needs it is refused without', async () => {
    const customer = await world.as('customer')
    const id = await idOf('customer')
    const { consents } = world.privacy
    await expect(consents.require(world.db.reader, id, 'health-data')).rejects.toMatchObject({
      code: 'CONSENT_REQUIRED',
    })
    const give = { purpose: 'health-data', version: 1, language: 'zh' }
    expect((await customer('POST', '/api/privacy/consents', { ...give, version: 9 })).status).toBe(422)
    expect((await customer('POST', '/api/privacy/consents', give)).status).toBe(200)
    await consents.require(world.db.reader, id, 'health-data')
    expect((await customer('POST', '/api/privacy/consents/health-data/withdraw')).status).toBe(200)
    await expect(consents.require(world.db.reader, id, 'health-data')).rejects.toThrow('must consent')
    expect((await customer('POST', '/api/privacy/consents/health-data/withdraw')).status).toBe(409)
    const { body } = await (await world.as('administrator'))('GET', `/api/people/${id}/consents`)
    expect(body).toMatchObject({
      states: expect.arrayContaining([
        { purpose: 'health-data', isGiven: false, last: expect.objectContaining({ act: 'withdrawn', by: id }) },
      ]),
      next: null,
      items: [
        { act: 'withdrawn', by: id },
        { act: 'given', language: 'zh', version: 1 },
      ],
    })
    await expect(sql`DELETE FROM consent`.execute(world.db.reader)).rejects.toThrow('only added')
    await expect(sql`UPDATE consent SET act = 'given'`.execute(world.db.reader)).rejects.toThrow('only added')
  })

  it('to be told everything that is held about them', async () => {
    const customer = await world.as('customer')
    await customer('POST', '/api/privacy/consents', { purpose: 'health-data', version: 1, language: 'en' })
    const { status, body } = await customer('GET', '/api/privacy/record')
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        person: expect.objectContaining({ name: 'customer', displayName: { zh: '李女士', en: 'Ms Li' } }),
        consents: [expect.objectContaining({ purpose: 'health-data', act: 'given' })],
        sessions: [expect.objectContaining({ address: expect.any(String) })],
        acts: [expect.objectContaining({ action: 'consent.give', address: expect.any(String) })],
      }),
    ])
    expect((await customer('GET', `/api/people/${await idOf('driver')}/record`)).status).toBe(403)
  })

  it('to be erased, and the audit still holds and says who it was by pseudonym', async () => {
    const administrator = await world.as('administrator')
    const id = await idOf('customer')
    const contact = { phone: '+8613900001111', email: 'lili@example.com' }
    expect((await administrator('PATCH', `/api/people/${id}`, { ...contact, reason: 'asked' })).status).toBe(200)
    const customer = await world.as('customer')
    await customer('POST', '/api/privacy/consents', { purpose: 'health-data', version: 1, language: 'zh' })
    const seals = await world.db.reader.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const key = await world.db.reader
      .selectFrom('audit_address_key')
      .select('key_sealed')
      .where('owner', '=', `person ${id}`)
      .executeTakeFirstOrThrow()

    expect((await customer('GET', '/api/privacy/erasure')).body).toEqual({
      done: null,
      isPossible: true,
      wouldKeep: [],
    })
    expect((await customer('POST', '/api/privacy/erasure', { name: 'driver' })).status).toBe(422)
    const erased = await customer('POST', '/api/privacy/erasure', { name: 'customer' })
    expect([erased.status, erased.body]).toMatchObject([200, { kept: [], doneAt: expect.any(String) }])
    expect((await customer('GET', '/api/session')).status).toBe(401)
    const left = await everything()
    for (const gone of [seals.display_name_sealed, seals.phone_sealed, seals.email_sealed, key.key_sealed])
      expect(left.includes(String(gone))).toBe(false)
    for (const gone of ['李女士', 'Ms Li', '13900001111', 'lili@example.com']) expect(left.includes(gone)).toBe(false)
    expect((await world.auditChecks.run()).faults).toEqual([])
    const sealedFields = createSealedFields(fieldKeysOf(join(world.directory, 'field-keys.json')))
    expect((await checkSeals(world.db.reader, sealedFields)).broken).toEqual([])
    const { body } = await administrator('GET', `/api/audit?actor=${id}&action=consent.give`)
    expect(body).toMatchObject({ items: [{ actor: { id, name: null } }] })
    expect((await administrator('POST', `/api/people/${id}/erase`, { reason: 'again' })).status).toBe(409)
  })

  it('to be erased after the law lets go of what it wants kept: who drove, and whom a shipment went to', async () => {
    const administrator = await world.as('administrator')
    const [driver, customer] = [await idOf('driver'), await idOf('customer')]
    const phone = '+86 139-0000-2222'
    await administrator('PATCH', `/api/people/${customer}`, { phone, reason: 'asked' })
    const shipment = await (await world.as('dispatcher'))('POST', '/api/shipments', {
      rows: [
        {
          ...{ number: 'S-1', consignee: '李丽丽', consigneePhone: '13900002222', goods: { zh: '药', en: 'x' } },
          ...{ range: { minCelsius: 2, maxCelsius: 8 }, timeBudgetMinutes: 30, boxes: ['B1'] },
        },
      ],
    })
    if (shipment.status !== 201) throw new Error(JSON.stringify(shipment.body))
    const row = await world.db.reader.selectFrom('shipment').select('id').executeTakeFirstOrThrow()
    await world.db.reader
      .insertInto('custody')
      .values({
        ...{ id: 'c1', shipment_id: row.id, sequence: 0, kind: 'loaded', at_ms: world.clock.ms, stop_id: null },
        ...{ by_person_id: driver, taker_sealed: null, temperature_celsius: 5, note_sealed: null, document_id: null },
      })
      .execute()

    const kept = [{ what: 'delivery', id: row.id, number: 'S-1', until: expect.any(String) }]
    const foreseen = await administrator('GET', `/api/people/${customer}/erasure`)
    expect(foreseen.body).toEqual({ done: null, isPossible: true, wouldKeep: kept })
    const asked = await administrator('POST', `/api/people/${customer}/erase`, { reason: 'asked in writing' })
    expect((await administrator('GET', `/api/people/${customer}/erasure`)).body).toMatchObject({ done: { kept } })
    expect(asked.body).toMatchObject({ doneAt: null, kept: [{ what: 'delivery', id: row.id }] })
    const drove = await administrator('POST', `/api/people/${driver}/erase`, { reason: 'left' })
    expect(drove.body).toMatchObject({ doneAt: null, kept: [{ what: 'name', id: driver }] })
    const scope = { actor: { kind: 'system', id: 'test', organisationId: null, roles: [] }, reach: 'all' } as const
    expect((await world.shipments.get(scope, row.id)).consignee).toBe('李丽丽')
    expect(await world.privacy.erasures.completeDue()).toBe(0)

    world.clock.ms += 5 * YEAR_MS
    expect(await world.privacy.erasures.completeDue()).toBe(2)
    const after = await world.shipments.get(scope, row.id)
    expect([after.consignee, after.consigneePhone]).toEqual([`person ${customer}`, null])
    expect(await world.privacy.erasures.of(driver)).toMatchObject({ kept: [], doneAtMs: world.clock.ms })
    expect((await world.auditChecks.run()).faults).toEqual([])
  })

  it('but not so that nobody is left to administrate', async () => {
    const administrator = await world.as('administrator')
    expect((await administrator('GET', '/api/privacy/erasure')).body).toMatchObject({ isPossible: false })
    const asked = await administrator('POST', '/api/privacy/erasure', { name: 'administrator' })
    expect(asked.status).toBe(409)
  })
})
