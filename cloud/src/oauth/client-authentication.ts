import type { Context } from 'hono'
import { z } from 'zod'
import type { OAuthClient, OAuthClients } from './clients.ts'

/** RFC 6749 5.2 */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'

/** What OAuth clients are told, in the words of RFC 6749 and not as a problem of ours. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError'
  readonly code: OAuthErrorCode

  constructor(code: OAuthErrorCode, description: string) {
    super(description)
    this.code = code
  }
}

export const oauthErrorSchema = z.strictObject({ error: z.string(), error_description: z.string() })

/** Runs `work`, and tells its errors as RFC 6749 5.2 wants them. */
export async function answeringOAuth(c: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    if (error.code === 'invalid_client') c.header('WWW-Authenticate', 'Basic realm="oauth"')
    const body: z.input<typeof oauthErrorSchema> = { error: error.code, error_description: error.message }
    return c.json(body, error.code === 'invalid_client' ? 401 : 400)
  }
}

export type Form = ReadonlyMap<string, string>

/** Every parameter once (RFC 6749 3.2); an empty one is as good as none. */
export async function parseForm(c: Context): Promise<Form> {
  const mediaType = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/x-www-form-urlencoded') {
    throw new OAuthError('invalid_request', 'the content-type must be application/x-www-form-urlencoded')
  }
  const form = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(await c.req.text())) {
    if (form.has(name)) throw new OAuthError('invalid_request', `${name} is given more than once`)
    if (value !== '') form.set(name, value)
  }
  return form
}

export function needed(form: Form, name: string): string {
  const value = form.get(name)
  if (value === undefined) throw new OAuthError('invalid_request', `${name} is missing`)
  return value
}

/** By client_secret_basic, by client_secret_post, or, for a public client, by its id alone. */
export async function authenticateClient(c: Context, form: Form, clients: OAuthClients): Promise<OAuthClient> {
  const basic = basicCredentials(c.req.header('authorization'))
  if (basic !== undefined && form.has('client_secret')) {
    throw new OAuthError('invalid_request', 'the client says who it is in two ways')
  }
  const id = basic?.id ?? form.get('client_id')
  const secret = basic?.secret ?? form.get('client_secret')
  if (basic !== undefined && form.has('client_id') && form.get('client_id') !== id) {
    throw new OAuthError('invalid_request', 'client_id is not that of the header')
  }
  const client = id === undefined ? undefined : await clients.authenticate(id, secret)
  if (client === undefined) throw new OAuthError('invalid_client', 'the client is not known, or its secret is wrong')
  return client
}

/** RFC 6749 2.3.1: both halves are form-encoded before they are joined. */
function basicCredentials(header: string | undefined): { id: string; secret: string } | undefined {
  if (header === undefined) return undefined
  const [, encoded] = /^Basic +([\w+/=]+)$/i.exec(header) ?? []
  const joined = Buffer.from(encoded ?? '', 'base64').toString('utf8')
  const colon = joined.indexOf(':')
  if (colon < 1) throw new OAuthError('invalid_client', 'the authorization header is not Basic')
  const decode = (text: string) => new URLSearchParams(`x=${text}`).get('x') ?? ''
  return { id: decode(joined.slice(0, colon)), secret: decode(joined.slice(colon + 1)) }
}
