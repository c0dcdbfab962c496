import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Asker, createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'

interface Page {
  readonly items: readonly { readonly sequence: number; readonly action: string }[]
  readonly next: string | null
}

describe.each(eachEngine)('the audit as it is searched on %s', (_, openPlace) => {
  let at: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let administrator: Asker
  let quality: Asker
  let theirs: string

  beforeEach(async () => {
    at = await openPlace()
    world = await createApiWorld({ place: at.place })
    administrator = await world.as('administrator')
    quality = await world.as('quality')
    theirs = await world.db.inTransaction(async (tx) => {
      return (await world.people.addOrganisation(tx, { kind: 'pharmacy', name: { zh: '乙', en: 'B' } })).id
    })
  })
  afterEach(async () => {
    await world.close()
    await at.remove()
  })

  async function addAsset(name: string, organisationId?: string): Promise<string> {
    const { body, status } = await administrator('POST', '/api/assets', {
      ...{ kind: 'box', name },
      ...(organisationId === undefined ? {} : { organisationId }),
    })
    expect(status).toBe(201)
    world.clock.ms += 1_000
    return (body as { id: string }).id
  }

  const page = async (ask: Asker, query: string): Promise<Page> => {
    const { status, body } = await ask('GET', `/api/audit?${query}`)
    expect([status, body]).toEqual([200, expect.anything()])
    return body as Page
  }

  it('finds by actor, record, action and time, and pages without losing or repeating', async () => {
    const from = new Date(world.clock.ms).toISOString()
    const ids = [await addAsset('B-1'), await addAsset('B-2'), await addAsset('B-3')]
    const { items } = await page(administrator, `action=asset.add&from=${from}`)
    expect(items).toMatchObject(
      ids.toReversed().map((id) => ({
        ...{ action: 'asset.add', subject: { kind: 'asset', id } },
        actor: { kind: 'person', name: 'administrator' },
      })),
    )
    const first = await page(administrator, `action=asset&from=${from}&limit=2`)
    const rest = await page(administrator, `action=asset&from=${from}&limit=2&after=${first.next}`)
    expect([...first.items, ...rest.items]).toEqual(items)
    expect(rest.next).toBeNull()
    expect((await page(administrator, `kind=asset&record=${ids[1]}`)).items.length).toBe(1)
    expect((await page(administrator, `actor=first-start&limit=1`)).items.length).toBe(1)
    expect((await page(administrator, `to=${from}&action=asset.add`)).items).toEqual([])
    expect(await administrator('GET', '/api/audit?record=x')).toMatchObject({ status: 400, body: { field: 'kind' } })
  })

  it('shows quality what its organisation did, and all that was done to its records', async () => {
    const [own, other] = [await addAsset('B-1'), await addAsset('B-2', theirs)]
    const actor = { kind: 'system', id: 'test', organisationId: theirs, roles: [] } as const
    await world.fleet.write({ scope: { actor, reach: 'all' } }, (write) =>
      world.fleet.assets.change(write, own, { name: 'B-9', revision: 1 }),
    )
    const mine = (await page(quality, 'action=asset')).items.map(({ action }) => action)
    expect(mine).not.toContain('asset.change')
    const [newest] = (await page(quality, `kind=asset&record=${own}`)).items
    expect(newest?.action).toBe('asset.change')
    const [done] = (await page(quality, `kind=asset&record=${other}`)).items
    // the administrator is a colleague; what the others do to what is theirs is nobody's business here
    expect(done).toMatchObject({ action: 'asset.add' })
    await world.fleet.write({ scope: { actor, reach: 'all' } }, (write) =>
      world.fleet.assets.change(write, other, { name: 'B-8', revision: 1 }),
    )
    expect((await page(quality, `kind=asset&record=${other}`)).items.length).toBe(1)
    const { items } = await page(administrator, `kind=asset&record=${other}`)
    const hidden = await quality('GET', `/api/audit/${items[0]?.sequence}`)
    expect(hidden).toMatchObject({ status: 404, body: { field: 'entry' } })
    expect((await quality('GET', `/api/audit/${newest?.sequence}`)).status).toBe(200)
  })

  it('opens the address for those who see everything, and keeps that they did', async () => {
    await addAsset('B-1')
    const [entry] = (await page(administrator, 'action=asset.add&limit=1')).items
    const path = `/api/audit/${entry?.sequence}`
    expect((await quality('GET', path)).body).toMatchObject({ address: null, isIntact: true })
    const opened = await administrator('GET', path)
    expect((opened.body as { address: string | null }).address).toEqual(expect.any(String))
    const { items } = await page(administrator, 'action=audit-entry.open-address')
    expect(items).toMatchObject([{ subject: { kind: 'audit-entry', id: String(entry?.sequence) } }])
  })

  it('says how far the chain has come, and looks over it when asked', async () => {
    await addAsset('B-1')
    expect((await quality('GET', '/api/audit-chain')).body).toMatchObject({
      ...{ removed: 0, checkpoint: null, lastCheck: null, keptDays: { logs: 365, gsp: 1_827, prescriptions: 5_481 } },
      last: { entry: expect.any(Number) },
    })
    const checked = await quality('POST', '/api/audit-chain/check')
    expect(checked).toMatchObject({ status: 200, body: { faults: [] } })
    await world.auditCheckpoints.make()
    const { body } = await quality('GET', '/api/audit-chain')
    expect(body).toMatchObject({
      lastCheck: checked.body,
      checkpoint: { sequence: (body as { last: { entry: number } }).last.entry },
    })
  })

  it('is not for those who work', async () => {
    for (const name of ['dispatcher', 'driver', 'technician', 'warehouse'])
      expect((await (await world.as(name))('GET', '/api/audit')).status).toBe(403)
  })
})
