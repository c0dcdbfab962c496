import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessOf } from '../access/access.ts'
import { ACCESS, type RouteKey } from '../access/access-table.ts'
import type { Role } from '../access/roles.ts'
import { type Asker, askerWith, createApiWorld } from '../testing/api-world.ts'
import { FLEET_BODIES, makeFleetRecords } from '../testing/fleet-fixture.ts'

const ROUTES = (Object.keys(ACCESS) as RouteKey[]).filter((route) =>
  /\/api\/(assets|probes|certificates|devices)\/\{/.test(route),
)
/** reaches every record, so that no account is another's */
const forAll = (route: RouteKey): boolean => {
  const access = accessOf(route)
  return typeof access !== 'string' && Object.values(access.roles).every((grant) => grant === 'all')
}

describe('a record of the fleet', () => {
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let ours: string
  let theirs: string

  beforeAll(async () => {
    world = await createApiWorld()
    ;[ours = '', theirs = ''] = await world.db.inTransaction(async (tx) => [
      (await world.people.addOrganisation(tx, { kind: 'pharmacy', name: { zh: '甲', en: 'Ours' } })).id,
      (await world.people.addOrganisation(tx, { kind: 'pharmacy', name: { zh: '乙', en: 'Theirs' } })).id,
    ])
  })
  afterAll(() => world.close())

  async function account(route: RouteKey, organisationId: string): Promise<Asker> {
    const access = accessOf(route)
    const roles = typeof access === 'string' ? [] : (Object.entries(access.roles) as [Role, unknown][])
    // an administrator's reach has no bounds to test
    const [role] = roles.find(([, grant]) => grant !== 'all' && (grant as { reach?: string }).reach !== 'all') ?? []
    if (role === undefined) throw new Error(`${route} is for nobody of an organisation`)
    const displayName = { zh: '某', en: 'Somebody' }
    const plan = { name: randomUUID(), displayName, organisationId, roles: [role], passwordHash: null }
    const person = await world.db.inTransaction((tx) => world.people.add(tx, plan))
    const { token } = await world.sessions.open(person)
    return askerWith(world.app, { cookie: `coldrx_session=${token}` })
  }

  it('has a test for every route with an id', () => {
    expect(Object.keys(FLEET_BODIES).sort()).toEqual([...ROUTES].sort())
  })

  it.each(ROUTES.filter((route) => !forAll(route)))(
    'is there for its organisation and for no other: %s',
    async (route) => {
      const records = await makeFleetRecords(world, ours)
      const [method = '', template = ''] = route.split(' ')
      const path = template.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof records) => records[name])
      const body = FLEET_BODIES[route]?.(records)
      const bare = ({ status, body: told }: { status: number; body: unknown }) => ({
        status,
        body: { ...(told as object), requestId: undefined },
      })
      const stranger = await account(route, theirs)
      const refused = bare(await stranger(method, path, body))
      const nowhere = template.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'device' ? 'd-none' : randomUUID()))
      expect(refused).toEqual(bare(await stranger(method, nowhere, body)))
      expect(refused.status).toBe(404)
      const found = await (await account(route, ours))(method, path, body)
      // what is there may still refuse what is asked of it, in other words than that it is not there
      expect(bare(found)).not.toEqual(refused)
      expect(found.status).not.toBe(403)
    },
  )
})
