import { z } from 'zod'
import { ROLES } from '../access/roles.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { namesSchema } from '../http/names.ts'
import { momentAndId, pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { refusal } from '../http/refusals.ts'
import { GRANT_TYPES, newClientSchema, type OAuthClient, type OAuthClients } from './clients.ts'
import type { Grants } from './grants.ts'

const clientSchema = z.strictObject({
  id: z.string(),
  name: namesSchema,
  kind: z.enum(['confidential', 'public']),
  organisationId: z.string().nullable(),
  grantTypes: z.array(z.enum(GRANT_TYPES)),
  redirectUris: z.array(z.string()),
  scopes: z.array(z.string()),
  roles: z.array(z.enum(ROLES)),
  createdAt: z.iso.datetime(),
})

const grantSchema = z.strictObject({
  id: z.string(),
  clientId: z.string(),
  clientName: namesSchema,
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
})

const clientParams = z.strictObject({ client: z.uuid() })
const grantParams = z.strictObject({ grant: z.uuid() })

function toView({ createdAtMs, name, ...client }: OAuthClient): z.input<typeof clientSchema> {
  return {
    ...client,
    name: { ...name },
    grantTypes: [...client.grantTypes],
    redirectUris: [...client.redirectUris],
    scopes: [...client.scopes],
    roles: [...client.roles],
    createdAt: new Date(createdAtMs).toISOString(),
  }
}

/** Clients, which an administrator registers, and what a person has allowed to which of them. */
export function clientRoutes({
  clients,
  grants,
}: {
  readonly clients: OAuthClients
  readonly grants: Grants
}): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/clients',
      tag: 'oauth',
      summary: 'OAuth clients, the newest first',
      query: z.strictObject(pageQuery),
      answer: pageOf(clientSchema),
      async handle({ query: { limit, after } }) {
        const rows = await clients.list({ limit, after: parseCursor(after, momentAndId) })
        return toPage(rows, { limit, keyOf: ({ createdAtMs, id }) => [createdAtMs, id], view: toView })
      },
    }),
    endpoint({
      route: 'POST /api/clients',
      tag: 'oauth',
      summary: 'Register a client; its secret is shown here and never again',
      body: newClientSchema,
      creates: true,
      answer: z.strictObject({ client: clientSchema, secret: z.string().nullable() }),
      refusals: { 422: 'there is no such organisation' },
      async handle({ actor, body }) {
        const { client, secret } = await clients.register(actor, body)
        return { client: toView(client), secret }
      },
    }),
    endpoint({
      route: 'GET /api/clients/{client}',
      tag: 'oauth',
      summary: 'One client',
      params: clientParams,
      answer: clientSchema,
      async handle({ params }) {
        const client = await clients.get(params.client)
        if (client === undefined) throw refusal('NOT_FOUND', 'there is no such client', 'client')
        return toView(client)
      },
    }),
    endpoint({
      route: 'DELETE /api/clients/{client}',
      tag: 'oauth',
      summary: 'Revoke a client with every token of it',
      params: clientParams,
      handle: ({ actor, params }) => clients.revoke(actor, params.client),
    }),
    endpoint({
      route: 'POST /api/clients/{client}/secret',
      tag: 'oauth',
      summary: 'Another secret for a confidential client; the one before is worth nothing from here on',
      params: clientParams,
      creates: true,
      answer: z.strictObject({ secret: z.string() }),
      handle: async ({ actor, params }) => ({ secret: await clients.renewSecret(actor, params.client) }),
    }),
    endpoint({
      route: 'GET /api/grants',
      tag: 'oauth',
      summary: 'What the signed-in person has allowed to which client',
      query: z.strictObject(pageQuery),
      answer: pageOf(grantSchema),
      async handle({ actor, query: { limit, after } }) {
        const own = await grants.ofPerson(actor.id, { limit, after: parseCursor(after, momentAndId) })
        return toPage(own, {
          limit,
          keyOf: ({ createdAtMs, id }) => [createdAtMs, id],
          view: ({ id, clientId, clientName, scopes, createdAtMs }) => ({
            ...{ id, clientId, clientName: { ...clientName }, scopes: [...scopes] },
            createdAt: new Date(createdAtMs).toISOString(),
          }),
        })
      },
    }),
    endpoint({
      route: 'DELETE /api/grants/{grant}',
      tag: 'oauth',
      summary: 'Take it back; every token of it ends',
      params: grantParams,
      handle: ({ actor, params }) => grants.revoke(actor, params.grant),
    }),
  ]
}
