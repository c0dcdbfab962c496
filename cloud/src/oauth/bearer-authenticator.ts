import type { Context } from 'hono'
import type { Actor } from '../access/actor.ts'
import { clientAddress } from '../http/client-address.ts'
import type { ApiEnv } from '../http/guards.ts'
import type { Authenticator } from '../http/mount.ts'
import { refusal } from '../http/refusals.ts'
import { type People, rolesInForce } from '../identity/people.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { OAuthClients } from './clients.ts'
import type { Grants } from './grants.ts'

const BEARER = /^Bearer +([\w.~+/=-]+)$/i

/** By an access token in the header (RFC 6750 2.1; never in an address, which is written to logs). */
export function bearerAuthenticator({
  accessTokens,
  grants,
  clients,
  people,
}: {
  readonly accessTokens: AccessTokens
  readonly grants: Grants
  readonly clients: OAuthClients
  readonly people: People
}): Authenticator {
  /** undefined: the grant, the client or the person is no more */
  async function actorOf(token: string): Promise<Actor | undefined> {
    const said = await accessTokens.verify(token)
    const grant = said === undefined ? undefined : await grants.living(said.grantId)
    if (said === undefined || grant === undefined) return undefined
    if (grant.personId === null) {
      const client = await clients.get(grant.clientId)
      if (client === undefined) return undefined
      return {
        ...{ kind: 'client', id: client.id, organisationId: client.organisationId, roles: client.roles },
        ...{ scopes: said.scopes, sessionId: grant.id },
      }
    }
    const person = await people.get(grant.personId)
    if (person === undefined) return undefined
    return {
      ...{
        kind: 'person',
        id: person.id,
        organisationId: person.organisation?.id ?? null,
        roles: rolesInForce(person),
      },
      ...{ scopes: said.scopes, sessionId: grant.id },
    }
  }

  return async function byBearer(c: Context<ApiEnv>) {
    const header = c.req.header('authorization')
    if (header === undefined) return undefined
    const [, token] = BEARER.exec(header) ?? []
    const actor = token === undefined ? undefined : await actorOf(token)
    if (actor === undefined) {
      c.header('WWW-Authenticate', 'Bearer error="invalid_token"')
      throw refusal('INVALID_TOKEN', 'authorization: is no access token, or no longer', 'authorization')
    }
    return { ...actor, address: clientAddress(c), requestId: c.get('requestId') }
  }
}
