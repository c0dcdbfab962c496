import { z } from 'zod'
import { fullDeviceSchema } from '../fleet/device-routes.ts'
import { assetSchema } from '../fleet/fleet-schemas.ts'
import { certificateSchema, probeSchema } from '../fleet/probe-routes.ts'
import { instantOut, toInstant } from '../http/instants.ts'
import { namesSchema } from '../http/names.ts'
import { shipmentSchema } from '../trips/shipment-routes.ts'
import { tripSchema } from '../trips/trip-routes.ts'
import { FINDABLE_KINDS } from './findable.ts'
import type { Inspection } from './inspections.ts'
import type { CompartmentSummary } from './readings-summary.ts'

export const inspectionSchema = z.strictObject({
  id: z.string(),
  person: z.string(),
  purpose: z.string(),
  reference: z.string().nullable(),
  openedAt: instantOut,
  endsAt: instantOut.describe('it closes by itself'),
  closedAt: instantOut.nullable(),
})

export function toInspectionView({ openedAtMs, endsAtMs, closedAtMs, ...rest }: Inspection) {
  const { id, personId: person, purpose, reference } = rest
  const times = { openedAt: toInstant(openedAtMs), endsAt: toInstant(endsAtMs), closedAt: toInstant(closedAtMs) }
  return { id, person, purpose, reference, ...times } satisfies z.input<typeof inspectionSchema>
}

export const foundSchema = z.strictObject({
  kind: z.enum(FINDABLE_KINDS),
  id: z.string(),
  title: z.string().describe('plate, number or serial number'),
  organisationId: z.string().nullable(),
})

const recordSchemas = {
  asset: assetSchema,
  trip: tripSchema,
  shipment: shipmentSchema,
  device: fullDeviceSchema,
  probe: z.strictObject({ ...probeSchema.shape, certificates: z.array(certificateSchema) }),
}

const common = {
  ...foundSchema.shape,
  organisation: z.strictObject({ id: z.string(), name: namesSchema, licenceNumber: z.string().nullable() }).nullable(),
  names: z
    .array(z.strictObject({ id: z.string(), zh: z.string(), en: z.string() }))
    .describe('of people, organisations and stops that the record names by id; who is erased is not among them'),
  related: z.array(foundSchema),
  recordings: z
    .array(
      z.strictObject({
        device: z.string(),
        compartment: z.string().nullable().describe('null: all'),
        from: instantOut.nullable().describe('null: from the first frame on'),
        to: instantOut.nullable().describe('null: until now'),
      }),
    )
    .describe('whose frames tell of the record'),
  documents: z.array(
    z.strictObject({
      kind: z.enum(['device-document', 'calibration-certificate']),
      id: z.string(),
      device: z.string().nullable(),
      digest: z.string().nullable().describe('SM3, hex; null: no paper was handed in'),
      at: instantOut,
    }),
  ),
}

export const inspectedSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('asset'), record: recordSchemas.asset }),
  z.strictObject({ ...common, kind: z.literal('trip'), record: recordSchemas.trip }),
  z.strictObject({ ...common, kind: z.literal('shipment'), record: recordSchemas.shipment }),
  z.strictObject({ ...common, kind: z.literal('device'), record: recordSchemas.device }),
  z.strictObject({ ...common, kind: z.literal('probe'), record: recordSchemas.probe }),
])

const extreme = z.strictObject({ value: z.number(), at: instantOut }).nullable()

export const readingsSchema = z.strictObject({
  from: instantOut,
  to: instantOut,
  frames: z.int(),
  undecodable: z.int(),
  compartments: z.array(
    z.strictObject({
      device: z.string(),
      compartment: z.string(),
      name: namesSchema,
      range: z.strictObject({ minCelsius: z.number(), maxCelsius: z.number() }).nullable(),
      channels: z.array(
        z.strictObject({
          channel: z.string(),
          source: z.string(),
          quantity: z.string(),
          unit: z.string(),
          samples: z.int(),
          samplesNotGood: z.int(),
          minimum: extreme,
          maximum: extreme,
          mean: z.number().nullable().describe('weighted by time'),
          meanKineticCelsius: z.number().nullable().describe('USP <1160>, 83.144 kJ/mol; of temperatures'),
          coveredMinutes: z.number().describe('how long values are known for; a gap is no time'),
          outOfRangeMinutes: z.number(),
          longestGapMinutes: z.number(),
          excursionCount: z.int(),
          excursions: z
            .array(z.strictObject({ from: instantOut, to: instantOut, peakCelsius: z.number(), samples: z.int() }))
            .describe('the first 100'),
        }),
      ),
    }),
  ),
})

const MINUTE_MS = 60_000

export function toCompartmentView({ channels, name, range, device, compartment }: CompartmentSummary) {
  return {
    ...{ device, compartment, name: { zh: name.zh, en: name.en }, range: range && { ...range } },
    channels: channels.map(({ minimum, maximum, coveredMs, outOfRangeMs, longestGapMs, excursions, ...rest }) => ({
      ...rest,
      minimum: minimum && { value: minimum.value, at: toInstant(minimum.atMs) },
      maximum: maximum && { value: maximum.value, at: toInstant(maximum.atMs) },
      coveredMinutes: coveredMs / MINUTE_MS,
      outOfRangeMinutes: outOfRangeMs / MINUTE_MS,
      longestGapMinutes: longestGapMs / MINUTE_MS,
      excursions: excursions.map(({ fromMs, toMs, ...more }) => ({
        ...{ from: toInstant(fromMs), to: toInstant(toMs), ...more },
      })),
    })),
  }
}
