import {
  CADENCE_LIMITS,
  cadenceUseOf,
  reportedSettingsSchema,
  settingsMessageSchema,
  wantedLayoutSchema,
} from '@coldrx/protocol'
import { z } from 'zod'
import type { RouteKey } from '../access/access-table.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { instantOut, toInstant } from '../http/instants.ts'
import { namesSchema } from '../http/names.ts'
import { pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { ASSET_KINDS, type Asset } from './asset.ts'
import { ASSET_EVENTS, ASSET_STATES, type AssetEvent } from './asset-lifecycle.ts'
import type { Fleet } from './fleet.ts'
import { unprocessable } from './fleet-errors.ts'
import {
  assetName,
  assetSchema,
  compartmentCode,
  floorArea,
  idSchema,
  plainNames,
  rangeSchema,
  reasonSchema,
  revisionSchema,
  volume,
} from './fleet-schemas.ts'
import { type DeviceWishes, type SettingsState, settingsOf, type WantedRevision } from './wanted-settings.ts'

const params = z.strictObject({ asset: idSchema })
const compartmentParams = z.strictObject({ asset: idSchema, compartment: idSchema })
const searchText = z.string().min(1, 'must not be empty').max(64, 'has at most 64 characters')

const SUMMARIES: Record<AssetEvent, string> = {
  commission: 'Put into service: enough measuring points, all calibrated, a device bound',
  withdraw: 'Take out of service',
  return: 'Put into service again',
  retire: 'Take out of use for good',
}

export { toView as toAssetView }

const settingsHashSchema = reportedSettingsSchema.shape.hash.unwrap().unwrap()
const wishesSchema = {
  cadence: settingsMessageSchema.shape.cadence.unwrap().nullable().describe('null: as the device’s own file says'),
  brokerUrl: settingsMessageSchema.shape.broker
    .unwrap()
    .shape.url.nullable()
    .describe('of MQTT; null: as the device’s own file says'),
}

const toWantedView = ({ madeAtMs, ...wanted }: WantedRevision) => ({ ...wanted, madeAt: toInstant(madeAtMs) })

const toReportedView = ({ atMs, hash = null, trying = null, ...reported }: NonNullable<SettingsState['reported']>) => ({
  ...reported,
  hash,
  trying,
  at: toInstant(atMs),
})

/** A device would refuse it; whoever wants it is told at once. */
function requireLawfulCadence(kind: Asset['kind'], cadence: DeviceWishes['cadence']): void {
  if (cadence == null) return
  const limits = CADENCE_LIMITS[cadenceUseOf(kind)]
  for (const field of ['sampleIntervalMs', 'recordIntervalMs', 'outOfRangeRecordIntervalMs'] as const) {
    if (cadence[field] > limits[field])
      throw unprocessable(`cadence.${field}`, `is at most ${limits[field]} here (GSP annex 3)`)
    if (cadence[field] % cadence.sampleIntervalMs !== 0)
      throw unprocessable(`cadence.${field}`, 'must be a multiple of sampleIntervalMs')
  }
}

/** A view is the record itself: nothing of an asset is hidden from who may see it. */
const toView = (asset: Asset) => structuredClone(asset) as z.input<typeof assetSchema>

export function assetRoutes({ fleet }: { readonly fleet: Fleet }): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/assets',
      tag: 'fleet records',
      summary: 'Trucks, rooms and boxes, by name',
      query: z.strictObject({
        ...pageQuery,
        kind: z.enum(ASSET_KINDS).exactOptional(),
        state: z.enum(ASSET_STATES).exactOptional(),
        search: searchText.exactOptional().describe('in the name'),
      }),
      answer: pageOf(assetSchema),
      async handle({ scope, query: { limit, after, ...search } }) {
        const key = parseCursor(after, z.tuple([z.string(), z.string()]))
        const found = await fleet.assets.list(scope, { ...search, limit, after: key })
        return toPage(found, { limit, keyOf: ({ name, id }) => [name, id], view: toView })
      },
    }),
    endpoint({
      route: 'POST /api/assets',
      tag: 'fleet records',
      summary: 'Add a truck, room or box, in preparation',
      body: z.strictObject({
        kind: z.enum(ASSET_KINDS),
        name: assetName.describe('plate of a truck'),
        organisationId: idSchema.exactOptional().describe('default: your own'),
        carrierOrganisationId: idSchema.nullable().exactOptional(),
      }),
      answer: assetSchema,
      creates: true,
      async handle({ scope, body }) {
        return toView(await fleet.write({ scope }, (write) => fleet.assets.add(write, body)))
      },
    }),
    endpoint({
      route: 'GET /api/carriers',
      tag: 'fleet records',
      summary: 'Organisations that may drive a truck for its owner',
      query: z.strictObject(pageQuery),
      answer: pageOf(z.strictObject({ id: z.string(), name: namesSchema, isClosed: z.boolean() })),
      async handle({ query: { limit, after } }) {
        const found = await fleet.carriers({ limit, after: parseCursor(after, z.tuple([z.string(), z.string()])) })
        return toPage(found, {
          limit,
          keyOf: ({ name, id }) => [name.zh, id],
          view: (one) => ({ ...one, name: { ...one.name } }),
        })
      },
    }),
    endpoint({
      route: 'GET /api/assets/{asset}',
      tag: 'fleet records',
      summary: 'One truck, room or box with its compartments and probes',
      params,
      answer: assetSchema,
      async handle({ scope, params: { asset } }) {
        return toView(await fleet.assets.get(scope, asset))
      },
    }),
    endpoint({
      route: 'PATCH /api/assets/{asset}',
      tag: 'fleet records',
      summary: 'Change name or carrier',
      params,
      body: z.strictObject({
        name: assetName.exactOptional(),
        carrierOrganisationId: idSchema.nullable().exactOptional(),
        revision: revisionSchema,
      }),
      answer: assetSchema,
      async handle({ scope, params: { asset }, body }) {
        return toView(await fleet.write({ scope }, (write) => fleet.assets.change(write, asset, body)))
      },
    }),
    ...ASSET_EVENTS.map((event) =>
      endpoint({
        route: `POST /api/assets/{asset}/${event}` satisfies RouteKey,
        tag: 'fleet records',
        summary: SUMMARIES[event],
        params,
        body: z.strictObject({ revision: revisionSchema, reason: reasonSchema }),
        answer: assetSchema,
        refusals: { 409: 'not from this state, or something that GSP wants is missing; the field says what' },
        async handle({ scope, states, params: { asset }, body }) {
          return toView(
            await fleet.write({ scope, states }, (write) => fleet.assets.move(write, asset, { event, ...body })),
          )
        },
      }),
    ),
    endpoint({
      route: 'POST /api/assets/{asset}/compartments',
      tag: 'fleet records',
      summary: 'Add a compartment, or a zone of a room',
      params,
      body: z.strictObject({
        code: compartmentCode,
        name: plainNames,
        volumeCubicMetres: volume,
        floorAreaSquareMetres: floorArea.nullable().exactOptional().describe('of a zone of a room'),
        range: rangeSchema,
      }),
      answer: assetSchema,
      creates: true,
      async handle({ scope, params: { asset }, body }) {
        return toView(await fleet.write({ scope }, (write) => fleet.assets.addCompartment(write, asset, body)))
      },
    }),
    endpoint({
      route: 'PATCH /api/assets/{asset}/compartments/{compartment}',
      tag: 'fleet records',
      summary: 'Change a compartment; another range needs a reason and goes down to the device',
      params: compartmentParams,
      body: z.strictObject({
        name: plainNames.exactOptional(),
        volumeCubicMetres: volume.exactOptional(),
        floorAreaSquareMetres: floorArea.nullable().exactOptional(),
        range: rangeSchema.exactOptional(),
        revision: revisionSchema.describe('of the asset'),
        reason: reasonSchema.exactOptional(),
      }),
      answer: assetSchema,
      async handle({ scope, params: { asset, compartment }, body }) {
        return toView(
          await fleet.write({ scope }, (write) => fleet.assets.changeCompartment(write, asset, compartment, body)),
        )
      },
    }),
    endpoint({
      route: 'POST /api/assets/{asset}/compartments/{compartment}/remove',
      tag: 'fleet records',
      summary: 'Take a compartment out of the records to come',
      params: compartmentParams,
      body: z.strictObject({ revision: revisionSchema.describe('of the asset'), reason: reasonSchema }),
      answer: assetSchema,
      async handle({ scope, params: { asset, compartment }, body }) {
        return toView(
          await fleet.write({ scope }, (write) => fleet.assets.removeCompartment(write, asset, compartment, body)),
        )
      },
    }),
    endpoint({
      route: 'GET /api/assets/{asset}/settings',
      tag: 'fleet records',
      summary: 'What its device shall be set to, and what the device says of that',
      params,
      answer: z.strictObject({
        device: z.string().nullable(),
        nothingToSet: z
          .enum(['no-compartments', 'compartment-without-probe', 'retired'])
          .nullable()
          .describe('why no new revision is made'),
        wanted: z
          .strictObject({
            revision: z.int(),
            hash: settingsHashSchema.describe('what a device that applies it reports'),
            madeAt: instantOut,
            layout: wantedLayoutSchema,
            ...wishesSchema,
          })
          .nullable(),
        reported: z
          .strictObject({
            ...reportedSettingsSchema.shape,
            hash: settingsHashSchema.nullable(),
            trying: z
              .int()
              .nullable()
              .describe('on trial: kept once the cloud has answered the device that runs by it'),
            at: instantOut,
          })
          .nullable(),
      }),
      async handle({ scope, params: { asset: id } }) {
        const asset = await fleet.assets.get(scope, id)
        const layout = settingsOf(asset)
        const nothingToSet = typeof layout === 'string' ? layout : null
        if (asset.device === null) return { device: null, nothingToSet, wanted: null, reported: null }
        const { wanted, reported } = await fleet.settings.stateOf(asset.device)
        return {
          ...{ device: asset.device, nothingToSet },
          wanted: wanted === null ? null : toWantedView(wanted),
          reported: reported === null ? null : toReportedView(reported),
        }
      },
    }),
    endpoint({
      route: 'POST /api/assets/{asset}/settings/send-again',
      tag: 'fleet records',
      summary: 'Want the same of its device anew: it tries what it took back once more',
      params,
      body: z.strictObject({ reason: reasonSchema }),
      answer: assetSchema,
      async handle({ scope, params: { asset }, body }) {
        return toView(await fleet.write({ scope }, (write) => fleet.assets.wantSettings(write, asset, body)))
      },
    }),
    endpoint({
      route: 'PATCH /api/assets/{asset}/settings',
      tag: 'fleet records',
      summary:
        'Want another cadence or broker of its device, which tries it and takes it back where it is not answered',
      params,
      body: z.strictObject({
        cadence: wishesSchema.cadence.exactOptional(),
        brokerUrl: wishesSchema.brokerUrl.exactOptional(),
        reason: reasonSchema,
      }),
      answer: assetSchema,
      async handle({ scope, params: { asset: id }, body }) {
        const { kind } = await fleet.assets.get(scope, id)
        requireLawfulCadence(kind, body.cadence ?? null)
        return toView(await fleet.write({ scope }, (write) => fleet.assets.wantSettings(write, id, body)))
      },
    }),
  ]
}
