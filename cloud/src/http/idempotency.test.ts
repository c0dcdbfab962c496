import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../access/actor.ts'
import { createAuditLog } from '../audit/audit-log.ts'
import { type BusinessDatabase, openBusinessDatabase } from '../business-database/business-database.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { TEST_AUDIT_KEY } from '../testing/audit-key.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { type ApiEnv, requestId } from './guards.ts'
import { createIdempotency } from './idempotency.ts'
import { isRefusal, refusal } from './refusals.ts'

const HOUR_MS = 3_600_000
const LIN: Actor = { kind: 'person', id: 'lin', organisationId: null, roles: [] }
const ZHOU: Actor = { kind: 'person', id: 'zhou', organisationId: null, roles: [] }

const secret = new Uint8Array(32).fill(7)
const sealedFields = createSealedFields({
  newest: 'k1',
  byId: new Map([['k1', secret]]),
  indexes: new Map([['i1', secret]]),
})
const clock = { ms: 1_700_000_000_000, nowMs: () => clock.ms }

describe.each(eachEngine)('an Idempotency-Key, kept in %s', (engine, openPlace) => {
  let place: TestPlace
  let first: BusinessDatabase
  let second: BusinessDatabase

  beforeEach(async () => {
    place = await openPlace()
    first = await openBusinessDatabase(place.place)
    // of a file two connections in one thread would wait for each other for ever
    second = engine === 'SQLite' ? first : await openBusinessDatabase(place.place)
  })
  afterEach(async () => {
    await first.close()
    if (second !== first) await second.close()
    await place.remove()
  })

  /** An instance that counts what it makes; `during` runs between what is done and the answer. */
  function instance(db: BusinessDatabase, { during = async () => {} }: { during?: () => Promise<void> } = {}) {
    const idempotency = createIdempotency({ db, clock, sealedFields })
    const audit = createAuditLog({ engine: db.engine, clock, sealedFields, key: TEST_AUDIT_KEY })
    const made: string[] = []
    const app = new Hono<ApiEnv>()
    app.use(requestId)
    app.onError((error, c) => c.json({ detail: error.message }, isRefusal(error) ? error.status : 500))
    app.post('/things/:kind', (c) => {
      const actor = c.req.header('x-actor') === 'zhou' ? ZHOU : LIN
      return idempotency(c, { actor, route: 'POST /things/{kind}' }, async () => {
        const { name } = (await c.req.json()) as { name: string }
        if (name === 'refused') throw refusal('UNPROCESSABLE', 'not that one')
        made.push(name)
        await db.inTransaction((tx) =>
          audit.append(tx, {
            actor: { ...actor, requestId: c.get('requestId') },
            action: 'trip.plan',
            subject: { kind: 'trip', id: name },
          }),
        )
        await during()
        return c.json({ number: made.length, name }, 201, { Location: `/things/${name}` })
      })
    })
    const ask = (key: string, { name = 'a', kind = 'x', actor = 'lin' } = {}) =>
      app.request(`/things/${kind}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-actor': actor },
        body: JSON.stringify({ name }),
      })
    return { ask, made }
  }

  it('does it once, and gives the same answer again for a day, on either instance', async () => {
    const one = instance(first)
    const two = instance(second)
    const answer = await one.ask('key-00001')
    expect([answer.status, answer.headers.get('idempotent-replayed')]).toEqual([201, null])
    for (const again of [await one.ask('key-00001'), await two.ask('key-00001')]) {
      expect(again.status).toBe(201)
      expect(again.headers.get('idempotent-replayed')).toBe('true')
      expect(again.headers.get('location')).toBe('/things/a')
      expect(await again.json()).toEqual({ number: 1, name: 'a' })
    }
    expect([...one.made, ...two.made]).toEqual(['a'])
    const rows = await first.reader.selectFrom('idempotent_request').select('answer_sealed').execute()
    expect(rows.map(({ answer_sealed }) => answer_sealed?.startsWith('v1.k1.'))).toEqual([true])
    clock.ms += 24 * HOUR_MS
    expect((await two.ask('key-00001')).headers.get('idempotent-replayed')).toBeNull()
    expect(two.made).toEqual(['a'])
  })

  it('belongs to one actor, one address and one body', async () => {
    const one = instance(first)
    await one.ask('key-00002')
    expect((await one.ask('key-00002', { name: 'b' })).status).toBe(422)
    expect((await one.ask('key-00002', { kind: 'y' })).status).toBe(422)
    expect((await one.ask('key-00002', { actor: 'zhou', name: 'b' })).status).toBe(201)
    expect(one.made).toEqual(['a', 'b'])
  })

  it('that comes ten times at once, on two instances, is done once', async () => {
    let letGo = (): void => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const both = [first, second].map((db) => instance(db, { during: () => held }))
    const asked = both.flatMap(({ ask }) => Array.from({ length: 5 }, () => ask('key-00003')))
    const settled: number[] = []
    for (const answer of asked) void Promise.resolve(answer).then(({ status }) => settled.push(status))
    await expect.poll(() => settled.length).toBe(9)
    letGo()
    const statuses = (await Promise.all(asked.map(async (answer) => answer))).map(({ status }) => status)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(9)
    expect(both.flatMap(({ made }) => made)).toEqual(['a'])
  })

  it('of a process that died after it was done is not done again', async () => {
    const dies = instance(first, { during: () => new Promise(() => {}) })
    void dies.ask('key-00004')
    await expect
      .poll(async () => (await second.reader.selectFrom('audit_entry').select('sequence').execute()).length)
      .toBe(1)
    const lives = instance(second)
    expect((await lives.ask('key-00004')).status).toBe(409)
    clock.ms += HOUR_MS
    const late = await lives.ask('key-00004')
    expect(late.status).toBe(409)
    expect(await late.json()).toMatchObject({ detail: expect.stringContaining('it was done (trip a)') as string })
    expect(lives.made).toEqual([])
  })

  it('of a process that died before anything was done is taken over, by one', async () => {
    const lives = instance(second)
    await first.reader
      .insertInto('idempotent_request')
      .values({
        ...{ actor: 'person lin', route: 'POST /things/{kind}', key: 'key-00005', request_id: 'gone' },
        ...{ claimed_at_ms: clock.ms, expires_at_ms: clock.ms + 24 * HOUR_MS, status: null, content_type: null },
        ...{ location: null, answer_sealed: null, request_hash: await hashOfRequest() },
      })
      .execute()
    expect((await lives.ask('key-00005')).status).toBe(409)
    clock.ms += HOUR_MS
    const statuses = await Promise.all(['', '', ''].map(async () => (await lives.ask('key-00005')).status))
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0)
    expect(lives.made).toEqual(['a'])
  })

  it('is free again after a refusal, and has a form', async () => {
    const one = instance(first)
    expect((await one.ask('key-00006', { name: 'refused' })).status).toBe(422)
    expect((await one.ask('key-00006')).status).toBe(201)
    expect((await one.ask('short')).status).toBe(400)
    expect((await one.ask('with a blank')).status).toBe(400)
    expect(one.made).toEqual(['a'])
  })

  async function hashOfRequest(): Promise<Uint8Array> {
    await instance(first).ask('key-model')
    const { request_hash } = await first.reader
      .selectFrom('idempotent_request')
      .select('request_hash')
      .where('key', '=', 'key-model')
      .executeTakeFirstOrThrow()
    return request_hash
  }
})
