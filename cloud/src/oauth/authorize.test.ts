import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiWorld, ORIGIN } from '../testing/api-world.ts'
import { oauthWorld, REDIRECT_URI, type TestClient } from '../testing/oauth-world.ts'
import { newClientSchema } from './clients.ts'

let world: Awaited<ReturnType<typeof createApiWorld>>
let oauth: ReturnType<typeof oauthWorld>
let client: TestClient
let dispatcher: Awaited<ReturnType<typeof world.as>>

beforeAll(async () => {
  world = await createApiWorld()
  oauth = oauthWorld(world)
  client = await oauth.register()
  dispatcher = await world.as('dispatcher')
})
afterAll(() => world.close())

async function open(overrides: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const query = new URLSearchParams(oauth.request(client, overrides))
  return world.app.request(`/oauth/authorize?${query.toString()}`, { headers })
}

describe('the address that a client sends a browser to', () => {
  it('sends it on to our page, which asks what to show', async () => {
    const response = await open()
    expect(response.status).toBe(303)
    const page = new URL(response.headers.get('location') ?? '', ORIGIN)
    const [route, asked] = page.hash.split('?')
    expect([page.origin, page.pathname, route]).toEqual([ORIGIN, '/', '#/consent'])
    expect(Object.fromEntries(new URLSearchParams(asked))).toEqual(oauth.request(client))

    const query = new URLSearchParams(oauth.request(client, { nonsense: 'is ignored' }))
    const told = await dispatcher('GET', `/oauth/authorize?${query.toString()}`, undefined, {
      accept: 'application/json',
    })
    expect(told).toMatchObject({
      status: 200,
      body: {
        client: { id: client.id, name: { zh: '伙伴', en: 'Partner' } },
        redirectOrigin: 'https://partner.example',
        scopes: ['telemetry:read'],
      },
    })
    expect((await open({}, { accept: 'application/json' })).status).toBe(401)
  })

  it.each([
    ['a client that is not known', { client_id: 'c9' }],
    ['an address that begins like the registered one', { redirect_uri: `${REDIRECT_URI}/x` }],
    ['the registered address without its query', { redirect_uri: 'https://partner.example/callback' }],
    ['the registered address in capitals', { redirect_uri: REDIRECT_URI.toUpperCase() }],
  ])('sends nobody anywhere with %s', async (_, wrong) => {
    const response = await open(wrong)
    expect([response.status, response.headers.get('location')]).toEqual([400, null])
  })

  it.each([
    ['a token instead of a code', { response_type: 'token' }, 'unsupported_response_type'],
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a challenge that is none', { code_challenge: 'short' }, 'invalid_request'],
    ['a scope that it may not have', { scope: 'telemetry:read trips:write' }, 'invalid_scope'],
  ])('tells the client of %s, and the person cannot say yes to it', async (_, wrong, error) => {
    const location = new URL((await open(wrong)).headers.get('location') ?? '')
    expect(location.origin).toBe('https://partner.example')
    expect(Object.fromEntries(location.searchParams)).toMatchObject({ error, state: 'st 1', iss: ORIGIN })
    const back = await oauth.allow(dispatcher, client, wrong)
    expect([back.searchParams.get('error'), back.searchParams.get('code')]).toEqual([error, null])
  })
})

