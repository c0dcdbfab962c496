import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApiWorld, ORIGIN } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { OIDC_CLIENT, startOidcProvider } from '../testing/oidc-provider.ts'

describe.each(eachEngine)('signing in at an outside provider, on %s', (_, openPlace) => {
  let place: TestPlace
  let provider: Awaited<ReturnType<typeof startOidcProvider>>
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let administrator: Awaited<ReturnType<typeof world.as>>
  let quality: string

  beforeAll(async () => {
    place = await openPlace()
    provider = await startOidcProvider()
    const outside = { issuer: provider.url, clientId: OIDC_CLIENT.id, clientSecret: OIDC_CLIENT.secret }
    world = await createApiWorld({ place: place.place, outside: { ...outside, linkByEmail: true } })
    administrator = await world.as('administrator')
    quality = (await world.people.list()).find(({ name }) => name === 'quality')?.id ?? ''
  })
  beforeEach(() => {
    provider.flaw = undefined
    provider.person = { sub: 'sub-1' }
  })
  afterAll(async () => {
    await world.close()
    await provider.stop()
    await place.remove()
  })

  /** Plays the browser up to the provider's redirect. */
  async function goThere() {
    const begun = await world.app.request('/api/session/outside')
    expect(begun.status).toBe(303)
    const cookie = begun.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly; SameSite=Lax$/)
    const there = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' })
    const back = new URL(there.headers.get('location') ?? '')
    expect(back.origin + back.pathname).toBe(`${ORIGIN}/api/session/outside/callback`)
    return { cookie: cookie.split(';')[0] ?? '', path: back.pathname + back.search }
  }

  async function comeBack({ cookie, path }: { cookie: string; path: string }) {
    const answer = await world.app.request(path, { headers: { cookie } })
    const session = /coldrx_session=([\w-]{43})/.exec(answer.headers.get('set-cookie') ?? '')?.[0]
    return { to: answer.headers.get('location'), session }
  }

  const signIn = async () => comeBack(await goThere())
  const whoIs = async (session = '') => (await world.get('/api/session', { cookie: session })).body

  it('is for people whom an administrator has linked', async () => {
    expect(await signIn()).toEqual({ to: '/#/sign-in?outside=unknown', session: undefined })
    const path = `/api/people/${quality}/outside-identity`
    expect((await administrator('PUT', path, { subject: 'sub-1' })).status).toBe(204)
    expect((await administrator('GET', path)).body).toMatchObject({ issuer: provider.url })
    const { to, session } = await signIn()
    expect(to).toBe('/')
    expect(await whoIs(session)).toMatchObject({ person: { name: 'quality' } })
    const dispatcher = (await world.people.list()).find(({ name }) => name === 'dispatcher')?.id
    const taken = await administrator('PUT', `/api/people/${dispatcher}/outside-identity`, { subject: 'sub-1' })
    expect(taken.status).toBe(409)
    const rows = await world.db.reader.selectFrom('outside_identity').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('sub-1')
    expect((await administrator('DELETE', path)).status).toBe(204)
    expect(await signIn()).toMatchObject({ to: '/#/sign-in?outside=unknown' })
    expect((await administrator('DELETE', path)).status).toBe(404)
  })

  it('links by an address that the provider has verified and one of ours has, and by no other', async () => {
    await world.db.reader
      .updateTable('person')
      .set({ email_index: world.sealedFields.blindIndex('person email', 'zhou@example.com') })
      .where('id', '=', quality)
      .execute()
    provider.person = { sub: 'sub-2', email: 'Zhou@Example.com' }
    expect(await signIn()).toMatchObject({ to: '/#/sign-in?outside=unknown' })
    provider.person = { sub: 'sub-2', email: 'Zhou@Example.com', email_verified: false }
    expect(await signIn()).toMatchObject({ to: '/#/sign-in?outside=unknown' })
    provider.person = { sub: 'sub-2', email: 'Zhou@Example.com', email_verified: true }
    expect(await whoIs((await signIn()).session)).toMatchObject({ person: { name: 'quality' } })
    // the address has done its work: another subject with it is not let in
    provider.person = { sub: 'sub-3', email: 'Zhou@Example.com', email_verified: true }
    expect(await signIn()).toMatchObject({ to: '/#/sign-in?outside=unknown' })
  })

  describe('with a linked person', () => {
    beforeEach(async () => {
      await administrator('PUT', `/api/people/${quality}/outside-identity`, { subject: 'sub-1' })
    })

    it.each([
      ...(['wrong-nonce', 'wrong-audience', 'wrong-issuer', 'expired', 'algorithm-none'] as const),
      ...(['other-key', 'no-id-token', 'denied'] as const),
    ])('is refused for %s', async (flaw) => {
      provider.flaw = flaw
      expect(await signIn()).toEqual({ to: '/#/sign-in?outside=refused', session: undefined })
      provider.flaw = undefined
      expect(await signIn()).toMatchObject({ to: '/' })
    })

    it('is refused for another state, another browser, a second time and after ten minutes', async () => {
      const there = await goThere()
      const path = there.path.replace(/state=[^&]+/, 'state=another')
      expect(await comeBack({ ...there, path })).toMatchObject({ to: '/#/sign-in?outside=refused' })
      const mixed = await goThere()
      expect(await comeBack({ cookie: '', path: mixed.path })).toMatchObject({ to: '/#/sign-in?outside=expired' })
      expect(await comeBack({ cookie: (await goThere()).cookie, path: mixed.path })).toMatchObject({
        to: '/#/sign-in?outside=refused',
      })
      const twice = await goThere()
      expect(await comeBack(twice)).toMatchObject({ to: '/' })
      expect(await comeBack(twice)).toMatchObject({ to: '/#/sign-in?outside=expired' })
      const late = await goThere()
      world.clock.ms += 10 * 60_000
      expect(await comeBack(late)).toMatchObject({ to: '/#/sign-in?outside=expired' })
    })

    it('is over for a person who was disabled', async () => {
      const set = (disabled_at_ms: number | null) =>
        world.db.reader.updateTable('person').set({ disabled_at_ms }).where('id', '=', quality).execute()
      await set(world.clock.ms)
      expect(await signIn()).toMatchObject({ to: '/#/sign-in?outside=unknown' })
      await set(null)
    })
  })
})

it('where none is configured, there is no such way', async () => {
  const world = await createApiWorld()
  expect((await world.get('/api/session/ways', {})).body).toEqual({ password: true, outside: false })
  expect((await world.get('/api/session/outside', {})).status).toBe(404)
  await world.close()
})
