import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccessTokens, createAccessTokens } from './access-tokens.ts'
import { createSigningKeys, ensureSigningKeys, rotateSigningKeys, type SigningKeys } from './signing-keys.ts'

const ISSUER = 'http://127.0.0.1:4000'

let directory: string
let path: string
let keys: SigningKeys
let tokens: AccessTokens
const clock = { ms: 1_700_000_000_000, nowMs: () => clock.ms }

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'coldrx-keys-'))
  path = join(directory, 'signing-keys.json')
  await ensureSigningKeys(path)
  keys = createSigningKeys({ path, clock })
  tokens = createAccessTokens({ issuer: ISSUER, keys, clock })
})
afterEach(() => rm(directory, { recursive: true }))

const about = { subject: 'lin', clientId: 'c1', grantId: 'g1', scopes: ['telemetry:read', 'trips:read'] }

function claims(overrides: JWTPayload = {}): JWTPayload {
  const iat = clock.ms / 1_000
  return {
    ...{ iss: ISSUER, aud: `${ISSUER}/api`, sub: 'lin', jti: 'j1', client_id: 'c1', grant_id: 'g1', scope: '' },
    ...{ iat, exp: iat + 600, ...overrides },
  }
}

async function signed(payload: JWTPayload, header: { typ?: string; kid?: string; alg?: string } = {}) {
  const { kid, key } = await keys.newest()
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header }).sign(key)
}

describe('an access token', () => {
  it('says again what it was issued for', async () => {
    expect(await tokens.verify(await tokens.issue(about))).toMatchObject({
      ...about,
      issuedAtMs: clock.ms,
      expiresAtMs: clock.ms + 600_000,
    })
    expect(await tokens.verify(await signed(claims()))).toMatchObject({ subject: 'lin', scopes: [] })
  })

  it.each([
    ['another issuer', { iss: 'http://127.0.0.1:4001' }],
    ['another audience', { aud: 'https://elsewhere.example/api' }],
    ['no audience', { aud: undefined }],
    ['no end', { exp: undefined }],
    ['an end that has passed', { exp: 1_700_000_000 }],
    ['no grant', { grant_id: undefined }],
    ['a beginning to come', { nbf: 1_700_000_060 }],
  ])('with %s is refused', async (_, overrides) => {
    expect(await tokens.verify(await signed(claims(overrides as JWTPayload)))).toBeUndefined()
  })

  it.each(['JWT', 'id_token', 'dpop+jwt'])('of the type %s is refused', async (typ) => {
    expect(await tokens.verify(await signed(claims(), { typ }))).toBeUndefined()
  })

  it('with no algorithm is refused', async () => {
    const { kid } = await keys.newest()
    const bare = new UnsecuredJWT(claims()).encode()
    const [, payload] = bare.split('.')
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt', kid })).toString('base64url')
    for (const token of [bare, `${header}.${payload}.`, `${header}.${payload}.AAAA`]) {
      expect(await tokens.verify(token)).toBeUndefined()
    }
  })

  it('signed with the public key as a shared secret is refused', async () => {
    const { kid } = await keys.newest()
    const publicKey = await keys.publicKey(kid)
    if (publicKey === undefined) throw new Error('there is no public key')
    const [jwk] = (await keys.jwks()).keys
    for (const secret of [await exportSPKI(publicKey), JSON.stringify(jwk), kid]) {
      const token = await new SignJWT(claims())
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid })
        .sign(new TextEncoder().encode(secret.padEnd(32)))
      expect(await tokens.verify(token)).toBeUndefined()
    }
  })

  it('signed with another key is refused, whatever it says of its key', async () => {
    const { kid } = await keys.newest()
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
    const { exportJWK } = await import('jose')
    const jwk = await exportJWK(publicKey)
    for (const header of [{ kid }, { kid: 'theirs' }, { kid, jwk }, { kid: '__proto__' }, {}]) {
      const token = await new SignJWT(claims())
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...header })
        .sign(privateKey)
      expect(await tokens.verify(token)).toBeUndefined()
    }
  })

  it('that was altered is refused', async () => {
    const [header, , signature] = (await tokens.issue(about)).split('.')
    const payload = Buffer.from(JSON.stringify(claims({ sub: 'administrator' }))).toString('base64url')
    expect(await tokens.verify(`${header}.${payload}.${signature}`)).toBeUndefined()
    for (const text of ['', 'x', 'a.b.c', '{}']) expect(await tokens.verify(text)).toBeUndefined()
  })
})

describe('the signing keys', () => {
  it('are the owner’s alone, and made once', async () => {
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const before = await readFile(path, 'utf8')
    await ensureSigningKeys(path)
    expect(await readFile(path, 'utf8')).toBe(before)
  })

  it('rotate under a running server: tokens of before live on, the key of before signs no more', async () => {
    const old = await keys.newest()
    const before = await tokens.issue(about)
    const kid = await rotateSigningKeys(path, clock)
    clock.ms += 10_000
    expect((await keys.newest()).kid).toBe(kid)
    expect(await tokens.verify(before)).toBeDefined()
    expect(await tokens.verify(await tokens.issue(about))).toBeDefined()
    expect((await keys.jwks()).keys.map((key) => key.kid).sort()).toEqual([old.kid, kid].sort())
    const file = JSON.parse(await readFile(path, 'utf8')) as { keys: Record<string, { private?: unknown }> }
    expect(file.keys[old.kid]?.private).toBeUndefined()
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    await importJWK((await keys.jwks()).keys[0] ?? {}, 'ES256')
  })

  it('are forgotten when no token of theirs can be alive', async () => {
    const { kid } = await keys.newest()
    await rotateSigningKeys(path, clock)
    clock.ms += 11 * 60_000
    await rotateSigningKeys(path, clock)
    clock.ms += 10_000
    expect(await keys.publicKey(kid)).toBeUndefined()
    expect((await keys.jwks()).keys).toHaveLength(2)
  })
})
