import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../access/actor.ts'
import { openBusinessDatabase } from '../business-database/business-database.ts'
import { fieldKeysOf } from '../lib/field-keys-file.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { createFieldKeyRotation, type FieldKeyRotation } from './field-key-rotation.ts'
import { checkSeals } from './key-usage.ts'
import { INDEXED_COLUMNS, NAME_INDEX, SEALED_TABLES } from './sealed-columns.ts'

const MINUTE_MS = 60_000

describe.each(eachEngine)('the keys of sealed fields on %s', (_, openPlace) => {
  let at: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let rotation: FieldKeyRotation
  beforeEach(async () => {
    at = await openPlace()
    world = await createApiWorld({ place: at.place })
    const keysFile = join(world.directory, 'field-keys.json')
    rotation = createFieldKeyRotation({ db: world.db, audit: world.audit, keysFile, clock: world.clock })
  })
  afterEach(async () => {
    await world.close()
    await at.remove()
  })

  const addPerson = async (name: string, phone: string): Promise<string> => {
    const organisation = await world.db.reader.selectFrom('organisation').select('id').executeTakeFirstOrThrow()
    const { account } = await world.accounts.add(systemActor('test'), {
      ...{ name, displayName: { zh: `王${name}`, en: `Wang ${name}` }, phone, email: `${name}@example.com` },
      ...{ organisationId: organisation.id, roles: ['driver'] },
    })
    return account.id
  }
  const found = async (search: string): Promise<string[]> => {
    const scope = { actor: systemActor('test'), reach: 'all' } as const
    return (await world.accounts.list(scope, { search, limit: 50 })).map(({ name }) => name)
  }
  const fields = () => createSealedFields(fieldKeysOf(join(world.directory, 'field-keys.json')))

  it('lists every sealed column and blind index of the schema, each once', async () => {
    const tables = await world.db.reader.introspection.getTables()
    const columns = tables.flatMap(({ name, columns: own }) => own.map((column) => `${name}.${column.name}`))
    expect(SEALED_TABLES.flatMap((one) => one.columns.map((column) => `${one.table}.${column}`)).sort()).toEqual(
      columns.filter((name) => name.endsWith('_sealed')).sort(),
    )
    expect([...INDEXED_COLUMNS, NAME_INDEX].map(({ table, column }) => `${table}.${column}`).sort()).toEqual(
      columns.filter((name) => name.endsWith('_index')).sort(),
    )
  })

  it('rotate while people are added, changed and searched; nothing is lost, and the old keys can go', async () => {
    const visitor = { kind: 'person', id: 'visitor', organisationId: null, roles: [], address: '192.0.2.9' } as const
    const looked = { actor: visitor, action: 'trip.plan', subject: { kind: 'trip', id: '1' } } as const
    await world.db.inTransaction((tx) => world.audit.append(tx, looked))
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_unused, n) => addPerson(`p${n}`, `+86138001380${10 + n}`)),
    )
    await world.as('administrator')
    let isRotating = true
    const errors: unknown[] = []
    const writing = (async () => {
      for (let n = 0; isRotating; n++) {
        const id = ids[n % ids.length] ?? ''
        await world.accounts.change(systemActor('test'), id, { phone: `+86139${String(n).padStart(8, '0')}` }, 'test')
        if (n % 5 === 0) ids.push(await addPerson(`q${n}`, `+86137${String(n).padStart(8, '0')}`))
        if (!(await found('Wang')).includes('p3')) errors.push(`p3 was not found at ${n}`)
      }
    })()
    const { keys, changed } = await rotation.rotate()
    await rotation.rotate({ resume: true })
    isRotating = false
    await writing
    expect([keys, changed > 50, errors]).toEqual([['k2', 'i2'], true, []])
    const states = Object.fromEntries((await rotation.list()).map(({ id, uses }) => [id, uses]))
    expect([states.k1, states.i1]).toEqual([[], []])
    expect(await checkSeals(world.db.reader, fields())).toEqual({ opened: expect.any(Number), broken: [] })

    for (const id of ['k1', 'i1']) await expect(rotation.retire(id)).rejects.toThrow('may still commit')
    await expect(rotation.retire('k2')).rejects.toThrow('is the newest')
    world.clock.ms += 11 * MINUTE_MS
    for (const id of ['k1', 'i1']) await rotation.retire(id)
    expect((await checkSeals(world.db.reader, fields())).broken).toEqual([])
    expect((await rotation.list()).map(({ id }) => id)).toEqual(['k2', 'i2'])
    expect(await found('q0@example.com')).toEqual(['q0'])
    const told = await world.db.reader
      .selectFrom('audit_entry')
      .select(['actor_kind', 'action', 'subject_id'])
      .where('subject_kind', '=', 'field-keys')
      .orderBy('sequence')
      .execute()
    const actor_kind = 'system'
    expect(told).toEqual([
      { actor_kind, action: 'field-keys.rotate', subject_id: 'k2 i2' },
      { actor_kind, action: 'field-keys.reseal', subject_id: 'k2 i2' },
      { actor_kind, action: 'field-keys.reseal', subject_id: 'k2 i2' },
      { actor_kind, action: 'field-keys.retire', subject_id: 'k1' },
      { actor_kind, action: 'field-keys.retire', subject_id: 'i1' },
    ])
    expect((await world.auditChecks.run()).faults).toEqual([])
    // the address in the audit, whose entries nobody can change, still opens
    const entry = await world.db.reader
      .selectFrom('audit_entry')
      .select('sequence')
      .where('address_sealed', 'is not', null)
      .executeTakeFirst()
    const scope = { actor: systemActor('test'), reach: 'all' } as const
    const full = await world.auditSearch.get(scope, entry?.sequence ?? 0)
    expect(full && (await world.auditSearch.openAddress(full))).toBe('192.0.2.9')
  })

  it('refuse to go while anything is under them, and say what', async () => {
    const id = await addPerson('held', '+8613800138000')
    const row = await world.db.reader.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    await rotation.rotate()
    world.clock.ms += 11 * MINUTE_MS
    // what a transaction of before commits late
    await world.db.reader
      .updateTable('person')
      .set({ phone_sealed: row.phone_sealed, phone_index: row.phone_index })
      .where('id', '=', id)
      .execute()
    await expect(rotation.retire('k1')).rejects.toThrow('1 in person.phone_sealed')
    await expect(rotation.retire('i1')).rejects.toThrow('1 in person.phone_index')
    expect(await found('+8613800138000')).toEqual(['held'])
    expect((await rotation.rotate({ resume: true })).changed).toBe(2)
    for (const key of ['k1', 'i1']) await rotation.retire(key)
  })

  it('find a seal that somebody moved to another row', async () => {
    const [one, other] = [await addPerson('one', '+8613800138001'), await addPerson('other', '+8613800138002')]
    await sql`UPDATE person SET phone_sealed = (SELECT phone_sealed FROM person WHERE id = ${one}) WHERE id = ${other}`.execute(
      world.db.reader,
    )
    expect((await checkSeals(world.db.reader, fields())).broken).toEqual([`person.phone_sealed ${other}`])
  })

  it('let an instance that runs on another connection go on as if nothing had happened', async () => {
    if (!('url' in at.place)) return
    const db = await openBusinessDatabase(at.place)
    try {
      const other = createFieldKeyRotation({
        db,
        audit: world.audit,
        keysFile: join(world.directory, 'field-keys.json'),
        clock: world.clock,
      })
      const cookie = await world.cookie()
      const [{ changed }] = await Promise.all([
        other.rotate(),
        ...Array.from({ length: 5 }, (_unused, n) => addPerson(`r${n}`, `+861380013810${n}`)),
      ])
      expect(changed).toBeGreaterThan(10)
      expect((await world.get('/api/session', { cookie })).status).toBe(200)
      await other.rotate({ resume: true })
      expect((await checkSeals(db.reader, fields())).broken).toEqual([])
    } finally {
      await db.close()
    }
  })
})
