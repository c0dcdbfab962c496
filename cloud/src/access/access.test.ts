import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ASSET_STATES } from '../fleet/asset-lifecycle.ts'
import { createApiWorld } from '../testing/api-world.ts'
import { askRoute, parametersOf } from '../testing/fixtures/ask.ts'
import { type Account, addOrganisation, makeRecords, openAccount, type Records } from '../testing/fixtures/records.ts'
import { ROUTE_FIXTURES } from '../testing/fixtures/routes.ts'
import { TRIP_STATES } from '../trips/trip-lifecycle.ts'
import { accessOf } from './access.ts'
import { ACCESS, type Grant, type RouteKey } from './access-table.ts'
import { ROLES, type Role } from './roles.ts'

const ROUTES = Object.keys(ACCESS) as RouteKey[]

/** Of the records whose states the table names: every state there is. */
const STATES: readonly (readonly [path: string, table: 'asset' | 'trip', states: readonly string[]])[] = [
  ['/api/assets/{asset}', 'asset', ASSET_STATES],
  ['/api/trips/{trip}', 'trip', TRIP_STATES],
]

let world: Awaited<ReturnType<typeof createApiWorld>>
let organisationId: string
let accounts: ReadonlyMap<Role, Account>
let anybodys: Records

beforeAll(async () => {
  world = await createApiWorld()
  organisationId = await addOrganisation(world, 'Ours')
  const entries: [Role, Account][] = []
  for (const role of ROLES) entries.push([role, await openAccount(world, role, organisationId)])
  accounts = new Map(entries)
  anybodys = await makeRecords(world, accountOf('warehouse'))
})
afterAll(() => world.close())

function accountOf(role: Role): Account {
  const account = accounts.get(role)
  if (account === undefined) throw new Error(`nobody is ${role}`)
  return account
}

function grantOf(route: RouteKey, role: Role): Grant | undefined {
  const access = accessOf(route)
  return typeof access === 'string' ? 'own' : access.roles[role]
}

const statesOf = (grant: Grant | undefined) => (typeof grant === 'object' ? grant.states : undefined)
const isGranted = ({ status, body }: { status: number; body: { code?: unknown } }) =>
  status !== 401 && status !== 403 && body.code !== 'FORBIDDEN' && body.code !== 'SIGN_IN_REQUIRED'

/** What a route answers to who has the right to it: success, or what its fixture says of these records. */
function expectDone(route: RouteKey, answer: Awaited<ReturnType<typeof askRoute>>): void {
  if (answer.status < 400 || ROUTE_FIXTURES[route].refusals?.includes(answer.status) === true) return
  throw new Error(`${route}: ${answer.status} ${JSON.stringify(answer.body)}`)
}

describe('the access table', () => {
  it('says which records are a person’s own wherever a grant is for those', () => {
    const silent = ROUTES.filter((route) => {
      const access = accessOf(route)
      if (typeof access === 'string') return false
      const isOwn = Object.values(access.roles).some(
        (grant) => (typeof grant === 'string' ? grant : grant.reach) === 'own',
      )
      return isOwn !== (access.own !== undefined)
    })
    expect(silent).toEqual([])
  })

  it('has every kind of record whose states it names tested in every state', () => {
    for (const route of ROUTES) {
      const named = ROLES.flatMap((role) => statesOf(grantOf(route, role)) ?? [])
      const [, , states = []] = STATES.find(([path]) => route.includes(path)) ?? []
      expect([route, named.filter((state) => !states.includes(state))]).toEqual([route, []])
    }
  })
})

describe.each(ROUTES)('%s', (route) => {
  const access = accessOf(route)

  it(`is ${access === 'public' ? 'open' : 'closed'} to who has not signed in`, async () => {
    const answer = await askRoute(world, route, { account: undefined, records: anybodys })
    if (access === 'public') expectDone(route, answer)
    const isShut = answer.status === 401 && answer.body.code === 'SIGN_IN_REQUIRED'
    expect(isShut).toBe(access !== 'public')
  })

  if (access === 'public') return

  it.each(ROLES.filter((role) => grantOf(route, role) === undefined))('is refused to a %s', async (role) => {
    const answer = await askRoute(world, route, { account: accountOf(role), records: anybodys })
    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
  })

  it.each(ROLES.filter((role) => grantOf(route, role) !== undefined))('is open to a %s', async (role) => {
    // what has no id in its path meets no record that must be the account's own
    const isOfRecord = parametersOf(route).length > 0
    const account = isOfRecord ? await openAccount(world, role, organisationId) : accountOf(role)
    const records = isOfRecord ? await makeRecords(world, account) : anybodys
    const answer = await askRoute(world, route, { account, records })
    expect(isGranted(answer)).toBe(true)
    expectDone(route, answer)
  })

  const [, table, every = []] = STATES.find(([path]) => route.includes(path)) ?? []
  const stated = ROLES.filter((role) => statesOf(grantOf(route, role)) !== undefined)
  const cases = stated.flatMap((role) => every.map((state) => [role, state] as const))

  it.each(cases)('as the table says to a %s when it is %s', async (role, state) => {
    if (table === undefined) throw new Error('there is no table of such records')
    const account = await openAccount(world, role, organisationId)
    const records = await makeRecords(world, account)
    await world.db.reader
      .updateTable(table)
      .set({ state } as never)
      .where('id', '=', records[table])
      .execute()
    const { status, body } = await askRoute(world, route, { account, records })
    // what is retired is refused before its state is looked at
    const isRefused = status === 409 && body.code === 'CONFLICT' && [table, 'state'].includes(String(body.field))
    expect([isRefused, body]).toEqual([statesOf(grantOf(route, role))?.includes(state) !== true, body])
  })
})
