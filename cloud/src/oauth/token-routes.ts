import { z } from 'zod'
import { type Endpoint, publicEndpoint } from '../http/endpoint.ts'
import type { AccessTokens } from './access-tokens.ts'
import { wantedScopes } from './authorization-requests.ts'
import {
  answeringOAuth,
  authenticateClient,
  type Form,
  needed,
  OAuthError,
  parseForm,
} from './client-authentication.ts'
import { GRANT_TYPES, type GrantType, type OAuthClient, type OAuthClients } from './clients.ts'
import type { Grant, Granted, Grants } from './grants.ts'
import { ACCESS_TOKEN_MS } from './lifetimes.ts'

const FORM = ['application/x-www-form-urlencoded']

const CLIENT_ERRORS = {
  400: 'the request is not as it should be, told as `error` and `error_description` (RFC 6749 5.2)',
  401: 'the client is not known, told in the same way',
}

const tokenSchema = z.strictObject({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int(),
  refresh_token: z.string().exactOptional(),
  scope: z.string(),
})

const introspectionSchema = z.union([
  z.strictObject({ active: z.literal(false) }),
  z.strictObject({
    active: z.literal(true),
    client_id: z.string(),
    token_type: z.enum(['Bearer', 'refresh_token']),
    scope: z.string(),
    sub: z.string(),
    exp: z.int(),
  }),
])
type Introspection = z.input<typeof introspectionSchema>

/** What programs ask without a person: tokens (RFC 6749), their end (RFC 7009) and their state (RFC 7662). */
export function tokenRoutes({
  clients,
  grants,
  accessTokens,
}: {
  readonly clients: OAuthClients
  readonly grants: Grants
  readonly accessTokens: AccessTokens
}): Endpoint[] {
  async function granted(client: OAuthClient, form: Form): Promise<Granted & { scopes: readonly string[] }> {
    const type = needed(form, 'grant_type')
    if (!isGrantType(type)) throw new OAuthError('unsupported_grant_type', `allowed are ${GRANT_TYPES.join(', ')}`)
    if (!client.grantTypes.includes(type)) throw new OAuthError('unauthorized_client', `not with ${type}`)
    switch (type) {
      case 'authorization_code': {
        const code = needed(form, 'code')
        const asked = { code, redirectUri: needed(form, 'redirect_uri'), codeVerifier: needed(form, 'code_verifier') }
        const found = await grants.exchange(client, asked)
        if (found === undefined) throw new OAuthError('invalid_grant', 'the code is not valid')
        return { ...found, scopes: found.grant.scopes }
      }
      case 'refresh_token': {
        let scopes: readonly string[] = []
        const found = await grants.refresh(client, needed(form, 'refresh_token'), (grant) => {
          scopes = scopesFor(form, grant.scopes)
        })
        if (found === undefined) throw new OAuthError('invalid_grant', 'the refresh token is not valid')
        return { ...found, scopes }
      }
      case 'client_credentials': {
        const grant = await grants.own(client, scopesFor(form, client.scopes))
        return { grant, refreshToken: undefined, scopes: grant.scopes }
      }
    }
  }

  async function tokenFor({ grant, refreshToken, scopes }: Granted & { scopes: readonly string[] }) {
    const subject = grant.personId ?? grant.clientId
    const about = { subject, clientId: grant.clientId, grantId: grant.id, scopes }
    const answer: z.input<typeof tokenSchema> = {
      access_token: await accessTokens.issue(about),
      token_type: 'Bearer',
      expires_in: ACCESS_TOKEN_MS / 1_000,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      scope: scopes.join(' '),
    }
    return answer
  }

  /** The grant behind a token of whatever kind, where it is this client's. */
  async function stateOf(client: OAuthClient, token: string) {
    const said = await accessTokens.verify(token)
    if (said === undefined) {
      const found = await grants.ofRefreshToken(token)
      return found?.clientId === client.id ? { grant: found, said, expiresAtMs: found.expiresAtMs } : undefined
    }
    const grant = await grants.living(said.grantId)
    return grant?.clientId === client.id ? { grant, said, expiresAtMs: said.expiresAtMs } : undefined
  }

  return [
    publicEndpoint({
      route: 'POST /oauth/token',
      tag: 'oauth',
      summary: 'A code, a refresh token or a secret for an access token (form-encoded)',
      upload: FORM,
      withoutCookie: true,
      refusals: CLIENT_ERRORS,
      answer: tokenSchema,
      handle: ({ c }) =>
        answeringOAuth(c, async () => {
          const form = await parseForm(c)
          const client = await authenticateClient(c, form, clients)
          return c.json(await tokenFor(await granted(client, form)))
        }),
    }),
    publicEndpoint({
      route: 'POST /oauth/revoke',
      tag: 'oauth',
      summary: 'A client gives back a token, and with it all of the same grant (form-encoded)',
      upload: FORM,
      withoutCookie: true,
      refusals: CLIENT_ERRORS,
      answer: z.strictObject({}),
      handle: ({ c }) =>
        answeringOAuth(c, async () => {
          const form = await parseForm(c)
          const client = await authenticateClient(c, form, clients)
          const state = await stateOf(client, needed(form, 'token'))
          if (state !== undefined) await grants.giveBack(client, state.grant.id)
          return c.json({})
        }),
    }),
    publicEndpoint({
      route: 'POST /oauth/introspect',
      tag: 'oauth',
      summary: 'Whether a token of this very client is alive (form-encoded)',
      upload: FORM,
      withoutCookie: true,
      refusals: CLIENT_ERRORS,
      answer: introspectionSchema,
      handle: ({ c }) =>
        answeringOAuth(c, async () => {
          const form = await parseForm(c)
          const client = await authenticateClient(c, form, clients)
          if (client.kind === 'public') throw new OAuthError('unauthorized_client', 'it is for confidential clients')
          return c.json(toIntrospection(await stateOf(client, needed(form, 'token'))))
        }),
    }),
  ]
}

function toIntrospection(
  state: { grant: Grant; said: { scopes: readonly string[] } | undefined; expiresAtMs: number } | undefined,
): Introspection {
  if (state === undefined) return { active: false }
  const { grant, said, expiresAtMs } = state
  return {
    active: true,
    client_id: grant.clientId,
    token_type: said === undefined ? 'refresh_token' : 'Bearer',
    scope: (said?.scopes ?? grant.scopes).join(' '),
    sub: grant.personId ?? grant.clientId,
    exp: Math.floor(expiresAtMs / 1_000),
  }
}

function scopesFor(form: Form, most: readonly string[]): readonly string[] {
  const scopes = wantedScopes(form.get('scope'), most)
  if (scopes === undefined) throw new OAuthError('invalid_scope', 'more than was granted')
  return scopes
}

function isGrantType(text: string): text is GrantType {
  return (GRANT_TYPES as readonly string[]).includes(text)
}
