import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'

export const OIDC_CLIENT = { id: 'coldrx', secret: 'of-the-test' }

type Flaw =
  | 'wrong-nonce'
  | 'wrong-audience'
  | 'wrong-issuer'
  | 'expired'
  | 'algorithm-none'
  | 'other-key'
  | 'no-id-token'
  | 'denied'

/** A small OpenID provider on this machine that speaks the real protocol, and gets it wrong where a test wants that. */
export async function startOidcProvider() {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const other = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }
  const codes = new Map<string, URLSearchParams>()
  const provider = {
    person: { sub: 'sub-1' } as { sub: string; email?: string; email_verified?: boolean },
    flaw: undefined as Flaw | undefined,
  }

  async function idToken(asked: URLSearchParams): Promise<string> {
    const now = Math.floor(Date.now() / 1_000)
    const claims: JWTPayload = {
      ...provider.person,
      iss: provider.flaw === 'wrong-issuer' ? 'http://127.0.0.1:1' : url,
      aud: provider.flaw === 'wrong-audience' ? 'somebody-else' : OIDC_CLIENT.id,
      nonce: provider.flaw === 'wrong-nonce' ? 'another' : asked.get('nonce'),
      iat: now - 3_600,
      exp: provider.flaw === 'expired' ? now - 1_800 : now + 600,
    }
    if (provider.flaw === 'algorithm-none') return new UnsecuredJWT(claims).encode()
    const key = provider.flaw === 'other-key' ? other.privateKey : privateKey
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(key)
  }

  async function token(form: URLSearchParams): Promise<[status: number, body: unknown]> {
    const asked = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const fits =
      form.get('client_id') === OIDC_CLIENT.id &&
      form.get('client_secret') === OIDC_CLIENT.secret &&
      asked?.get('redirect_uri') === form.get('redirect_uri') &&
      asked?.get('code_challenge') === challenge
    if (asked === undefined || !fits) return [400, { error: 'invalid_grant' }]
    const answer = { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60 }
    return [200, provider.flaw === 'no-id-token' ? answer : { ...answer, id_token: await idToken(asked) }]
  }

  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    const back = new URL(asked.get('redirect_uri') ?? '')
    back.searchParams.set('state', asked.get('state') ?? '')
    if (provider.flaw === 'denied') {
      back.searchParams.set('error', 'access_denied')
    } else {
      const code = randomUUID()
      codes.set(code, asked)
      back.searchParams.set('code', code)
    }
    response.writeHead(302, { Location: back.href }).end()
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' }).end(JSON.stringify(body))
    if (pathname === '/authorize') return authorize(searchParams, response)
    if (pathname === '/jwks') return void json(200, { keys: [jwk] })
    if (pathname === '/token') {
      let text = ''
      for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
      return void json(...(await token(new URLSearchParams(text))))
    }
    json(200, {
      ...{ issuer: url, authorization_endpoint: `${url}/authorize`, token_endpoint: `${url}/token` },
      ...{ jwks_uri: `${url}/jwks`, response_types_supported: ['code'], subject_types_supported: ['public'] },
      ...{ id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'] },
    })
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return Object.assign(provider, {
    url,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  })
}
