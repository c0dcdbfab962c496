import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Endpoint } from '../http/endpoint.ts'
import type { Authenticator } from '../http/mount.ts'
import type { People } from '../identity/people.ts'
import type { Clock } from '../lib/clock.ts'
import { type AccessTokens, createAccessTokens } from './access-tokens.ts'
import { authorizeRoutes } from './authorize-routes.ts'
import { bearerAuthenticator } from './bearer-authenticator.ts'
import { clientRoutes } from './client-routes.ts'
import { createOAuthClients, type OAuthClients } from './clients.ts'
import { createGrants, type Grants } from './grants.ts'
import { metadataRoutes } from './metadata-routes.ts'
import { createSigningKeys, type SigningKeys } from './signing-keys.ts'
import { tokenRoutes } from './token-routes.ts'

export interface OAuthParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly people: People
  readonly clock: Clock
  readonly signingKeysFile: string
  /** where our pages are served, and under whose name tokens are issued */
  readonly issuer: string
}

export interface OAuth {
  readonly issuer: string
  readonly keys: SigningKeys
  readonly accessTokens: AccessTokens
  readonly clients: OAuthClients
  readonly grants: Grants
  readonly authenticator: Authenticator
}

/** OAuth 2 for machines and third parties: code with PKCE, client credentials, rotating refresh tokens. */
export function createOAuth({ db, audit, people, clock, signingKeysFile, issuer }: OAuthParts): OAuth {
  const keys = createSigningKeys({ path: signingKeysFile, clock })
  const accessTokens = createAccessTokens({ issuer, keys, clock })
  const clients = createOAuthClients({ db, audit, clock })
  const grants = createGrants({ db, audit, clock })
  const authenticator = bearerAuthenticator({ accessTokens, grants, clients, people })
  return { issuer, keys, accessTokens, clients, grants, authenticator }
}

export function oauthRoutes({ oauth }: { readonly oauth: OAuth }): Endpoint[] {
  return [...metadataRoutes(oauth), ...authorizeRoutes(oauth), ...tokenRoutes(oauth), ...clientRoutes(oauth)]
}
