import { randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { Clock } from '../lib/clock.ts'
import { ACCESS_TOKEN_MS } from './lifetimes.ts'
import { SIGNING_ALGORITHM, type SigningKeys } from './signing-keys.ts'

/** RFC 9068 2.1: an ID token or anything else that we might sign is no access token. */
const TYPE = 'at+jwt'

/** What an access token says. Whether its grant still stands, `Grants.living` tells. */
export interface AccessToken {
  readonly id: string
  /** the person, or the client itself */
  readonly subject: string
  readonly clientId: string
  readonly grantId: string
  readonly scopes: readonly string[]
  readonly issuedAtMs: number
  readonly expiresAtMs: number
}

export interface AccessTokens {
  readonly issuer: string
  issue(about: Pick<AccessToken, 'subject' | 'clientId' | 'grantId' | 'scopes'>): Promise<string>
  /** undefined: none of ours, not for us, altered or expired */
  verify(token: string): Promise<AccessToken | undefined>
}

const claimsSchema = z.object({
  sub: z.string(),
  jti: z.string(),
  client_id: z.string(),
  grant_id: z.string(),
  scope: z.string(),
  iat: z.int(),
  exp: z.int(),
})

/** JWT after RFC 9068, ES256 and nothing else. `issuer` is where our pages are served. */
export function createAccessTokens({
  issuer,
  keys,
  clock,
}: {
  readonly issuer: string
  readonly keys: SigningKeys
  readonly clock: Clock
}): AccessTokens {
  const audience = `${issuer}/api`

  return {
    issuer,

    async issue({ subject, clientId, grantId, scopes }) {
      const { kid, key } = await keys.newest()
      const issuedAt = Math.floor(clock.nowMs() / 1_000)
      return new SignJWT({ client_id: clientId, grant_id: grantId, scope: scopes.join(' ') })
        .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: TYPE, kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_MS / 1_000)
        .sign(key)
    },

    async verify(token) {
      try {
        const { payload } = await jwtVerify(
          token,
          async ({ kid }) => {
            const key = kid === undefined ? undefined : await keys.publicKey(kid)
            if (key === undefined) throw new errors.JWKSNoMatchingKey()
            return key
          },
          {
            ...{ algorithms: [SIGNING_ALGORITHM], issuer, audience, typ: TYPE },
            ...{ currentDate: new Date(clock.nowMs()), requiredClaims: ['exp', 'iat'] },
          },
        )
        const claims = claimsSchema.parse(payload)
        return {
          id: claims.jti,
          subject: claims.sub,
          clientId: claims.client_id,
          grantId: claims.grant_id,
          scopes: claims.scope === '' ? [] : claims.scope.split(' '),
          issuedAtMs: claims.iat * 1_000,
          expiresAtMs: claims.exp * 1_000,
        }
      } catch (error) {
        if (error instanceof errors.JOSEError || error instanceof z.ZodError) return undefined
        throw error
      }
    },
  }
}
