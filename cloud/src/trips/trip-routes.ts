import {
  DEVICE_PATTERN,
  geoPointSchema,
  HANDOVER_OUTCOMES,
  LOADING_STEPS,
  OVERRIDE_REASONS,
  STEP_CHECKS,
} from '@coldrx/protocol'
import { z } from 'zod'
import type { RouteKey } from '../access/access-table.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { instantIn, instantOut, toInstant } from '../http/instants.ts'
import { namesSchema } from '../http/names.ts'
import { momentAndId, pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { FILINGS } from './filing.ts'
import { FILING_PROBLEMS } from './hand-overs.ts'
import { STOP_STATES } from './stop-lifecycle.ts'
import { TRIP_EVENTS, TRIP_STATES, type TripEvent } from './trip-lifecycle.ts'
import { TRIP_PAPER_PROBLEMS, type TripPaper, type TripPapers } from './trip-papers.ts'
import type { Trip } from './trip-records.ts'
import type { TripPlan, Trips } from './trips.ts'

const MOST_STOPS = 50

export const idSchema = z.uuid({ error: 'is no id' })
const tripParams = z.strictObject({ trip: idSchema })
export const deviceSchema = z.string().regex(DEVICE_PATTERN, 'is no name of a device')
const plainNames = z.strictObject({ zh: z.string().min(1).max(64), en: z.string().min(1).max(64) })

const stopPlanSchema = z.strictObject({
  id: idSchema.exactOptional().describe('of a stop that stays'),
  name: plainNames,
  address: z.string().min(1).max(200),
  position: geoPointSchema.describe('WGS-84'),
  geofenceRadiusMetres: z.int().min(20).max(5_000).default(150),
  windowFrom: instantIn,
  windowTo: instantIn,
})

const tripPlanSchema = z.strictObject({
  number: z.string().regex(/^[\w-]{1,32}$/, 'has 1 to 32 letters, digits, - and _'),
  device: deviceSchema.nullable(),
  driver: idSchema.nullable(),
  plannedDeparture: instantIn,
  stops: z.array(stopPlanSchema).min(2, 'has at least two').max(MOST_STOPS),
})

export const tripSchema = z.strictObject({
  id: z.string(),
  number: z.string(),
  state: z.enum(TRIP_STATES),
  revision: z.int(),
  device: z.string().nullable(),
  driver: z.string().nullable(),
  plannedDeparture: instantOut,
  departedAt: instantOut.nullable(),
  endedAt: instantOut.nullable(),
  stops: z.array(
    z.strictObject({
      id: z.string(),
      state: z.enum(STOP_STATES),
      name: namesSchema,
      address: z.string(),
      position: geoPointSchema,
      geofenceRadiusMetres: z.int(),
      windowFrom: instantOut,
      windowTo: instantOut,
      arrivedAt: instantOut.nullable(),
      leftAt: instantOut.nullable(),
    }),
  ),
})

export { toView as toTripView }

function toView(trip: Trip): z.input<typeof tripSchema> {
  const { id, number, state, revision } = trip
  return {
    ...{ id, number, state, revision, device: trip.device, driver: trip.driverId },
    plannedDeparture: toInstant(trip.plannedDepartureMs),
    departedAt: toInstant(trip.departedAtMs),
    endedAt: toInstant(trip.endedAtMs),
    stops: trip.stops.map((stop) => ({
      ...{ id: stop.id, state: stop.state, name: stop.name, address: stop.address, position: stop.position },
      geofenceRadiusMetres: stop.geofenceRadiusMetres,
      windowFrom: toInstant(stop.windowFromMs),
      windowTo: toInstant(stop.windowToMs),
      arrivedAt: toInstant(stop.arrivedAtMs),
      leftAt: toInstant(stop.leftAtMs),
    })),
  }
}

function toPlan({ number, device, driver, plannedDeparture, stops }: z.output<typeof tripPlanSchema>): TripPlan {
  return {
    ...{ number, device, driverId: driver, plannedDepartureMs: plannedDeparture },
    stops: stops.map(({ windowFrom, windowTo, ...stop }) => ({
      ...{ ...stop, windowFromMs: windowFrom, windowToMs: windowTo },
    })),
  }
}

/** Several of a list in one query parameter, separated by commas. */
export function listOf<const T extends readonly [string, ...string[]]>(allowed: T) {
  const text = `must be one or more of ${allowed.join(', ')}, separated by commas`
  return z
    .string()
    .transform((value) => value.split(','))
    .pipe(z.array(z.enum(allowed, { error: text })))
}

const listQuery = z.strictObject({
  ...pageQuery,
  state: listOf(TRIP_STATES).exactOptional(),
  device: deviceSchema.exactOptional(),
})

const EVENT_SUMMARIES: Readonly<Record<TripEvent, string>> = {
  release: 'Tell the truck and its driver of it',
  withdraw: 'Take it back from the truck, to change it',
  'start-loading': 'Loading begins: pre-cooled, unit off',
  depart: 'It drives off with what is loaded',
  complete: 'Everything is delivered, refused or returned',
  cancel: 'It is not driven',
}

const eventBody = z.strictObject({ reason: z.string().min(1).max(500).exactOptional() })
const reasonBody = z.strictObject({ reason: z.string().min(1, 'must not be empty').max(500) })

const paperSchema = z.strictObject({
  device: z.string(),
  document: z.string().describe('as the truck named it'),
  digest: z.string().describe('SM3, as a frame pins it'),
  receivedAt: instantOut,
  state: z.enum(FILINGS).describe('pending: it is looked at once more'),
  problem: z
    .enum([...new Set([...TRIP_PAPER_PROBLEMS, ...FILING_PROBLEMS])])
    .nullable()
    .describe('why it waits or was refused'),
  checklist: z
    .strictObject({
      stop: z.string().nullable().describe('where it was loaded; null: where the trip begins'),
      departedAt: instantOut.describe('by the clock of the truck'),
      steps: z.array(
        z.strictObject({
          step: z.enum(LOADING_STEPS),
          at: instantOut,
          check: z.enum(STEP_CHECKS).describe('no-sensor: by word of the driver alone; overridden: against the probes'),
          reason: z.enum(OVERRIDE_REASONS).nullable(),
          temperatures: z.array(z.strictObject({ compartment: z.string(), celsius: z.number().nullable() })),
        }),
      ),
      loaded: z.array(z.strictObject({ shipment: z.string(), boxes: z.array(z.string()) })),
    })
    .nullable(),
  report: z
    .strictObject({
      endedAt: instantOut.describe('by the clock of the truck'),
      delivered: z.array(z.string()),
      refused: z.array(z.string()),
      open: z.array(z.string()).describe('shipments that nobody took'),
    })
    .nullable(),
  handOver: z
    .strictObject({
      shipment: z.string(),
      waybill: z.string(),
      outcome: z.enum(HANDOVER_OUTCOMES),
      taker: z.string(),
      at: instantOut.describe('by the clock of the truck'),
    })
    .nullable(),
})

function toPaperView({ device, id, digest, receivedAtMs, filing, problem, content }: TripPaper) {
  const checklist = content.kind === 'loading-checklist' ? content.checklist : null
  const report = content.kind === 'trip-report' ? content.report : null
  const handover = content.kind === 'handover' ? content.handover : null
  return {
    ...{ device, document: id, digest, receivedAt: toInstant(receivedAtMs), state: filing, problem },
    checklist: checklist && {
      stop: checklist.stop ?? null,
      departedAt: toInstant(checklist.departedAtMs),
      steps: checklist.steps.map(({ step, atMs, check, reason = null, temperatures }) => ({
        ...{ step, at: toInstant(atMs), check, reason, temperatures },
      })),
      loaded: checklist.loaded,
    },
    report: report && {
      ...{ endedAt: toInstant(report.endedAtMs), delivered: report.delivered },
      ...{ refused: report.refused, open: report.open },
    },
    handOver: handover && {
      ...{ shipment: handover.shipment, waybill: handover.waybill, outcome: handover.outcome },
      ...{ taker: handover.taker, at: toInstant(handover.atMs) },
    },
  }
}

export function tripRoutes({
  trips,
  tripPapers,
}: {
  readonly trips: Trips
  readonly tripPapers: Pick<TripPapers, 'list' | 'fileAgain'>
}): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/trips',
      tag: 'trips',
      summary: 'Trips, the latest departure first',
      query: listQuery,
      answer: pageOf(tripSchema),
      async handle({ scope, query: { limit, after, state: states, device } }) {
        const key = parseCursor(after, momentAndId)
        const found = await trips.list(scope, { states, device, limit, after: key })
        return toPage(found, { limit, keyOf: (trip) => [trip.plannedDepartureMs, trip.id], view: toView })
      },
    }),
    endpoint({
      route: 'POST /api/trips',
      tag: 'trips',
      summary: 'Plan a trip',
      body: tripPlanSchema,
      answer: tripSchema,
      creates: true,
      bodyLimitBytes: 128 * 1024,
      refusals: { 409: 'the number is taken', 422: 'the plan does not fit; `field` names where' },
      handle: async ({ scope, body }) => toView(await trips.plan(scope, toPlan(body))),
    }),
    endpoint({
      route: 'GET /api/trips/{trip}',
      tag: 'trips',
      summary: 'One trip',
      params: tripParams,
      answer: tripSchema,
      handle: async ({ scope, params: { trip } }) => toView(await trips.get(scope, trip)),
    }),
    endpoint({
      route: 'GET /api/trips/{trip}/papers',
      tag: 'trips',
      summary:
        'What its cab said of it: loading checklists, report and hand-overs that are no custody, the newest first',
      bounded: 'a trip has two, or a few where its truck was restored',
      params: tripParams,
      answer: z.strictObject({ items: z.array(paperSchema) }),
      async handle({ scope, params: { trip } }) {
        const { id } = await trips.get(scope, trip)
        return { items: (await tripPapers.list(id)).map(toPaperView) }
      },
    }),
    endpoint({
      route: 'POST /api/trips/{trip}/papers/{paper}/file-again',
      tag: 'trips',
      summary:
        'Look once more at a paper that was refused, now that the records are right; asked twice it is done once',
      params: tripParams.extend({ paper: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits') }),
      body: reasonBody,
      answer: z.strictObject({ items: z.array(paperSchema) }),
      async handle({ scope, params: { trip, paper }, body: { reason } }) {
        await tripPapers.fileAgain(scope, trip, paper, reason)
        return { items: (await tripPapers.list(trip)).map(toPaperView) }
      },
    }),
    endpoint({
      route: 'PUT /api/trips/{trip}',
      tag: 'trips',
      summary: 'Change the plan of a trip',
      params: tripParams,
      body: tripPlanSchema.extend({ revision: z.int().min(1) }),
      answer: tripSchema,
      bodyLimitBytes: 128 * 1024,
      refusals: { 409: 'it has changed since this revision, or is too far on', 422: 'the plan does not fit' },
      handle: async ({ scope, params: { trip }, body: { revision, ...plan } }) =>
        toView(await trips.change(scope, trip, revision, toPlan(plan))),
    }),
    ...TRIP_EVENTS.map((event) =>
      endpoint({
        route: `POST /api/trips/{trip}/${event}` satisfies RouteKey,
        tag: 'trips',
        summary: EVENT_SUMMARIES[event],
        params: tripParams,
        body: event === 'cancel' ? reasonBody : eventBody,
        answer: tripSchema,
        refusals: { 409: 'not in this state, or something is missing', 422: 'the plan lacks something' },
        handle: async ({ scope, states, params: { trip }, body: { reason } }) =>
          toView(await trips.apply(scope, trip, event, { states, reason })),
      }),
    ),
  ]
}
