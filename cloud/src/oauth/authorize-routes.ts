import { z } from 'zod'
import { type Endpoint, endpoint, publicEndpoint } from '../http/endpoint.ts'
import { namesSchema } from '../http/names.ts'
import { refusal } from '../http/refusals.ts'
import { sessionOf } from '../http/session-routes.ts'
import { type AuthorizationQuery, authorizationQuery, checkRequest, redirectWith } from './authorization-requests.ts'
import type { OAuthClients } from './clients.ts'
import type { Grants } from './grants.ts'

/** Our page where a person says yes or no; it gets the same query and asks for it as JSON. */
const CONSENT_PAGE = '/#/consent'

const consentSchema = z.union([
  z.strictObject({
    client: z.strictObject({ id: z.string(), name: namesSchema }),
    redirectOrigin: z.string().describe('where the browser goes afterwards, for the person to see'),
    scopes: z.array(z.string()),
  }),
  z.strictObject({ redirectTo: z.string().describe('the request is wrong, and its client wants to hear of it') }),
])

const decisionSchema = z.strictObject({ request: authorizationQuery, allow: z.boolean() })

/**
 * A browser that comes from another site brings no cookie of ours (SameSite=Strict), so the address itself only sends it
 * on to our page, and the page asks from our own origin.
 */
export function authorizeRoutes({
  clients,
  grants,
  issuer,
}: {
  readonly clients: OAuthClients
  readonly grants: Grants
  readonly issuer: string
}): Endpoint[] {
  const check = (query: AuthorizationQuery) => checkRequest(query, { clients, issuer })

  return [
    publicEndpoint({
      route: 'GET /oauth/authorize',
      tag: 'oauth',
      summary: 'Where a client sends a browser; as JSON, what our page asks the person',
      bounded: 'the scopes that the client asks for',
      query: authorizationQuery,
      answer: consentSchema,
      refusals: {
        303: 'to our page, or back to the client with an error',
        401: 'JSON was asked for, nobody is signed in',
      },
      async handle({ c, actor, query }) {
        const checked = await check(query)
        const asJson = c.req.header('accept')?.includes('application/json') === true
        if (!asJson) {
          const page = `${CONSENT_PAGE}?${new URLSearchParams(query).toString()}`
          return c.redirect(checked.ok ? page : checked.redirectTo, 303)
        }
        if (actor === undefined || sessionOf(c) === undefined) throw refusal('SIGN_IN_REQUIRED', 'sign in first')
        if (!checked.ok) return { redirectTo: checked.redirectTo }
        const { client, allowed } = checked
        const { origin, protocol } = new URL(query.redirect_uri)
        return {
          client: { id: client.id, name: { ...client.name } },
          redirectOrigin: origin === 'null' ? protocol : origin,
          scopes: [...allowed.scopes],
        }
      },
    }),
    endpoint({
      route: 'POST /oauth/authorize',
      tag: 'oauth',
      summary: 'The person says yes or no; the page goes where the answer says',
      body: decisionSchema,
      answer: z.strictObject({ redirectTo: z.string() }),
      async handle({ c, actor, body: { request, allow } }) {
        // a token, which is one program's, may not let in another
        if (sessionOf(c) === undefined) throw refusal('FORBIDDEN', 'it needs a person signed in at our pages')
        const checked = await check(request)
        if (!checked.ok) return { redirectTo: checked.redirectTo }
        if (!allow) return { redirectTo: redirectWith(request, issuer, { error: 'access_denied' }) }
        return { redirectTo: redirectWith(request, issuer, { code: await grants.allow(actor, checked.allowed) }) }
      },
    }),
  ]
}