describe('the answer of a person', () => {
  it('may be no', async () => {
    const said = { request: oauth.request(client), allow: false }
    const { body } = await dispatcher('POST', '/oauth/authorize', said)
    const back = new URL((body as { redirectTo: string }).redirectTo)
    expect([back.searchParams.get('error'), back.searchParams.get('code')]).toEqual(['access_denied', null])
  })

  it('counts from our own pages only, and from a person', async () => {
    const said = { request: oauth.request(client), allow: true }
    const foreign = await dispatcher('POST', '/oauth/authorize', said, { origin: 'https://partner.example' })
    expect(foreign.status).toBe(403)
    const { body } = await oauth.exchange(client, await oauth.code(dispatcher, client))
    const byToken = await world.app.request('/oauth/authorize', {
      method: 'POST',
      headers: { authorization: `Bearer ${body.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify(said),
    })
    expect(byToken.status).toBe(403)
  })
})

describe('the token endpoint', () => {
  it.each([
    ['a parameter twice', 'grant_type=client_credentials&grant_type=password', 'invalid_request'],
    ['a password', 'grant_type=password&username=x&password=y', 'unsupported_grant_type'],
    ['no grant type', '', 'invalid_request'],
  ])('refuses %s', async (_, form, error) => {
    const authorization = `Basic ${btoa(`${client.id}:${client.secret}`)}`
    expect((await oauth.post('/oauth/token', form, { authorization })).body).toMatchObject({ error })
  })

  it('refuses JSON, and a client that says who it is in two ways', async () => {
    const json = await oauth.post('/oauth/token', '{}', { 'content-type': 'application/json' })
    expect(json.body).toMatchObject({ error: 'invalid_request' })
    const authorization = `Basic ${btoa(`${client.id}:${client.secret}`)}`
    const twice = await oauth.post('/oauth/token', { client_secret: client.secret ?? '' }, { authorization })
    expect(twice.body).toMatchObject({ error: 'invalid_request' })
  })

  it('is open to programs, which send no Origin, and looks at no cookie', async () => {
    const cookie = await world.cookie()
    const headers = { cookie, origin: 'https://elsewhere.example' }
    const answer = await oauth.post('/oauth/token', { grant_type: 'client_credentials' }, headers)
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  })
})

describe('a registration', () => {
  const fine = {
    name: { zh: '伙伴', en: 'Partner' },
    kind: 'confidential',
    organisationId: null,
    grantTypes: ['authorization_code'],
    redirectUris: [REDIRECT_URI],
    scopes: ['telemetry:read'],
  }

  it.each([
    ['http elsewhere', { redirectUris: ['http://partner.example/'] }, 'redirectUris.0'],
    ['a fragment', { redirectUris: ['https://partner.example/#x'] }, 'redirectUris.0'],
    ['a name in the address', { redirectUris: ['https://a:b@partner.example/'] }, 'redirectUris.0'],
    ['script', { redirectUris: ['javascript:alert(1)'] }, 'redirectUris.0'],
    ['no address', { redirectUris: [] }, 'redirectUris'],
    ['a scope that nothing has', { scopes: ['everything'] }, 'scopes.0'],
    ['an administrator', { roles: ['administrator'] }, 'roles.0'],
    ['a machine without roles', { grantTypes: ['client_credentials'] }, 'roles'],
    ['a public machine', { kind: 'public', grantTypes: ['client_credentials'], roles: ['quality'] }, 'grantTypes'],
    ['an unknown key', { admin: true }, ''],
  ])('with %s is refused', (_, wrong, path) => {
    const parsed = newClientSchema.safeParse({ ...fine, ...wrong })
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })

  it('is an administrator’s, shows the secret once, and is listed and revoked', async () => {
    const administrator = await world.as('administrator')
    expect((await dispatcher('POST', '/api/clients', fine)).status).toBe(403)
    const made = await administrator('POST', '/api/clients', fine)
    expect(made.status).toBe(201)
    const { client: view, secret } = made.body as { client: { id: string }; secret: string }
    expect(secret).toMatch(/^[\w-]{43}$/)
    const shown = await administrator('GET', `/api/clients/${view.id}`)
    expect(shown.body).toEqual(view)
    const firstPage = (await administrator('GET', '/api/clients?limit=1')).body as { items: unknown[]; next: string }
    const second = await administrator('GET', `/api/clients?limit=1&after=${firstPage.next}`)
    expect([...firstPage.items, ...(second.body as { items: unknown[] }).items]).toHaveLength(2)
    expect(JSON.stringify([shown.body, firstPage])).not.toContain(secret)
    expect((await administrator('POST', `/api/clients/${view.id}/secret`)).status).toBe(201)
    expect((await administrator('DELETE', `/api/clients/${view.id}`)).status).toBe(204)
    expect((await administrator('GET', `/api/clients/${view.id}`)).status).toBe(404)
    expect((await administrator('DELETE', `/api/clients/${view.id}`)).status).toBe(404)
  })
})

it('what clients go by is told at the known place', async () => {
  const { body } = await world.get('/.well-known/oauth-authorization-server', {})
  expect(body).toMatchObject({
    issuer: ORIGIN,
    token_endpoint: `${ORIGIN}/oauth/token`,
    code_challenge_methods_supported: ['S256'],
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
  })
  const { body: jwks } = await world.get('/oauth/jwks', {})
  expect(JSON.stringify(jwks)).not.toContain('"d"')
})
