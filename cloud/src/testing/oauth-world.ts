import { createHash } from 'node:crypto'
import type { Actor } from '../access/actor.ts'
import type { NewClient } from '../oauth/clients.ts'
import { type Asker, type createApiWorld, ORIGIN } from './api-world.ts'

export const REDIRECT_URI = 'https://partner.example/callback?from=coldrx'
export const VERIFIER = 'a'.repeat(43)
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

export const ADMINISTRATOR: Actor = { kind: 'person', id: 'test', organisationId: null, roles: ['administrator'] }

export interface TestClient {
  readonly id: string
  readonly secret: string | null
}

type World = Awaited<ReturnType<typeof createApiWorld>>

/** Plays an OAuth client, and the browser that it sends. */
export function oauthWorld(world: World) {
  async function register(overrides: Partial<NewClient> = {}): Promise<TestClient> {
    const { client, secret } = await world.oauth.clients.register(ADMINISTRATOR, {
      name: { zh: '伙伴', en: 'Partner' },
      kind: 'confidential',
      organisationId: null,
      grantTypes: ['authorization_code', 'refresh_token'],
      redirectUris: [REDIRECT_URI],
      scopes: ['telemetry:read', 'trips:read'],
      roles: [],
      ...overrides,
    })
    return { id: client.id, secret }
  }

  function machine(overrides: Partial<NewClient> = {}): Promise<TestClient> {
    return register({ grantTypes: ['client_credentials'], redirectUris: [], roles: ['quality'], ...overrides })
  }

  async function post(path: string, form: Record<string, string> | string, headers: Record<string, string> = {}) {
    const response = await world.app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
    })
    const body = (await response.json()) as Record<string, string>
    return { status: response.status, headers: response.headers, body }
  }

  function token(client: TestClient, form: Record<string, string>) {
    const secret = client.secret === null ? {} : { client_secret: client.secret }
    return post('/oauth/token', { client_id: client.id, ...secret, ...form })
  }

  const request = (client: TestClient, overrides: Record<string, string> = {}) => ({
    ...{ client_id: client.id, redirect_uri: REDIRECT_URI, response_type: 'code', state: 'st 1' },
    ...{ code_challenge: CHALLENGE, code_challenge_method: 'S256', scope: 'telemetry:read' },
    ...overrides,
  })

  /** The person says yes; the address that the browser is sent back to. */
  async function allow(as: Asker, client: TestClient, overrides: Record<string, string> = {}): Promise<URL> {
    const { body } = await as('POST', '/oauth/authorize', { request: request(client, overrides), allow: true })
    return new URL((body as { redirectTo: string }).redirectTo)
  }

  async function code(as: Asker, client: TestClient): Promise<string> {
    return (await allow(as, client)).searchParams.get('code') ?? ''
  }

  function exchange(client: TestClient, given: string, overrides: Record<string, string> = {}) {
    return token(client, {
      ...{ grant_type: 'authorization_code', code: given, redirect_uri: REDIRECT_URI, code_verifier: VERIFIER },
      ...overrides,
    })
  }

  function refresh(client: TestClient, refreshToken: string, overrides: Record<string, string> = {}) {
    return token(client, { grant_type: 'refresh_token', refresh_token: refreshToken, ...overrides })
  }

  /** The status that a token gets. */
  async function statusWith(accessToken: string, path = '/api/trucks', method = 'GET'): Promise<number> {
    const headers = { authorization: `Bearer ${accessToken}` }
    return (await world.app.request(`${ORIGIN}${path}`, { method, headers })).status
  }

  return { register, machine, post, token, request, allow, code, exchange, refresh, statusWith }
}
