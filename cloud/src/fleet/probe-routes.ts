import { z } from 'zod'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { instantOut, toInstant } from '../http/instants.ts'
import { pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { refusal } from '../http/refusals.ts'
import { CALIBRATION_STATUSES } from './calibration.ts'
import { type Certificate, certificateKey } from './certificates.ts'
import type { Fleet } from './fleet.ts'
import {
  certificateBody,
  idSchema,
  layoutId,
  modbusUnit,
  probeModel,
  reasonSchema,
  revisionSchema,
  serialNumber,
} from './fleet-schemas.ts'
import { PROBE_STATES } from './probe-lifecycle.ts'
import type { Probe } from './probes.ts'

const DOCUMENT_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const
const LARGEST_DOCUMENT_BYTES = 5 * 1024 * 1024

const params = z.strictObject({ probe: idSchema })
const certificateParams = z.strictObject({ certificate: idSchema })

export const probeSchema = z.strictObject({
  id: z.string(),
  organisationId: z.string(),
  serialNumber: z.string(),
  model: z.string().describe('profile by which the device reads it'),
  state: z.enum(PROBE_STATES),
  revision: z.int(),
  calibration: z.enum(CALIBRATION_STATUSES),
  calibrationDueOn: z.string().nullable(),
  place: z
    .strictObject({
      assetId: z.string(),
      assetName: z.string(),
      compartmentId: z.string(),
      compartmentCode: z.string(),
      point: z.string().describe('what frames call it'),
      bus: z.string(),
      unit: z.int().describe('Modbus address'),
      fittedAt: instantOut,
    })
    .nullable(),
})

export const certificateSchema = z.strictObject({
  id: z.string(),
  probeId: z.string(),
  number: z.string(),
  issuer: z.string(),
  calibratedOn: z.string(),
  dueOn: z.string(),
  points: z.array(z.strictObject({ atCelsius: z.number(), errorCelsius: z.number() })),
  withinLimits: z.boolean().describe('whether every error is one that GSP Annex 3 allows'),
  documentDigest: z.string().nullable().describe('SM3 of the document, hex'),
  createdAt: instantOut,
})

export function toProbeView({ place, ...probe }: Probe): z.input<typeof probeSchema> {
  if (place === null) return { ...probe, place }
  const { fittedAtMs, ...where } = place
  return { ...probe, place: { ...where, fittedAt: toInstant(fittedAtMs) } }
}

export function toCertificateView({
  createdAtMs,
  points,
  ...certificate
}: Certificate): z.input<typeof certificateSchema> {
  return { ...certificate, points: points.map((point) => ({ ...point })), createdAt: toInstant(createdAtMs) }
}

export function probeRoutes({ fleet }: { readonly fleet: Fleet }): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/probes',
      tag: 'fleet records',
      summary: 'Probes, by serial number; those due soon or overdue with `calibration`',
      query: z.strictObject({
        ...pageQuery,
        state: z.enum(PROBE_STATES).exactOptional(),
        calibration: z.enum(CALIBRATION_STATUSES).exactOptional(),
        search: z.string().min(1).max(64).exactOptional().describe('in serial number and model'),
      }),
      answer: pageOf(probeSchema),
      async handle({ scope, query: { limit, after, ...search } }) {
        const key = parseCursor(after, z.tuple([z.string()]))
        const found = await fleet.probes.list(scope, { ...search, limit, after: key })
        return toPage(found, { limit, keyOf: (probe) => [probe.serialNumber], view: toProbeView })
      },
    }),
    endpoint({
      route: 'POST /api/probes',
      tag: 'fleet records',
      summary: 'Add a probe to the stock',
      body: z.strictObject({ serialNumber, model: probeModel, organisationId: idSchema.exactOptional() }),
      answer: probeSchema,
      creates: true,
      async handle({ scope, body }) {
        return toProbeView(await fleet.write({ scope }, (write) => fleet.probes.add(write, body)))
      },
    }),
    endpoint({
      route: 'GET /api/probes/{probe}',
      tag: 'fleet records',
      summary: 'One probe and its place',
      params,
      answer: probeSchema,
      async handle({ scope, params: { probe } }) {
        return toProbeView(await fleet.probes.get(scope, probe))
      },
    }),
    endpoint({
      route: 'POST /api/probes/{probe}/fit',
      tag: 'fleet records',
      summary: 'Fit it at a measuring point of a compartment',
      params,
      body: z.strictObject({
        assetId: idSchema,
        compartmentId: idSchema,
        point: layoutId,
        bus: layoutId,
        unit: modbusUnit,
        revision: revisionSchema,
      }),
      answer: probeSchema,
      async handle({ scope, params: { probe }, body: { revision, ...fitting } }) {
        return toProbeView(await fleet.write({ scope }, (write) => fleet.probes.fit(write, probe, fitting, revision)))
      },
    }),
    ...(['remove', 'retire'] as const).map((event) =>
      endpoint({
        route: `POST /api/probes/{probe}/${event}`,
        tag: 'fleet records',
        summary: event === 'remove' ? 'Take it from its place back to the stock' : 'Take it out of use for good',
        params,
        body: z.strictObject({ revision: revisionSchema, reason: reasonSchema }),
        answer: probeSchema,
        async handle({ scope, params: { probe }, body }) {
          return toProbeView(await fleet.write({ scope }, (write) => fleet.probes[event](write, probe, body)))
        },
      }),
    ),
    endpoint({
      route: 'GET /api/probes/{probe}/certificates',
      tag: 'fleet records',
      summary: 'Its calibration certificates, newest first',
      params,
      query: z.strictObject(pageQuery),
      answer: pageOf(certificateSchema),
      async handle({ scope, params: { probe }, query: { limit, after } }) {
        const key = parseCursor(after, z.tuple([z.string(), z.number(), z.string()]))
        const found = await fleet.certificates.ofProbe(scope, probe, { limit, after: key })
        return toPage(found, { limit, keyOf: certificateKey, view: toCertificateView })
      },
    }),
    endpoint({
      route: 'POST /api/probes/{probe}/certificates',
      tag: 'fleet records',
      summary: 'Add a calibration certificate; it is never changed',
      params,
      body: certificateBody,
      answer: certificateSchema,
      creates: true,
      async handle({ scope, params: { probe }, body }) {
        return toCertificateView(await fleet.write({ scope }, (write) => fleet.certificates.add(write, probe, body)))
      },
    }),
    endpoint({
      route: 'GET /api/certificates/{certificate}',
      tag: 'fleet records',
      summary: 'One calibration certificate',
      params: certificateParams,
      answer: certificateSchema,
      async handle({ scope, params: { certificate } }) {
        return toCertificateView(await fleet.certificates.get(scope, certificate))
      },
    }),
    endpoint({
      route: 'PUT /api/certificates/{certificate}/document',
      tag: 'fleet records',
      summary: 'Hand in the paper itself, once',
      params: certificateParams,
      upload: DOCUMENT_TYPES,
      answer: certificateSchema,
      bodyLimitBytes: LARGEST_DOCUMENT_BYTES,
      async handle({ c, scope, params: { certificate } }) {
        await fleet.certificates.get(scope, certificate)
        const mediaType = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
        const bytes = new Uint8Array(await c.req.arrayBuffer())
        if (!isDocument(mediaType, bytes))
          throw refusal(
            'BAD_REQUEST',
            `content-type: must be ${DOCUMENT_TYPES.join(', ')}, and the file one`,
            'content-type',
          )
        return toCertificateView(
          await fleet.write({ scope }, (write) => fleet.certificates.attach(write, certificate, { mediaType, bytes })),
        )
      },
    }),
    endpoint({
      route: 'GET /api/certificates/{certificate}/document',
      tag: 'fleet records',
      summary: 'The paper itself',
      params: certificateParams,
      answer: 'application/octet-stream',
      async handle({ scope, params: { certificate } }) {
        const { mediaType, bytes } = await fleet.certificates.documentOf(scope, certificate)
        return new Response(Buffer.from(bytes), {
          // never shown in the page's own place: what somebody handed in may not act as one of ours
          headers: {
            'Content-Type': mediaType,
            'Content-Disposition': 'attachment',
            'X-Content-Type-Options': 'nosniff',
          },
        })
      },
    }),
  ]
}

/** Whether the bytes begin as a file of that kind does. */
function isDocument(mediaType: string, bytes: Uint8Array): boolean {
  const begin: Record<(typeof DOCUMENT_TYPES)[number], string> = {
    'application/pdf': '25504446',
    'image/jpeg': 'ffd8ff',
    'image/png': '89504e47',
  }
  const known = DOCUMENT_TYPES.find((type) => type === mediaType)
  return known !== undefined && Buffer.from(bytes.subarray(0, 4)).toString('hex').startsWith(begin[known])
}
