import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '../identity/accounts.ts'
import { type Asker, askerWith, cookieOf, createApiWorld } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'

const REASON = { reason: 'new duties from March' }

interface Listed {
  readonly items: readonly { readonly name: string; readonly id: string }[]
  readonly next: string | null
}

describe.each(eachEngine)('people on %s', (_, openPlace) => {
  let place: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let administrator: Asker
  let pharmacy: string

  beforeEach(async () => {
    place = await openPlace()
    world = await createApiWorld({ place: place.place, devices: ['tk001'] })
    administrator = await world.as('administrator')
    const { body } = await administrator('GET', '/api/session')
    pharmacy = (body as { person: { organisation: { id: string } } }).person.organisation.id
  })
  afterEach(async () => {
    await world.close()
    await place.remove()
  })

  const HAN = { displayName: { zh: '韩雪梅', en: 'Han Xuemei' }, roles: ['driver'] }

  async function add(name: string, changes: Record<string, unknown> = {}) {
    const answer = await administrator('POST', '/api/people', { name, organisationId: pharmacy, ...HAN, ...changes })
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
    return answer.body as { person: Account & { id: string }; password: string }
  }

  async function signedIn(name: string, password: string): Promise<Asker> {
    const response = await world.signIn({ name, password })
    if (response.status !== 200) throw new Error(await response.text())
    return askerWith(world.app, { cookie: cookieOf(response) })
  }

  async function names(query: string, ask = administrator): Promise<string[]> {
    const { body } = await ask('GET', `/api/people?${query}`)
    return (body as Listed).items.map(({ name }) => name)
  }

  async function auditOf(id: string) {
    const entries = await world.db.reader
      .selectFrom('audit_entry')
      .select(['action', 'reason', 'details'])
      .where('subject_id', '=', id)
      .orderBy('sequence')
      .execute()
    return entries.map(({ action, reason, details }) => ({ action, reason, details: JSON.parse(details ?? 'null') }))
  }

  it('have no NUL in anything that is said of them, which no text of PostgreSQL can have', async () => {
    const nul = (field: string) => ({ status: 400, body: { field, detail: `${field}: must have no NUL character` } })
    expect(await administrator('GET', '/api/people?search=ha%00n')).toMatchObject(nul('search'))
    const displayName = { zh: '韩\0雪梅', en: 'Han Xuemei' }
    const person = { name: 'han', organisationId: pharmacy, ...HAN }
    expect(await administrator('POST', '/api/people', { ...person, displayName })).toMatchObject(nul('displayName.zh'))
    expect((await administrator('GET', '/api/people/ha%00n')).status).toBe(404)
  })

  it('are added with a temporary password that opens nothing but the choice of another', async () => {
    const { person, password } = await add('han', { phone: '+86 138-0013-8000', roles: ['dispatcher'] })
    expect(person).toMatchObject({ state: 'active', phone: '+86 138-0013-8000', email: null, roles: ['dispatcher'] })
    const han = await signedIn('han', password)
    expect((await han('GET', '/api/session')).body).toMatchObject({ person: { passwordIsTemporary: true } })
    expect((await han('GET', '/api/trucks')).status).toBe(403)
    const wanted = 'a long one of my own'
    const choose = (change: Record<string, string>) =>
      han('PUT', '/api/session/password', { current: password, wanted, ...change })
    expect(await choose({ current: 'wrong' })).toMatchObject({ status: 422, body: { field: 'current' } })
    expect(await choose({ wanted: 'too short' })).toMatchObject({ status: 400, body: { field: 'wanted' } })
    expect(await choose({ wanted: password })).toMatchObject({ status: 422, body: { field: 'wanted' } })
    const elsewhere = await signedIn('han', password)
    expect((await choose({})).status).toBe(204)
    expect((await han('GET', '/api/trucks')).status).toBe(200)
    expect((await elsewhere('GET', '/api/session')).status).toBe(401)
    expect((await world.signIn({ name: 'han', password })).status).toBe(401)
    expect((await world.signIn({ name: 'han', password: wanted })).status).toBe(200)
  })

  it('with a temporary password sign in for seven days', async () => {
    const { password } = await add('han')
    world.clock.ms += 7 * 24 * 3_600_000 - 1
    expect((await world.signIn({ name: 'han', password })).status).toBe(200)
    world.clock.ms += 1
    expect((await world.signIn({ name: 'han', password })).status).toBe(401)
  })

  it('are found by the start of the sign-in name, by name, phone and e-mail; none of it stands there to read', async () => {
    await add('han', { phone: '+86 138-0013-8000', email: 'Han@Example.test' })
    await add('han2', { displayName: { zh: '韩 雪松', en: 'Han Xuesong' }, roles: ['warehouse'] })
    expect(await names('search=han')).toEqual(['han', 'han2'])
    for (const [search, found] of [
      ['韩雪梅', ['han']],
      ['雪梅', ['han']],
      ['韩雪松', ['han2']],
      ['xuesong', ['han2']],
      ['HAN  xuemei', ['han']],
      ['+8613800138000', ['han']],
      ['han@example.TEST', ['han']],
      ['韩', []],
      ['%', []],
    ] as const)
      expect([search, await names(`search=${encodeURIComponent(search)}`)]).toEqual([search, found])
    expect(await names('search=han&role=warehouse')).toEqual(['han2'])
    const rows = await world.db.reader.selectFrom('person').selectAll().where('name', '=', 'han').execute()
    const index = await world.db.reader.selectFrom('person_name_index').selectAll().execute()
    expect(JSON.stringify([rows, index])).not.toMatch(/韩|雪|Xuemei|13800138000|example/i)
  })

  it('are listed in pages, and quality sees those of its organisation only', async () => {
    const everybody = await names('limit=100')
    expect(everybody).toEqual([...everybody].sort())
    const paged: string[] = []
    let after = ''
    do {
      const { body } = await administrator('GET', `/api/people?limit=4${after}`)
      const { items, next } = body as Listed
      paged.push(...items.map(({ name }) => name))
      after = next === null ? '' : `&after=${encodeURIComponent(next)}`
    } while (after !== '')
    expect(paged).toEqual(everybody)
    const quality = await world.as('quality')
    expect(await names('limit=100', quality)).toEqual(
      everybody.filter((name) => !['customer', 'doctor'].includes(name)),
    )
    const doctor = (await administrator('GET', '/api/people?search=doctor')).body as Listed
    expect((await quality('GET', `/api/people/${doctor.items[0]?.id}`)).status).toBe(404)
    expect((await (await world.as('dispatcher'))('GET', '/api/people')).status).toBe(403)
  })

  it('change by an administrator who says why; names and contact stay out of the audit', async () => {
    const { person, password } = await add('han')
    const change = (body: Record<string, unknown>) => administrator('PATCH', `/api/people/${person.id}`, body)
    expect(await change({ roles: ['dispatcher'] })).toMatchObject({ status: 400, body: { field: 'reason' } })
    expect((await change(REASON)).status).toBe(400)
    const wide = { displayName: { zh: '韩冬', en: 'Han Dong' }, roles: ['dispatcher', 'quality'], email: 'h@e.test' }
    expect(await change({ ...wide, ...REASON })).toMatchObject({ status: 200, body: { ...wide, name: 'han' } })
    expect(await names(`search=${encodeURIComponent('韩冬')}`)).toEqual(['han'])
    expect(await names(`search=${encodeURIComponent('韩雪梅')}`)).toEqual([])
    expect(await auditOf(person.id)).toMatchObject([
      { action: 'person.add', details: { roles: ['driver'] } },
      {
        action: 'person.change',
        reason: REASON.reason,
        details: { fields: ['displayName', 'email', 'roles'], rolesBefore: ['driver'], roles: wide.roles },
      },
    ])
    expect(JSON.stringify(await auditOf(person.id))).not.toMatch(/Han Dong|h@e/)
    const clinic = (await administrator('GET', '/api/organisations?kind=clinic')).body as Listed
    const moved = await change({ organisationId: clinic.items[0]?.id, roles: ['doctor'], ...REASON })
    expect(moved.body).toMatchObject({ organisation: { kind: 'clinic' }, roles: ['doctor'] })
    expect(await change({ organisationId: null, ...REASON })).toMatchObject({ status: 422 })
    expect((await change({ organisationId: 'none', ...REASON })).status).toBe(422)
    // what he may do changes at once, in the sessions that he has
    const han = await signedIn('han', password)
    await han('PUT', '/api/session/password', { current: password, wanted: 'a long one of my own' })
    expect((await han('GET', '/api/people')).status).toBe(403)
    await change({ organisationId: pharmacy, roles: ['quality'], ...REASON })
    expect((await han('GET', '/api/people')).status).toBe(200)
  })

  it('who are disabled or whose password is reset are signed out everywhere, and asked for why', async () => {
    const { person, password } = await add('han')
    const act = (action: string, body: unknown = REASON) =>
      administrator('POST', `/api/people/${person.id}/${action}`, body)
    const han = await signedIn('han', password)
    const reset = await act('reset-password')
    const again = (reset.body as { password: string }).password
    expect((await han('GET', '/api/session')).status).toBe(401)
    expect((await world.signIn({ name: 'han', password })).status).toBe(401)
    const once = await signedIn('han', again)
    expect((await act('disable', {})).status).toBe(400)
    expect(await act('disable')).toMatchObject({ status: 200, body: { state: 'disabled' } })
    expect((await act('disable')).status).toBe(409)
    expect((await once('GET', '/api/session')).status).toBe(401)
    expect((await world.signIn({ name: 'han', password: again })).status).toBe(401)
    expect(await act('enable')).toMatchObject({ body: { state: 'active' } })
    expect((await once('GET', '/api/session')).status).toBe(401)
    expect((await world.signIn({ name: 'han', password: again })).status).toBe(200)
    expect((await auditOf(person.id)).map(({ action, reason }) => [action, reason])).toEqual([
      ['person.add', null],
      ['person.reset-password', REASON.reason],
      ['person.disable', REASON.reason],
      ['person.enable', REASON.reason],
    ])
  })

  it('always include one who can administrate', async () => {
    const { items } = (await administrator('GET', '/api/people?role=administrator')).body as Listed
    const path = `/api/people/${items[0]?.id}`
    expect((await administrator('POST', `${path}/disable`, REASON)).status).toBe(409)
    expect((await administrator('PATCH', path, { roles: ['quality'], ...REASON })).status).toBe(409)
    const { person } = await add('second', { roles: ['administrator'] })
    expect((await administrator('POST', `/api/people/${person.id}/disable`, REASON)).status).toBe(200)
    expect((await administrator('POST', `${path}/disable`, REASON)).status).toBe(409)
  })

  it('see where they are signed in, and end it; an administrator ends what others have', async () => {
    const dispatcher = await world.as('dispatcher')
    await world.signIn(world.dispatcher, { 'user-agent': 'Cab tablet' })
    const sessionsOf = async (ask: Asker, path: string) =>
      ((await ask('GET', path)).body as { items: { id: string; userAgent: string | null; isThis: boolean }[] }).items
    const own = await sessionsOf(dispatcher, '/api/sessions')
    expect(
      own
        .map(({ userAgent, isThis }) => [userAgent ?? '', isThis])
        .sort(([left], [right]) => String(left).localeCompare(String(right))),
    ).toEqual([
      ['', true],
      ['Cab tablet', false],
    ])
    const tablet = own.find(({ isThis }) => !isThis)
    const stranger = await world.as('quality')
    expect((await stranger('DELETE', `/api/sessions/${tablet?.id}`)).status).toBe(404)
    expect((await dispatcher('DELETE', `/api/sessions/${tablet?.id}`)).status).toBe(204)
    expect(await sessionsOf(dispatcher, '/api/sessions')).toMatchObject([{ isThis: true }])
    await world.signIn()
    expect((await dispatcher('DELETE', '/api/sessions')).status).toBe(204)
    expect(await sessionsOf(dispatcher, '/api/sessions')).toHaveLength(1)

    const { items } = (await administrator('GET', '/api/people?search=dispatcher')).body as Listed
    const path = `/api/people/${items[0]?.id}/sessions`
    await world.signIn()
    const [newest, ...others] = await sessionsOf(administrator, path)
    expect(others).toHaveLength(1)
    expect((await administrator('DELETE', `${path}/${newest?.id}`)).status).toBe(204)
    expect((await administrator('DELETE', `${path}/${newest?.id}`)).status).toBe(404)
    expect((await administrator('DELETE', path)).status).toBe(204)
    expect((await dispatcher('GET', '/api/session')).status).toBe(401)
    expect((await auditOf(items[0]?.id ?? '')).map(({ action, details }) => [action, details]).slice(-2)).toEqual([
      ['person.end-sessions', { sessions: 'one' }],
      ['person.end-sessions', { sessions: 'all' }],
    ])
  })

  it('belong to organisations that are added, renamed, and closed once nobody of them signs in', async () => {
    const name = { zh: '顺达冷链', en: 'Shunda Cold Chain' }
    const made = await administrator('POST', '/api/organisations', { kind: 'carrier', name, licenceNumber: '沪-1' })
    expect(made).toMatchObject({ status: 201, body: { kind: 'carrier', name, licenceNumber: '沪-1', closedAt: null } })
    const { id } = made.body as { id: string }
    const path = `/api/organisations/${id}`
    const renamed = { zh: '顺达物流', en: 'Shunda' }
    expect(await administrator('PATCH', path, { name: renamed })).toMatchObject({
      body: { name: renamed, licenceNumber: '沪-1' },
    })
    const { person } = await add('han', { organisationId: id })
    expect((await administrator('POST', `${path}/close`, REASON)).status).toBe(409)
    await administrator('POST', `/api/people/${person.id}/disable`, REASON)
    expect((await administrator('POST', `${path}/close`, REASON)).status).toBe(200)
    expect((await administrator('POST', `${path}/close`, REASON)).status).toBe(409)
    expect((await administrator('POST', `/api/people/${person.id}/enable`, REASON)).status).toBe(409)
    await expect(add('late', { organisationId: id })).rejects.toThrow(/closed/)
    const quality = await world.as('quality')
    expect((await quality('GET', path)).status).toBe(404)
    expect(((await quality('GET', '/api/organisations')).body as Listed).items).toMatchObject([{ id: pharmacy }])
    expect((await auditOf(id)).map(({ action, reason }) => [action, reason])).toEqual([
      ['organisation.add', null],
      ['organisation.change', null],
      ['organisation.close', REASON.reason],
    ])
  })
})
