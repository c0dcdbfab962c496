import { z } from 'zod'
import { ORGANISATION_KINDS } from '../access/roles.ts'
import type { OrganisationRecord, Organisations } from '../identity/organisations.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import { namesSchema } from './names.ts'
import { pageOf, pageQuery, parseCursor, toPage } from './paging.ts'

const params = z.strictObject({ organisation: z.string().min(1).max(64) })
const name = z.strictObject({ zh: z.string().trim().min(1).max(64), en: z.string().trim().min(1).max(64) })
const licenceNumber = z.string().trim().min(1).max(64).nullable()
const kind = z.enum(ORGANISATION_KINDS)

const viewSchema = z.strictObject({
  ...{ id: z.string(), kind, name: namesSchema, licenceNumber: z.string().nullable() },
  ...{ createdAt: z.iso.datetime(), closedAt: z.iso.datetime().nullable() },
})

function toView({ createdAtMs, closedAtMs, ...organisation }: OrganisationRecord): z.input<typeof viewSchema> {
  const closedAt = closedAtMs === null ? null : new Date(closedAtMs).toISOString()
  return { ...organisation, createdAt: new Date(createdAtMs).toISOString(), closedAt }
}

export function organisationRoutes({ organisations }: { readonly organisations: Organisations }): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/organisations',
      tag: 'people',
      summary: 'Organisations: pharmacies, clinics, wholesalers, carriers',
      query: z.strictObject({ ...pageQuery, kind: kind.exactOptional() }),
      answer: pageOf(viewSchema),
      async handle({ scope, query: { limit, after, kind: wanted } }) {
        const [id] = parseCursor(after, z.tuple([z.string()])) ?? []
        const found = await organisations.list(scope, { limit, after: id, kind: wanted })
        return toPage(found, { limit, keyOf: (organisation) => [organisation.id], view: toView })
      },
    }),
    endpoint({
      route: 'POST /api/organisations',
      tag: 'people',
      summary: 'Add an organisation',
      body: z.strictObject({ kind, name, licenceNumber: licenceNumber.optional() }),
      answer: viewSchema,
      creates: true,
      handle: async ({ actor, body }) => toView(await organisations.add(actor, body)),
    }),
    endpoint({
      route: 'GET /api/organisations/{organisation}',
      tag: 'people',
      summary: 'An organisation',
      params,
      answer: viewSchema,
      handle: async ({ scope, params: { organisation } }) => toView(await organisations.get(scope, organisation)),
    }),
    endpoint({
      route: 'PATCH /api/organisations/{organisation}',
      tag: 'people',
      summary: 'Change name or licence',
      params,
      body: z
        .strictObject({ name: name.exactOptional(), licenceNumber: licenceNumber.exactOptional() })
        .refine((change) => Object.values(change).some((value) => value !== undefined), 'must change something'),
      answer: viewSchema,
      handle: async ({ actor, params: { organisation }, body }) =>
        toView(await organisations.change(actor, organisation, body)),
    }),
    endpoint({
      route: 'POST /api/organisations/{organisation}/close',
      tag: 'people',
      summary: 'Close an organisation whose people are disabled',
      params,
      body: z.strictObject({ reason: z.string().trim().min(1, 'must say why').max(500) }),
      answer: viewSchema,
      refusals: { 409: 'it is closed already, or somebody of it can still sign in' },
      handle: async ({ actor, params: { organisation }, body }) =>
        toView(await organisations.close(actor, organisation, body.reason)),
    }),
  ]
}
