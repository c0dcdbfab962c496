import { HANDOVER_OUTCOMES, handoverSchema, REFUSAL_REASONS } from '@coldrx/protocol'
import { z } from 'zod'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { instantOut, toInstant } from '../http/instants.ts'
import { momentAndId, pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { AppError } from '../lib/errors.ts'
import { FILINGS } from './filing.ts'
import { FILING_PROBLEMS, type HandOverDocument, type HandOvers } from './hand-overs.ts'
import { deviceSchema, idSchema, listOf } from './trip-routes.ts'

const viewSchema = z.strictObject({
  device: z.string(),
  document: z.string().describe('as the truck named it'),
  digest: z.string().describe('SM3, as a frame pins it'),
  receivedAt: instantOut,
  state: z
    .enum(FILINGS)
    .describe(
      'filed: an entry of custody; waiting: for its trip to depart; refused for good: `problem` says why, and what is settled since is told at the shipment',
    ),
  problem: z.enum(FILING_PROBLEMS).nullable(),
  stateSince: instantOut.nullable(),
  shipment: z.string().nullable(),
  content: z
    .strictObject({
      waybill: z.string(),
      trip: z.string(),
      outcome: z.enum(HANDOVER_OUTCOMES),
      at: instantOut.describe('by the clock of the truck'),
      taker: z.string(),
      reason: z.enum(REFUSAL_REASONS).nullable().describe('of a refusal'),
      note: z.string().nullable(),
      compartment: z.string(),
      temperatureCelsius: z.number().nullable(),
      boxes: z.array(z.string()),
      missing: z.array(z.string()).describe('boxes of the waybill that were not there'),
    })
    .nullable()
    .describe('null: unreadable'),
})

function toView(document: HandOverDocument): z.input<typeof viewSchema> {
  const { device, id, digest, receivedAtMs, filing: state, problem, filedAtMs, shipmentId, content } = document
  return {
    ...{ device, document: id, digest, receivedAt: toInstant(receivedAtMs), state, problem },
    ...{ stateSince: toInstant(filedAtMs), shipment: shipmentId },
    content: content && {
      ...{ waybill: content.waybill, trip: content.trip.id, outcome: content.outcome, at: toInstant(content.atMs) },
      ...{ taker: content.taker, note: content.note ?? null, compartment: content.compartment },
      ...{ temperatureCelsius: content.temperatureCelsius, boxes: content.boxes, missing: content.missing ?? [] },
      reason: content.reason ?? null,
    },
  }
}

const handOverParams = z.strictObject({ handOver: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits') })

export function handOverRoutes({ handOvers }: { readonly handOvers: HandOvers }): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/hand-overs',
      tag: 'shipments',
      summary: 'Hand-overs that trucks sent, the newest first, and whether they became custody',
      query: z.strictObject({
        ...pageQuery,
        state: listOf(FILINGS).exactOptional(),
        shipment: idSchema.exactOptional(),
        device: deviceSchema.exactOptional(),
      }),
      answer: pageOf(viewSchema),
      async handle({ scope, query: { limit, after, state: filings, shipment: shipmentId, device } }) {
        const key = parseCursor(after, momentAndId)
        const found = await handOvers.list(scope, { filings, shipmentId, device, limit, after: key })
        return toPage(found, { limit, keyOf: ({ receivedAtMs, digest }) => [receivedAtMs, digest], view: toView })
      },
    }),
    endpoint({
      route: 'GET /api/hand-overs/{handOver}',
      tag: 'shipments',
      summary: 'What was signed in the truck, whole: the hand-over sheet with its signature',
      params: handOverParams,
      answer: viewSchema.omit({ content: true }).extend({
        content: handoverSchema.nullable().describe('the document itself (docs/wire.md); null: unreadable'),
      }),
      async handle({ scope, params: { handOver } }) {
        const found = await handOvers.find(scope, handOver)
        if (found === undefined) throw new AppError('NOT_FOUND', 404, 'there is no hand-over of this digest')
        return { ...toView(found), content: found.content }
      },
    }),
  ]
}
