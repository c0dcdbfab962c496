import { HANDOVER_OUTCOMES } from '@coldrx/protocol'
import { z } from 'zod'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { instantOut, toInstant } from '../http/instants.ts'
import { momentAndId, pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { FILING_PROBLEMS, FILINGS, type HandOverDocument, type HandOvers } from './hand-overs.ts'
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
      note: z.string().nullable(),
      compartment: z.string(),
      temperatureCelsius: z.number().nullable(),
      boxes: z.array(z.string()),
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
      ...{ temperatureCelsius: content.temperatureCelsius, boxes: content.boxes },
    },
  }
}

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
  ]
}
