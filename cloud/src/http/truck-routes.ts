import { DEVICE_PATTERN } from '@coldrx/protocol'
import { z } from 'zod'
import type { Scope } from '../access/actor.ts'
import type { FleetVisibility } from '../access/fleet-visibility.ts'
import type { AppError } from '../lib/errors.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { toLinkView, toTruckView } from '../telemetry/views.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import { eventSchema, linkSchema, seriesSchema, trackSchema, truckSchema } from './fleet-views.ts'
import { instantIn, toInstant } from './instants.ts'
import { momentAndId, pageOf, pageQuery, pagesOfUpTo, parseCursor, toPage } from './paging.ts'
import { refusal } from './refusals.ts'

const LONGEST_RAW_DAYS = 7
const LONGEST_DAYS = 3_660
/** A console shows the whole fleet. */
const LARGEST_PAGE = 500
const MOST_BUCKETS = 2_000
const DAY_MS = 24 * 3_600_000

const span = { from: instantIn, to: instantIn }

const params = z.strictObject({ device: z.string().regex(DEVICE_PATTERN, 'is no name of a device') })
const trackQuery = z.strictObject(span)
const buckets = z
  .string()
  .regex(/^\d{1,4}$/, 'must be a whole number')
  .transform(Number)
  .refine((wanted) => wanted >= 2 && wanted <= MOST_BUCKETS, `must be from 2 to ${MOST_BUCKETS}`)
  .describe('at most so many points a channel, each the mean of a bucket with its least and greatest beside it')
const seriesQuery = z.strictObject({
  ...span,
  compartment: z.string().min(1, 'must not be empty').max(32),
  buckets: buckets.optional(),
})

function toSpan(
  { from, to }: { from: number; to: number },
  { longestDays, hint = '' }: { longestDays: number; hint?: string },
): { fromMs: number; toMs: number } {
  if (to < from) throw refusal('BAD_REQUEST', 'to: must not be before from', 'to')
  if (to - from > longestDays * DAY_MS) {
    throw refusal('BAD_REQUEST', `to: must be at most ${longestDays} days after from${hint}`, 'to')
  }
  return { fromMs: from, toMs: to }
}

function noSuchTruck(): AppError {
  return refusal('NOT_FOUND', 'there is no such truck', 'device')
}

export function truckRoutes({
  readModel,
  visibility,
}: {
  readonly readModel: ReadModel
  readonly visibility: FleetVisibility
}): Endpoint[] {
  async function assertVisible(scope: Scope, device: string): Promise<void> {
    const visible = await visibility.devicesOf(scope)
    if (visible !== 'all' && !visible.has(device)) throw noSuchTruck()
  }

  return [
    endpoint({
      route: 'GET /api/trucks',
      tag: 'fleet',
      summary: 'Trucks, rooms and boxes as their frames tell them, by device',
      query: z.strictObject(pagesOfUpTo(LARGEST_PAGE)),
      answer: pageOf(truckSchema).extend({
        cursor: z.string().describe('of /api/feed: what changes from here on; of several pages, the one of the first'),
      }),
      async handle({ scope, query: { limit, after } }) {
        const visible = await visibility.devicesOf(scope)
        const { cursor, trucks } = await readModel.trucks({
          ...{ limit, after: parseCursor(after, z.tuple([z.string()]))?.[0] },
          devices: visible === 'all' ? undefined : visible,
        })
        return { cursor, ...toPage(trucks, { limit, keyOf: ({ device }) => [device], view: toTruckView }) }
      },
    }),
    endpoint({
      route: 'GET /api/trucks/{device}',
      tag: 'fleet',
      summary: 'One truck, room or box',
      params,
      answer: z.strictObject({ cursor: z.string(), truck: truckSchema }),
      async handle({ scope, params: { device } }) {
        await assertVisible(scope, device)
        const found = await readModel.truck(device)
        if (found === undefined) throw noSuchTruck()
        return { cursor: found.cursor, truck: toTruckView(found.truck) }
      },
    }),
    endpoint({
      route: 'GET /api/trucks/{device}/link',
      tag: 'fleet',
      summary: 'What its link carried in a day, and what is cut back because of its budget, as it said last',
      params,
      answer: z.strictObject({ link: linkSchema.nullable().describe('null: it has not said yet') }),
      async handle({ scope, params: { device } }) {
        await assertVisible(scope, device)
        const link = await readModel.link(device)
        if (link === undefined) throw noSuchTruck()
        return { link: link && toLinkView(link) }
      },
    }),
    endpoint({
      route: 'GET /api/trucks/{device}/series',
      tag: 'fleet',
      summary: 'Curves of one compartment',
      bounded: `the rows of at most ${LONGEST_RAW_DAYS} days, or at most ${MOST_BUCKETS} buckets a channel`,
      params,
      query: seriesQuery,
      answer: seriesSchema,
      async handle({ scope, params: { device }, query: { compartment, buckets: wanted, ...query } }) {
        await assertVisible(scope, device)
        const span =
          wanted === undefined
            ? toSpan(query, { longestDays: LONGEST_RAW_DAYS, hint: ', or with buckets' })
            : toSpan(query, { longestDays: LONGEST_DAYS })
        const series = await readModel.series({ device, compartment, buckets: wanted, ...span })
        if (series !== undefined) return series as unknown as z.input<typeof seriesSchema>
        if ((await readModel.truck(device)) === undefined) throw noSuchTruck()
        throw refusal('NOT_FOUND', 'the truck has no such compartment', 'compartment')
      },
    }),
    endpoint({
      route: 'GET /api/trucks/{device}/events',
      tag: 'fleet',
      summary: `What it told besides numbers, newest first, of at most ${LONGEST_RAW_DAYS} days`,
      params,
      query: z.strictObject({ ...span, ...pageQuery }),
      answer: pageOf(eventSchema),
      async handle({ scope, params: { device }, query: { limit, after, ...query } }) {
        await assertVisible(scope, device)
        const events = await readModel.events({ device, ...toSpan(query, { longestDays: LONGEST_RAW_DAYS }) })
        if (events === undefined) throw noSuchTruck()
        const [beforeMs, beforeId] = parseCursor(after, momentAndId) ?? [Number.POSITIVE_INFINITY, '']
        const rest = events.filter(({ orderMs, id }) => orderMs < beforeMs || (orderMs === beforeMs && id < beforeId))
        return toPage(rest, {
          limit,
          keyOf: ({ orderMs, id }) => [orderMs, id],
          view: ({ id, atMs, code, subject, detail }) => ({
            ...{ id, at: toInstant(atMs), code, subject, detail },
          }),
        })
      },
    }),
    endpoint({
      route: 'GET /api/trucks/{device}/track',
      tag: 'fleet',
      summary: 'Where it was',
      bounded: 'thinned where the span is long',
      params,
      query: trackQuery,
      answer: trackSchema,
      async handle({ scope, params: { device }, query }) {
        await assertVisible(scope, device)
        const track = await readModel.track({ device, ...toSpan(query, { longestDays: LONGEST_DAYS }) })
        if (track === undefined) throw noSuchTruck()
        return track as unknown as z.input<typeof trackSchema>
      },
    }),
  ]
}
