import { z } from 'zod'
import { type Endpoint, publicEndpoint } from '../http/endpoint.ts'
import { GRANT_TYPES } from './clients.ts'
import { SCOPES } from './scopes.ts'
import type { SigningKeys } from './signing-keys.ts'

/** Where and how clients ask (RFC 8414), and with which keys our tokens are checked. */
export function metadataRoutes({ issuer, keys }: { readonly issuer: string; readonly keys: SigningKeys }): Endpoint[] {
  const secretWays = ['client_secret_basic', 'client_secret_post']
  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    introspection_endpoint: `${issuer}/oauth/introspect`,
    jwks_uri: `${issuer}/oauth/jwks`,
    scopes_supported: SCOPES,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: GRANT_TYPES,
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: [...secretWays, 'none'],
    revocation_endpoint_auth_methods_supported: [...secretWays, 'none'],
    introspection_endpoint_auth_methods_supported: secretWays,
    authorization_response_iss_parameter_supported: true,
    service_documentation: `${issuer}/docs`,
  }

  return [
    publicEndpoint({
      route: 'GET /.well-known/oauth-authorization-server',
      tag: 'oauth',
      summary: 'Where and how OAuth clients ask (RFC 8414)',
      answer: z.looseObject({ issuer: z.string() }),
      handle: () => metadata,
    }),
    publicEndpoint({
      route: 'GET /oauth/jwks',
      tag: 'oauth',
      summary: 'The public keys of our access tokens (RFC 7517)',
      bounded: 'a key in use and those that it replaced, until no token of theirs is alive',
      answer: z.strictObject({
        keys: z.array(
          z.strictObject({
            ...{ kid: z.string(), kty: z.string(), crv: z.string(), x: z.string(), y: z.string() },
            ...{ alg: z.string(), use: z.string() },
          }),
        ),
      }),
      handle: () => keys.jwks(),
    }),
  ]
}
