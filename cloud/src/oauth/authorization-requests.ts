import { z } from 'zod'
import { refusal } from '../http/refusals.ts'
import type { OAuthClient, OAuthClients } from './clients.ts'
import type { Allowed } from './grants.ts'

const text = (most: number) => z.string().max(most).exactOptional()

/**
 * As a client sends a browser with it. What is not known here is ignored (RFC 6749 3.1), and what is wrong is told to the
 * client, so nothing but the client and the address itself may be refused by parsing.
 */
export const authorizationQuery = z.object({
  client_id: z.string({ error: 'is missing' }).max(64),
  redirect_uri: z.string({ error: 'is missing' }).max(512),
  response_type: text(64),
  scope: text(1_024),
  state: text(1_024),
  code_challenge: text(128),
  code_challenge_method: text(16),
  response_mode: text(16),
})
export type AuthorizationQuery = z.output<typeof authorizationQuery>

export type CheckedRequest =
  | { readonly ok: true; readonly allowed: Allowed; readonly client: OAuthClient }
  | { readonly ok: false; readonly redirectTo: string }

/** RFC 7636 4.2: SHA-256 in base64url */
const CHALLENGE = /^[\w-]{43}$/

/**
 * Code with PKCE by S256, and no other way. A client that is not known, or an address that is not registered letter by
 * letter, is refused here: to send a browser there would be an open redirect.
 */
export async function checkRequest(
  query: AuthorizationQuery,
  { clients, issuer }: { readonly clients: OAuthClients; readonly issuer: string },
): Promise<CheckedRequest> {
  const client = await clients.get(query.client_id)
  if (client === undefined) throw refusal('BAD_REQUEST', 'client_id: there is no such client', 'client_id')
  if (!client.redirectUris.includes(query.redirect_uri)) {
    throw refusal('BAD_REQUEST', 'redirect_uri: is not registered for this client', 'redirect_uri')
  }
  const wrong = (error: string, description: string): CheckedRequest => ({
    ok: false,
    redirectTo: redirectWith(query, issuer, { error, error_description: description }),
  })
  if (!client.grantTypes.includes('authorization_code')) {
    return wrong('unauthorized_client', 'this client may not ask for codes')
  }
  if (query.response_type !== 'code') return wrong('unsupported_response_type', 'response_type must be code')
  if (query.response_mode !== undefined && query.response_mode !== 'query') {
    return wrong('invalid_request', 'response_mode must be query')
  }
  if (query.code_challenge_method !== 'S256') return wrong('invalid_request', 'code_challenge_method must be S256')
  if (!CHALLENGE.test(query.code_challenge ?? '')) return wrong('invalid_request', 'code_challenge is not of S256')
  const scopes = wantedScopes(query.scope, client.scopes)
  if (scopes === undefined) return wrong('invalid_scope', 'the client may not ask for this scope')
  const allowed = { client, redirectUri: query.redirect_uri, scopes, codeChallenge: query.code_challenge ?? '' }
  return { ok: true, client, allowed }
}

/** undefined: more than may be had. Without a wish, everything that may. */
export function wantedScopes(wish: string | undefined, most: readonly string[]): readonly string[] | undefined {
  if (wish === undefined || wish === '') return most
  const scopes = [...new Set(wish.split(' '))].sort()
  return scopes.every((scope) => most.includes(scope)) ? scopes : undefined
}

/** `iss` tells a client that knows several servers which of them answers (RFC 9207). */
export function redirectWith(
  { redirect_uri, state }: AuthorizationQuery,
  issuer: string,
  answer: Readonly<Record<string, string>>,
): string {
  const address = new URL(redirect_uri)
  for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value)
  if (state !== undefined) address.searchParams.set('state', state)
  address.searchParams.set('iss', issuer)
  return address.href
}
