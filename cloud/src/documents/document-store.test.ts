import { documentDigest, toUtf8 } from '@coldrx/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BusinessDatabase, openBusinessDatabase } from '../business-database/business-database.ts'
import { createSealedFields } from '../lib/sealed-fields.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { createDocumentStore, type DeviceDocument, type DocumentStore } from './document-store.ts'

const sealedFields = createSealedFields({
  ...{
    newest: 'k1',
    byId: new Map([['k1', new Uint8Array(32).fill(1)]]),
    indexes: new Map([['i1', new Uint8Array(32).fill(2)]]),
  },
})

function document(id: string, text = '{"taker":"吴医生"}', device = 'tk001'): DeviceDocument {
  const salt = Uint8Array.from({ length: 16 }, (_, at) => at)
  const bytes = toUtf8(text)
  return { device, id, kind: 'handover', salt, bytes, digest: documentDigest(salt, bytes), receivedAtMs: 5 }
}

describe.each(eachEngine)('the documents of devices on %s', (_, openPlace) => {
  let at: TestPlace
  let writers: BusinessDatabase[]
  let stores: DocumentStore[]

  beforeEach(async () => {
    at = await openPlace()
    // one after the other: the first makes the tables
    writers = [await openBusinessDatabase(at.place), await openBusinessDatabase(at.place)]
    stores = writers.map((db) => createDocumentStore({ db, sealedFields }))
  })
  afterEach(async () => {
    for (const db of writers) await db.close()
    await at.remove()
  })
  const store = (): DocumentStore => stores[0] as DocumentStore

  async function allIds(): Promise<string[]> {
    const found: string[] = []
    for await (const { device, id } of store().all()) found.push(`${device} ${id}`)
    return found
  }

  it('come back as they were, and what people wrote is sealed', async () => {
    expect(await store().keep(document('document-1'))).toBe('stored')
    expect(await store().keep(document('document-1'))).toBe('duplicate')
    expect(await store().ofId('tk001', 'document-1')).toEqual([document('document-1')])
    expect(await store().ofId('tk002', 'document-1')).toEqual([])
    const row = await writers[0]?.reader.selectFrom('device_document').selectAll().executeTakeFirst()
    expect(JSON.stringify(row)).not.toContain('吴医生')
  })

  it('of one id and different content are both kept, and told', async () => {
    expect(await store().keep(document('document-1'))).toBe('stored')
    expect(await store().keep(document('document-1', '{}'))).toBe('conflict')
    expect(await store().keep(document('document-1', '{}', 'tk002'))).toBe('stored')
    expect(await store().ofId('tk001', 'document-1')).toHaveLength(2)
  })

  it('are each read once, however many there are', async () => {
    const ids = Array.from({ length: 230 }, (_value, n) => `document-${String(n).padStart(3, '0')}`)
    for (const id of ids) await store().keep(document(id))
    await store().keep(document('document-000', '{}'))
    expect(await allIds()).toEqual(['document-000', ...ids].map((id) => `tk001 ${id}`))
  })

  it('are stored once when two writers have them at the same time', async () => {
    const ids = Array.from({ length: 20 }, (_value, n) => `document-${n}`)
    // SQLite lets only one connection of a process wait at a time: there they take turns
    const keep = (writer: DocumentStore) => Promise.all(ids.map((id) => writer.keep(document(id))))
    const outcomes =
      writers[0]?.engine === 'postgres'
        ? await Promise.all(stores.map(keep))
        : [await keep(stores[0] as DocumentStore), await keep(stores[1] as DocumentStore)]
    expect(outcomes.flat().filter((outcome) => outcome === 'stored')).toHaveLength(ids.length)
    expect(outcomes.flat().filter((outcome) => outcome === 'duplicate')).toHaveLength(ids.length)
    expect(await allIds()).toHaveLength(ids.length)
  })
})
