import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiWorld } from '../testing/api-world.ts'
import { askRoute, idsOf, parametersOf } from '../testing/fixtures/ask.ts'
import { type Account, addOrganisation, makeRecords, openAccount } from '../testing/fixtures/records.ts'
import { nowhere } from '../testing/fixtures/routes.ts'
import { accessOf } from './access.ts'
import { ACCESS, type RouteKey } from './access-table.ts'
import type { Reach } from './actor.ts'
import { ROLES, type Role } from './roles.ts'

/** Parameters that name no record of anybody. */
const NO_RECORDS = new Set(['kind', 'file', 'document', 'purpose'])
const WITH_IDS = (Object.keys(ACCESS) as RouteKey[]).filter((route) =>
  parametersOf(route).some((name) => !NO_RECORDS.has(name)),
)

/** The roles whose reach on a route has bounds. */
function boundedRoles(route: RouteKey): (readonly [Role, Reach])[] {
  const access = accessOf(route)
  if (access === 'public') return []
  // about nobody but themselves, whatever they are
  if (access === 'signed-in') return [['customer', 'own']]
  return ROLES.flatMap((role) => {
    const grant = access.roles[role]
    const reach = typeof grant === 'object' ? grant.reach : grant
    return reach === undefined || reach === 'all' ? [] : [[role, reach] as const]
  })
}

const CASES = WITH_IDS.flatMap((route) => boundedRoles(route).map(([role, reach]) => [route, role, reach] as const))

let world: Awaited<ReturnType<typeof createApiWorld>>
let ours: string
let theirs: string

beforeAll(async () => {
  world = await createApiWorld()
  ours = await addOrganisation(world, 'Ours')
  theirs = await addOrganisation(world, 'Theirs')
})
afterAll(() => world.close())

describe('another’s record answers exactly as one that does not exist', () => {
  it.each(CASES)('%s to a %s (%s)', async (route, role, reach) => {
    const owner = await openAccount(world, role, ours)
    const records = await makeRecords(world, owner)
    const ids = idsOf(route, records)
    const none = Object.fromEntries(Object.keys(ids).map((name) => [name, nowhere(name)]))
    const strangers: Account[] = [await openAccount(world, role, theirs)]
    if (reach === 'own') strangers.push(await openAccount(world, role, ours))
    for (const account of strangers) {
      const refused = await askRoute(world, route, { account, records })
      expect(refused).toEqual(await askRoute(world, route, { account, records, ids: none }))
      expect(refused.status).toBe(404)
    }
    // what is there may still refuse what is asked of it, in other words than that it is not there
    const missing = await askRoute(world, route, { account: owner, records, ids: none })
    expect(await askRoute(world, route, { account: owner, records })).not.toEqual(missing)
  })

  it.each(CASES.filter(([route]) => parametersOf(route).filter((name) => !NO_RECORDS.has(name)).length > 1))(
    '%s to a %s (%s), below a record of its own',
    async (route, role) => {
      const owner = await openAccount(world, role, ours)
      const own = idsOf(route, await makeRecords(world, owner))
      const records = await makeRecords(world, await openAccount(world, role, theirs))
      const last = parametersOf(route).at(-1) ?? ''
      const below = (id: string) => askRoute(world, route, { account: owner, records, ids: { ...own, [last]: id } })
      const refused = await below(idsOf(route, records)[last] ?? '')
      expect(refused).toEqual(await below(nowhere(last)))
      expect(refused.status).toBe(404)
    },
  )
})
