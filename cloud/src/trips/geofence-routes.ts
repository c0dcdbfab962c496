import { GEOFENCE_KINDS, geofenceSchema } from '@coldrx/protocol'
import { z } from 'zod'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { namesSchema } from '../http/names.ts'
import { pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import type { Geofences, NamedGeofence } from './geofences.ts'
import { idSchema } from './trip-routes.ts'

const geofenceParams = z.strictObject({ geofence: idSchema })
const planSchema = z.strictObject({
  kind: z.enum(GEOFENCE_KINDS),
  name: z.strictObject({ zh: z.string().min(1).max(64), en: z.string().min(1).max(64) }),
  fence: geofenceSchema.describe('WGS-84'),
})
const viewSchema = z.strictObject({
  ...{ id: z.string(), kind: z.enum(GEOFENCE_KINDS), name: namesSchema, fence: geofenceSchema },
})

function toView({ id, kind, name, fence }: NamedGeofence): z.input<typeof viewSchema> {
  return { id, kind, name, fence }
}

export function geofenceRoutes({ geofences }: { readonly geofences: Geofences }): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/geofences',
      tag: 'trips',
      summary: 'Places with a fence around them',
      query: z.strictObject(pageQuery),
      answer: pageOf(viewSchema),
      async handle({ scope, query: { limit, after } }) {
        const [id] = parseCursor(after, z.tuple([z.string()])) ?? []
        const found = await geofences.list(scope, { limit, after: id })
        return toPage(found, { limit, keyOf: (fence) => [fence.id], view: toView })
      },
    }),
    endpoint({
      route: 'POST /api/geofences',
      tag: 'trips',
      summary: 'Add a geofence',
      body: planSchema,
      answer: viewSchema,
      creates: true,
      handle: async ({ scope, body }) => toView(await geofences.add(scope, body)),
    }),
    endpoint({
      route: 'PUT /api/geofences/{geofence}',
      tag: 'trips',
      summary: 'Change a geofence',
      params: geofenceParams,
      body: planSchema,
      answer: viewSchema,
      handle: async ({ scope, params: { geofence }, body }) => toView(await geofences.change(scope, geofence, body)),
    }),
    endpoint({
      route: 'DELETE /api/geofences/{geofence}',
      tag: 'trips',
      summary: 'End a geofence',
      params: geofenceParams,
      handle: ({ scope, params: { geofence } }) => geofences.end(scope, geofence),
    }),
  ]
}
