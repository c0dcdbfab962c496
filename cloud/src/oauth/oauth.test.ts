import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApiWorld, ORIGIN } from '../testing/api-world.ts'
import { eachEngine, type TestPlace } from '../testing/each-engine.ts'
import { ADMINISTRATOR, oauthWorld, REDIRECT_URI } from '../testing/oauth-world.ts'

const DAY_MS = 24 * 3_600_000

describe.each(eachEngine)('OAuth on %s', (_, openPlace) => {
  let place: TestPlace
  let world: Awaited<ReturnType<typeof createApiWorld>>
  let oauth: ReturnType<typeof oauthWorld>
  let dispatcher: Awaited<ReturnType<typeof world.as>>

  beforeAll(async () => {
    place = await openPlace()
    world = await createApiWorld({ place: place.place })
    oauth = oauthWorld(world)
  })
  beforeEach(async () => {
    dispatcher = await world.as('dispatcher')
  })
  afterAll(async () => {
    await world.close()
    await place.remove()
  })

  const actions = async () =>
    (await world.db.reader.selectFrom('audit_entry').select('action').orderBy('sequence').execute())
      .map(({ action }) => action)
      .filter((action) => action.startsWith('grant.') || action.startsWith('client.'))

  describe('a code', () => {
    it('becomes tokens that stand for the person, within the scope', async () => {
      const client = await oauth.register()
      const back = await oauth.allow(dispatcher, client)
      expect([back.origin + back.pathname, back.searchParams.get('from')]).toEqual([
        'https://partner.example/callback',
        'coldrx',
      ])
      expect([back.searchParams.get('state'), back.searchParams.get('iss')]).toEqual(['st 1', ORIGIN])
      const answer = await oauth.exchange(client, back.searchParams.get('code') ?? '')
      expect(answer).toMatchObject({
        status: 200,
        body: { token_type: 'Bearer', expires_in: 600, scope: 'telemetry:read' },
      })
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const accessToken = answer.body.access_token ?? ''
      expect(await oauth.statusWith(accessToken)).toBe(200)
      // out of its scope, and what no token may at all
      expect(await oauth.statusWith(accessToken, '/api/trips')).toBe(403)
      expect(await oauth.statusWith(accessToken, '/api/feed')).toBe(403)
      expect((await actions()).slice(-2)).toEqual(['client.register', 'grant.allow'])
    })

    it('counts once; the second time ends what the first one gave', async () => {
      const client = await oauth.register()
      const code = await oauth.code(dispatcher, client)
      const { body } = await oauth.exchange(client, code)
      expect(await oauth.statusWith(body.access_token ?? '')).toBe(200)
      expect(await oauth.exchange(client, code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
      expect(await oauth.statusWith(body.access_token ?? '')).toBe(401)
      expect((await oauth.refresh(client, body.refresh_token ?? '')).body).toMatchObject({ error: 'invalid_grant' })
      expect((await actions()).at(-1)).toBe('grant.code-reused')
    })

    it('that comes twice at the same time gives tokens at most once', async () => {
      const client = await oauth.register()
      const code = await oauth.code(dispatcher, client)
      const answers = await Promise.all([1, 2, 3].map(() => oauth.exchange(client, code)))
      expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
    })

    it.each([
      ['another verifier', { code_verifier: 'b'.repeat(43) }],
      ['another address', { redirect_uri: 'https://partner.example/callback' }],
    ])('is worth nothing with %s, nor afterwards', async (_what, wrong) => {
      const client = await oauth.register()
      const code = await oauth.code(dispatcher, client)
      expect(await oauth.exchange(client, code, wrong)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
      expect(await oauth.exchange(client, code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    })

    it('is worth nothing without a verifier, to another client, or after a minute', async () => {
      const client = await oauth.register()
      const other = await oauth.register()
      const code = await oauth.code(dispatcher, client)
      expect((await oauth.exchange(client, code, { code_verifier: '' })).body).toMatchObject({
        error: 'invalid_request',
      })
      expect((await oauth.exchange(other, code)).body).toMatchObject({ error: 'invalid_grant' })
      world.clock.ms += 60_000
      expect((await oauth.exchange(client, code)).body).toMatchObject({ error: 'invalid_grant' })
    })

    it('goes to a public client by its verifier alone', async () => {
      const app = await oauth.register({ kind: 'public', redirectUris: [REDIRECT_URI] })
      expect(app.secret).toBeNull()
      expect((await oauth.exchange(app, await oauth.code(dispatcher, app))).status).toBe(200)
      const withSecret = { id: app.id, secret: 'invented' }
      expect((await oauth.exchange(withSecret, await oauth.code(dispatcher, app))).status).toBe(401)
    })
  })

  describe('a refresh token', () => {
    async function started() {
      const client = await oauth.register()
      const { body } = await oauth.exchange(client, await oauth.code(dispatcher, client))
      return { client, accessToken: body.access_token ?? '', refreshToken: body.refresh_token ?? '' }
    }

    it('is replaced at each use, and one that comes again ends the whole family', async () => {
      const { client, refreshToken } = await started()
      const second = await oauth.refresh(client, refreshToken)
      const third = await oauth.refresh(client, second.body.refresh_token ?? '')
      expect(third.status).toBe(200)
      expect((await oauth.refresh(client, refreshToken)).body).toMatchObject({ error: 'invalid_grant' })
      expect((await oauth.refresh(client, third.body.refresh_token ?? '')).body).toMatchObject({
        error: 'invalid_grant',
      })
      expect(await oauth.statusWith(third.body.access_token ?? '')).toBe(401)
      expect((await actions()).at(-1)).toBe('grant.token-reused')
    })

    it('may ask for less, and for all of it again', async () => {
      const client = await oauth.register()
      const scope = 'telemetry:read trips:read'
      const code = (await oauth.allow(dispatcher, client, { scope })).searchParams.get('code') ?? ''
      const { body } = await oauth.exchange(client, code)
      const less = await oauth.refresh(client, body.refresh_token ?? '', { scope: 'trips:read' })
      expect(less.body).toMatchObject({ scope: 'trips:read' })
      expect(await oauth.statusWith(less.body.access_token ?? '', '/api/trucks')).toBe(403)
      const again = await oauth.refresh(client, less.body.refresh_token ?? '')
      expect(again.body).toMatchObject({ scope })
    })

    it('is not used up by a request that asks for too much', async () => {
      const { client, refreshToken } = await started()
      const more = await oauth.refresh(client, refreshToken, { scope: 'telemetry:read trips:read' })
      expect(more.body).toMatchObject({ error: 'invalid_scope' })
      expect((await oauth.refresh(client, refreshToken)).status).toBe(200)
    })

    it('is worth nothing to another client, and that ends nothing', async () => {
      const { client, refreshToken } = await started()
      const other = await oauth.register()
      expect((await oauth.refresh(other, refreshToken)).body).toMatchObject({ error: 'invalid_grant' })
      expect((await oauth.refresh(client, refreshToken)).status).toBe(200)
    })

    it('ends after thirty days unused, and after ninety however much it is used', async () => {
      const { client, refreshToken } = await started()
      let token = refreshToken
      for (let day = 0; day < 75; day += 25) {
        world.clock.ms += 25 * DAY_MS
        const { status, body } = await oauth.refresh(client, token)
        expect([day, status]).toEqual([day, 200])
        token = body.refresh_token ?? ''
      }
      world.clock.ms += 15 * DAY_MS
      expect((await oauth.refresh(client, token)).status).toBe(400)

      dispatcher = await world.as('dispatcher')
      const idle = await started()
      world.clock.ms += 30 * DAY_MS
      expect((await oauth.refresh(idle.client, idle.refreshToken)).status).toBe(400)
    })
  })

  describe('whatever is alive', () => {
    it('ends with its client, its person or by the word of the person', async () => {
      const client = await oauth.register()
      const tokens = async () => (await oauth.exchange(client, await oauth.code(dispatcher, client))).body
      const given = await tokens()
      const ownGrants = async () => {
        const { body } = await dispatcher('GET', '/api/grants')
        return (body as { items: { id: string; clientId: string }[] }).items.filter((one) => one.clientId === client.id)
      }
      expect(await ownGrants()).toMatchObject([{ scopes: ['telemetry:read'] }])
      const id = (await ownGrants())[0]?.id ?? ''
      const quality = await world.as('quality')
      expect((await quality('DELETE', `/api/grants/${id}`)).status).toBe(404)
      expect((await dispatcher('DELETE', `/api/grants/${id}`)).status).toBe(204)
      expect(await oauth.statusWith(given.access_token ?? '')).toBe(401)
      expect(await ownGrants()).toEqual([])

      const again = await tokens()
      await world.oauth.clients.revoke(ADMINISTRATOR, client.id)
      expect(await oauth.statusWith(again.access_token ?? '')).toBe(401)
      expect((await oauth.refresh(client, again.refresh_token ?? '')).body).toMatchObject({ error: 'invalid_client' })

      const third = await oauth.register()
      const last = (await oauth.exchange(third, await oauth.code(dispatcher, third))).body
      await world.db.reader
        .updateTable('person')
        .set({ disabled_at_ms: world.clock.ms })
        .where('name', '=', 'dispatcher')
        .execute()
      expect(await oauth.statusWith(last.access_token ?? '')).toBe(401)
      await world.db.reader.updateTable('person').set({ disabled_at_ms: null }).execute()
    })

    it('is given back by its client, and told to nobody else', async () => {
      const client = await oauth.register()
      const other = await oauth.register()
      const { body } = await oauth.exchange(client, await oauth.code(dispatcher, client))
      const ask = (path: string, who: typeof client, token: string) =>
        oauth.post(path, { token }, { authorization: `Basic ${btoa(`${who.id}:${who.secret}`)}` })
      for (const token of [body.access_token ?? '', body.refresh_token ?? '']) {
        expect((await ask('/oauth/introspect', client, token)).body).toMatchObject({
          active: true,
          client_id: client.id,
          scope: 'telemetry:read',
        })
        expect((await ask('/oauth/introspect', other, token)).body).toEqual({ active: false })
        expect((await ask('/oauth/revoke', other, token)).status).toBe(200)
      }
      expect(await oauth.statusWith(body.access_token ?? '')).toBe(200)
      expect((await ask('/oauth/revoke', client, 'never heard of')).status).toBe(200)
      expect((await ask('/oauth/revoke', client, body.refresh_token ?? '')).status).toBe(200)
      expect(await oauth.statusWith(body.access_token ?? '')).toBe(401)
      expect((await ask('/oauth/introspect', client, body.access_token ?? '')).body).toEqual({ active: false })
    })
  })

  describe('a machine', () => {
    it('asks in its own name, with its own roles', async () => {
      const machine = await oauth.machine()
      const { body } = await oauth.token(machine, { grant_type: 'client_credentials', scope: 'telemetry:read' })
      expect(body).not.toHaveProperty('refresh_token')
      expect(await oauth.statusWith(body.access_token ?? '')).toBe(200)
      expect(await oauth.statusWith(body.access_token ?? '', '/api/clients')).toBe(403)
      world.clock.ms += 10 * 60_000
      expect(await oauth.statusWith(body.access_token ?? '')).toBe(401)
    })

    it('needs its secret, the newest of them', async () => {
      const machine = await oauth.machine()
      const ask = { grant_type: 'client_credentials' }
      const wrong = await oauth.token({ ...machine, secret: 'x'.repeat(43) }, ask)
      expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
      expect(wrong.headers.get('www-authenticate')).toContain('Basic')
      expect((await oauth.token({ ...machine, secret: null }, ask)).status).toBe(401)
      const secret = await world.oauth.clients.renewSecret(ADMINISTRATOR, machine.id)
      expect((await oauth.token(machine, ask)).status).toBe(401)
      expect((await oauth.token({ ...machine, secret }, ask)).status).toBe(200)
    })

    it('gets neither a code nor more scope than it was registered with', async () => {
      const machine = await oauth.machine({ scopes: ['trips:read'] })
      const more = await oauth.token(machine, { grant_type: 'client_credentials', scope: 'telemetry:read' })
      expect(more.body).toMatchObject({ error: 'invalid_scope' })
      expect((await oauth.exchange(machine, 'x')).body).toMatchObject({ error: 'unauthorized_client' })
    })
  })
})
