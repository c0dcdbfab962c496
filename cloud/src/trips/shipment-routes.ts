import { z } from 'zod'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { instantOut, toInstant } from '../http/instants.ts'
import { namesSchema } from '../http/names.ts'
import { momentAndId, pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import type { Clock } from '../lib/clock.ts'
import { SHIPMENT_STATES } from './shipment-lifecycle.ts'
import type { Shipment } from './shipment-records.ts'
import type { ShipmentPlan, Shipments } from './shipments.ts'
import { idSchema, listOf } from './trip-routes.ts'

const MOST_BOXES = 200
const MOST_ROWS = 100

const shipmentParams = z.strictObject({ shipment: idSchema })
const boxCode = z.string().regex(/^[\w.-]{1,40}$/, 'has 1 to 40 letters, digits, . - and _')
const celsius = z.number().min(-100).max(60)
const numberSchema = z.string().regex(/^[\w-]{1,32}$/, 'has 1 to 32 letters, digits, - and _')

export const shipmentPlanSchema = z.strictObject({
  number: numberSchema,
  consignee: z.string().min(1).max(64),
  consigneePhone: z
    .string()
    .regex(/^\+?[\d -]{5,20}$/, 'has 5 to 20 digits')
    .nullable()
    .default(null),
  goods: z.strictObject({ zh: z.string().min(1).max(64), en: z.string().min(1).max(64) }),
  range: z
    .strictObject({ minCelsius: celsius, maxCelsius: celsius })
    .refine(({ minCelsius, maxCelsius }) => minCelsius < maxCelsius, 'minCelsius must be below maxCelsius'),
  timeBudgetMinutes: z.int().min(0).max(10_080),
  boxes: z
    .array(boxCode)
    .min(1, 'has at least one')
    .max(MOST_BOXES)
    .refine((codes) => new Set(codes).size === codes.length, 'a box stands twice'),
})

export const shipmentSchema = z.strictObject({
  id: z.string(),
  number: z.string(),
  state: z.enum(SHIPMENT_STATES),
  revision: z.int(),
  trip: z.string().nullable(),
  compartment: z.string().nullable(),
  fromStop: z.string().nullable(),
  toStop: z.string().nullable(),
  consignee: z.string(),
  consigneePhone: z.string().nullable(),
  goods: namesSchema,
  range: z.strictObject({ minCelsius: z.number(), maxCelsius: z.number() }),
  timeBudgetMinutes: z.int(),
  createdAt: instantOut,
  boxes: z.array(z.strictObject({ code: z.string(), loadedAt: instantOut.nullable() })),
  custody: z.array(
    z.strictObject({
      kind: z.enum(['loaded', 'delivered', 'refused', 'returned']),
      at: instantOut,
      stop: z.string().nullable(),
      by: z.string().nullable().describe('id of the person who gave it'),
      taker: z.string().nullable(),
      temperatureCelsius: z.number().nullable(),
      note: z.string().nullable(),
      document: z.string().nullable(),
    }),
  ),
})

export { toView as toShipmentView }

function toView(shipment: Shipment): z.input<typeof shipmentSchema> {
  const { id, number, state, revision, compartment, consignee, consigneePhone, goods, range } = shipment
  return {
    ...{ id, number, state, revision, trip: shipment.tripId, compartment, fromStop: shipment.fromStopId },
    ...{ toStop: shipment.toStopId, consignee, consigneePhone, goods, range },
    timeBudgetMinutes: shipment.timeBudgetMinutes,
    createdAt: toInstant(shipment.createdAtMs),
    boxes: shipment.boxes.map(({ code, loadedAtMs }) => ({ code, loadedAt: toInstant(loadedAtMs) })),
    custody: shipment.custody.map((entry) => ({
      ...{ kind: entry.kind, at: toInstant(entry.atMs), stop: entry.stopId, by: entry.byPersonId, taker: entry.taker },
      ...{ temperatureCelsius: entry.temperatureCelsius, note: entry.note, document: entry.documentId },
    })),
  }
}

function toPlan(body: z.output<typeof shipmentPlanSchema>): ShipmentPlan {
  return body
}

const REFUSALS = { 409: 'not in this state, or somebody was quicker', 422: 'it does not fit; `field` names where' }

export function shipmentRoutes({
  shipments,
  clock,
}: {
  readonly shipments: Shipments
  readonly clock: Clock
}): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/shipments',
      tag: 'shipments',
      summary: 'Shipments, the newest first',
      query: z.strictObject({
        ...pageQuery,
        state: listOf(SHIPMENT_STATES).exactOptional(),
        trip: idSchema.exactOptional(),
        number: numberSchema.exactOptional().describe('the beginning of a number'),
      }),
      answer: pageOf(shipmentSchema),
      async handle({ scope, query: { limit, after, state: states, trip: tripId, number } }) {
        const key = parseCursor(after, momentAndId)
        const found = await shipments.list(scope, { states, tripId, number, limit, after: key })
        return toPage(found, { limit, keyOf: (shipment) => [shipment.createdAtMs, shipment.id], view: toView })
      },
    }),
    endpoint({
      route: 'POST /api/shipments',
      tag: 'shipments',
      summary: `Add up to ${MOST_ROWS} shipments, all or none`,
      body: z.strictObject({ rows: z.array(shipmentPlanSchema).min(1).max(MOST_ROWS) }),
      answer: z.strictObject({ shipments: z.array(shipmentSchema) }),
      creates: true,
      bodyLimitBytes: 1024 * 1024,
      refusals: REFUSALS,
      handle: async ({ scope, body: { rows } }) => ({
        shipments: (await shipments.add(scope, rows.map(toPlan))).map(toView),
      }),
    }),
    endpoint({
      route: 'GET /api/shipments/{shipment}',
      tag: 'shipments',
      summary: 'One shipment with its boxes and everybody who had it',
      params: shipmentParams,
      answer: shipmentSchema,
      handle: async ({ scope, params: { shipment } }) => toView(await shipments.get(scope, shipment)),
    }),
    endpoint({
      route: 'POST /api/shipments/{shipment}/assign',
      tag: 'shipments',
      summary: 'Put it on a trip, into a compartment that keeps its range',
      params: shipmentParams,
      body: z.strictObject({
        trip: idSchema,
        compartment: z.string().min(1).max(32),
        fromStop: idSchema,
        toStop: idSchema,
      }),
      answer: shipmentSchema,
      refusals: REFUSALS,
      handle: async ({ scope, params: { shipment }, body: { trip, compartment, fromStop, toStop } }) =>
        toView(
          await shipments.assign(scope, shipment, {
            ...{ tripId: trip, compartment, fromStopId: fromStop, toStopId: toStop },
          }),
        ),
    }),
    endpoint({
      route: 'POST /api/shipments/{shipment}/unassign',
      tag: 'shipments',
      summary: 'Take it off its trip',
      params: shipmentParams,
      answer: shipmentSchema,
      refusals: REFUSALS,
      handle: async ({ scope, params: { shipment } }) => toView(await shipments.unassign(scope, shipment)),
    }),
    endpoint({
      route: 'POST /api/shipments/{shipment}/load',
      tag: 'shipments',
      summary: 'All its boxes are aboard',
      params: shipmentParams,
      body: z.strictObject({
        boxes: z.array(boxCode).min(1).max(MOST_BOXES),
        temperatureCelsius: celsius.nullable().default(null),
      }),
      answer: shipmentSchema,
      refusals: REFUSALS,
      handle: async ({ scope, params: { shipment }, body }) => toView(await shipments.load(scope, shipment, body)),
    }),
    endpoint({
      route: 'POST /api/shipments/{shipment}/hand-over',
      tag: 'shipments',
      summary: 'It changes hands: delivered, refused, or brought back',
      params: shipmentParams,
      body: z.strictObject({
        kind: z.enum(['delivered', 'refused', 'returned']),
        taker: z.string().min(1).max(100),
        temperatureCelsius: celsius.nullable().default(null),
        note: z.string().min(1).max(500).nullable().default(null),
      }),
      answer: shipmentSchema,
      refusals: REFUSALS,
      handle: async ({ scope, params: { shipment }, body }) =>
        toView(await shipments.handOver(scope, shipment, { ...body, atMs: clock.nowMs(), documentId: null })),
    }),
    endpoint({
      route: 'POST /api/shipments/{shipment}/cancel',
      tag: 'shipments',
      summary: 'It is not sent',
      params: shipmentParams,
      body: z.strictObject({ reason: z.string().min(1, 'must not be empty').max(500) }),
      answer: shipmentSchema,
      refusals: REFUSALS,
      handle: async ({ scope, params: { shipment }, body: { reason } }) =>
        toView(await shipments.cancel(scope, shipment, reason)),
    }),
  ]
}
