import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BusinessDatabase, openBusinessDatabase } from '../business-database/business-database.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { createOutbox, type Outbox } from './outbox.ts'
import { createSealedFields } from './sealed-fields.ts'

const secret = new Uint8Array(32).fill(7)
const sealedFields = createSealedFields({
  newest: 'k1',
  byId: new Map([['k1', secret]]),
  indexes: new Map([['i1', secret]]),
})
const clock = { ms: 1_700_000_000_000, nowMs: () => clock.ms }
const about = { limit: 8, forMs: 60_000 }

describe.each(eachEngine)('the outbox on %s', (engine, openPlace) => {
  let place: TestPlace
  let databases: BusinessDatabase[]
  let first: Outbox
  let second: Outbox

  beforeEach(async () => {
    place = await openPlace()
    databases = [await openBusinessDatabase(place.place)]
    // of a file two connections in one thread would wait for each other for ever
    if (engine === 'PostgreSQL') databases.push(await openBusinessDatabase(place.place))
    const [one, two = one] = databases.map((db) => createOutbox({ db, clock, sealedFields }))
    if (one === undefined || two === undefined) throw new Error('two were opened')
    first = one
    second = two
  })
  afterEach(async () => {
    for (const db of databases) await db.close()
    await place.remove()
  })

  const put = (...ids: string[]) =>
    databases[0]?.inTransaction(async (tx) => {
      for (const id of ids) await first.put(tx, { id, queue: 'q', recipient: 'r', kind: 'k', payload: `${id} 手机` })
    })

  it('gives each message to one of two that take at once, and holds the same message once', async () => {
    const ids = Array.from({ length: 40 }, (_one, n) => `m${n}`)
    await put(...ids)
    await put(...ids.slice(0, 10))
    const taken: string[] = []
    const takeAll = async (outbox: Outbox): Promise<void> => {
      for (;;) {
        const messages = await outbox.take('q', about)
        if (messages.length === 0) return
        for (const message of messages) {
          expect(message).toMatchObject({ payload: `${message.id} 手机`, attempts: 1 })
          taken.push(message.id)
          await outbox.settle(message, 'delivered', '200')
        }
      }
    }
    await Promise.all([takeAll(first), takeAll(second)])
    expect(taken.sort()).toEqual(ids.sort())
  })

  it('gives a message to the next when its lease is over, and the late one has no say', async () => {
    await put('m1')
    const [lost] = await first.take('q', about)
    expect(await second.take('q', about)).toEqual([])
    clock.ms += 60_000
    const [found] = await second.take('q', about)
    expect(found).toMatchObject({ id: 'm1', attempts: 2 })
    if (lost === undefined || found === undefined) throw new Error('both were taken')
    expect(await first.settle(lost, 'delivered', 'too late')).toBe(false)
    expect(await second.again(found, clock.ms + 5_000, 'busy')).toBe(true)
    expect(await second.settle(found, 'delivered', 'twice')).toBe(false)
    clock.ms += 4_999
    expect(await first.take('q', about)).toEqual([])
    clock.ms += 1
    expect(await first.take('q', about)).toMatchObject([{ id: 'm1', attempts: 3 }])
  })

  it('forgets nothing of a transaction that failed, since it was never told', async () => {
    await expect(
      databases[0]?.inTransaction(async (tx) => {
        await first.put(tx, { id: 'm1', queue: 'q', recipient: 'r', kind: 'k', payload: 'x' })
        throw new Error('dropped')
      }),
    ).rejects.toThrow('dropped')
    expect(await second.take('q', about)).toEqual([])
  })

  it('seals what it holds, and lists it in pages', async () => {
    await put('m1', 'm2', 'm3')
    const rows = await databases[0]?.reader.selectFrom('outbox_message').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('手机')
    const page = await first.deliveries('q', 'r', { limit: 2, after: undefined })
    expect(page.map(({ id }) => id)).toEqual(['m3', 'm2', 'm1'])
    const after = [page[1]?.createdAtMs ?? 0, page[1]?.id ?? ''] as const
    expect((await first.deliveries('q', 'r', { limit: 2, after })).map(({ id }) => id)).toEqual(['m1'])
    await databases[0]?.inTransaction((tx) => first.withdraw(tx, 'q', 'r'))
    expect(await first.take('q', about)).toEqual([])
  })
})
