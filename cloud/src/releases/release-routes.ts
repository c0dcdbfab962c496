import { LIMITS, UPDATE_STATES } from '@coldrx/protocol'
import { z } from 'zod'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import { deviceName, reasonSchema } from '../fleet/fleet-schemas.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { instantOut, toInstant } from '../http/instants.ts'
import { momentAndId, pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { type DeviceVersion, listDeviceVersions } from './device-versions.ts'
import { readUploadedRelease } from './release-upload.ts'
import type { Release, Releases } from './releases.ts'

const DEVICES_AT_ONCE = 1_000

const params = z.strictObject({ release: z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256') })

const releaseSchema = z.strictObject({
  id: z.string().describe('SHA-256 of the file'),
  version: z.string(),
  platform: z.string(),
  arch: z.string(),
  sizeBytes: z.int(),
  publishedAt: instantOut,
  withdrawnAt: instantOut.nullable().describe('null: it may be ordered'),
})

const versionSchema = z.strictObject({
  device: z.string(),
  asset: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  version: z.string().nullable().describe('null: it was never there'),
  machine: z
    .strictObject({ platform: z.string(), arch: z.string() })
    .nullable()
    .describe('null: its program takes no orders, or it was never there'),
  reportedAt: instantOut.nullable().describe('since when it says so'),
  order: z
    .strictObject({
      number: z.int(),
      version: z.string().nullable().describe('null: what had been ordered is taken back'),
      state: z.enum([...UPDATE_STATES, 'ordered']).describe('ordered: it has not answered yet'),
      problem: z.string().nullable(),
      orderedAt: instantOut,
      fetchedBytes: z.int(),
      sizeBytes: z.int().nullable(),
    })
    .nullable(),
})

const NOT_ORDERED = ['unknown', 'revoked', 'same', 'newer', 'machine', 'by-hand', 'ordered'] as const

const toReleaseView = ({ publishedAtMs, withdrawnAtMs, ...release }: Release) => ({
  ...release,
  publishedAt: toInstant(publishedAtMs),
  withdrawnAt: toInstant(withdrawnAtMs),
})

function toVersionView({ reportedAtMs, order, asset, machine, ...rest }: DeviceVersion): z.input<typeof versionSchema> {
  return {
    ...rest,
    ...{ asset: asset && { ...asset }, machine: machine && { ...machine }, reportedAt: toInstant(reportedAtMs) },
    order: order && toOrderView(order),
  }
}

const toOrderView = ({ orderedAtMs, ...order }: NonNullable<DeviceVersion['order']>) => ({
  ...order,
  orderedAt: toInstant(orderedAtMs),
})

export function releaseRoutes({
  db,
  releases,
}: {
  readonly db: BusinessDatabase
  readonly releases: Releases
}): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/releases',
      tag: 'releases',
      summary: 'Releases of the truck’s program, newest first',
      query: z.strictObject(pageQuery),
      answer: pageOf(releaseSchema),
      async handle({ query: { limit, after } }) {
        const found = await releases.list({ limit, after: parseCursor(after, momentAndId) })
        return toPage(found, { limit, keyOf: ({ publishedAtMs, id }) => [publishedAtMs, id], view: toReleaseView })
      },
    }),
    endpoint({
      route: 'POST /api/releases',
      tag: 'releases',
      summary: 'Publish a signed release, as `coldrx-edge sign-release` makes it; trucks check its signature',
      upload: ['application/octet-stream'],
      bodyLimitBytes: LIMITS.releaseBytes,
      answer: releaseSchema,
      creates: true,
      async handle({ c, actor }) {
        const bytes = new Uint8Array(await c.req.arrayBuffer())
        return toReleaseView(await releases.publish(actor, readUploadedRelease(bytes)))
      },
    }),
    endpoint({
      route: 'POST /api/releases/{release}/withdraw',
      tag: 'releases',
      summary: 'Order it no more; whoever has not installed it yet lets it be',
      params,
      body: z.strictObject({ reason: reasonSchema }),
      answer: releaseSchema,
      refusals: { 409: 'it is withdrawn already' },
      async handle({ actor, params: { release }, body: { reason } }) {
        return toReleaseView(await releases.withdraw(actor, release, reason))
      },
    }),
    endpoint({
      route: 'POST /api/releases/{release}/orders',
      tag: 'releases',
      summary: 'Tell devices to update to it; those that run it or a newer one are not told',
      params,
      body: z.strictObject({
        devices: z.union([z.literal('all'), z.array(deviceName).min(1).max(DEVICES_AT_ONCE)]),
        reason: reasonSchema,
      }),
      bodyLimitBytes: 64 * 1024,
      answer: z.strictObject({
        ordered: z.int(),
        notOrdered: z.array(z.strictObject({ device: z.string(), reason: z.enum(NOT_ORDERED) })),
      }),
      refusals: { 409: 'it is withdrawn', 422: 'it fits none of them; the field says why' },
      async handle({ scope, params: { release }, body }) {
        const { ordered, notOrdered } = await releases.order(scope, release, body)
        return { ordered, notOrdered: [...notOrdered] }
      },
    }),
    endpoint({
      route: 'GET /api/device-versions',
      tag: 'releases',
      summary: 'Which device runs which version, and how its newest order stands',
      query: z.strictObject({
        ...pageQuery,
        search: z.string().min(1).max(64).exactOptional().describe('in the names of device and asset, and the version'),
      }),
      answer: pageOf(versionSchema),
      async handle({ scope, query: { limit, after, search } }) {
        const key = parseCursor(after, z.tuple([z.string()]))?.[0]
        const found = await listDeviceVersions(db.reader, scope, { search, limit, after: key })
        return toPage(found, { limit, keyOf: ({ device }) => [device], view: toVersionView })
      },
    }),
  ]
}
