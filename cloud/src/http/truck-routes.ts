import { DEVICE_PATTERN } from '@coldrx/protocol'
import { Hono } from 'hono'
import { z } from 'zod'
import type { AppError } from '../lib/errors.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { toTruckView } from '../telemetry/views.ts'
import { refusal } from './refusals.ts'
import { parseQuery } from './request-parsing.ts'
import type { SignedInEnv } from './session-routes.ts'

const LONGEST_SPAN_MS = 7 * 24 * 3_600_000

const instant = z.iso
  .datetime({ error: 'must be an ISO time in UTC, such as 2026-03-01T08:00:00Z' })
  .transform((text) => Date.parse(text))

const span = { from: instant, to: instant }

const noQuerySchema = z.strictObject({})
const trackSchema = z.strictObject(span)
const seriesSchema = z.strictObject({ ...span, compartment: z.string().min(1, 'must not be empty').max(32) })

function toSpan({ from, to }: { from: number; to: number }): { fromMs: number; toMs: number } {
  if (to < from) throw refusal('BAD_REQUEST', 'to: must not be before from', 'to')
  if (to - from > LONGEST_SPAN_MS) {
    throw refusal('BAD_REQUEST', 'to: must be at most 7 days after from', 'to')
  }
  return { fromMs: from, toMs: to }
}

function deviceOf(text: string): string {
  if (!DEVICE_PATTERN.test(text)) throw noSuchTruck()
  return text
}

function noSuchTruck(): AppError {
  return refusal('NOT_FOUND', 'there is no such truck', 'device')
}

export function truckRoutes({ readModel }: { readModel: ReadModel }) {
  return new Hono<SignedInEnv>()
    .get('/', async (c) => {
      parseQuery(c, noQuerySchema)
      const { cursor, trucks } = await readModel.trucks()
      return c.json({ cursor, trucks: trucks.map(toTruckView) })
    })
    .get('/:device', async (c) => {
      parseQuery(c, noQuerySchema)
      const found = await readModel.truck(deviceOf(c.req.param('device')))
      if (found === undefined) throw noSuchTruck()
      return c.json({ cursor: found.cursor, truck: toTruckView(found.truck) })
    })
    .get('/:device/series', async (c) => {
      const { compartment, ...query } = parseQuery(c, seriesSchema)
      const device = deviceOf(c.req.param('device'))
      const series = await readModel.series({ device, compartment, ...toSpan(query) })
      if (series !== undefined) return c.json(series)
      if ((await readModel.truck(device)) === undefined) throw noSuchTruck()
      throw refusal('NOT_FOUND', 'the truck has no such compartment', 'compartment')
    })
    .get('/:device/track', async (c) => {
      const query = parseQuery(c, trackSchema)
      const track = await readModel.track({ device: deviceOf(c.req.param('device')), ...toSpan(query) })
      if (track === undefined) throw noSuchTruck()
      return c.json({ points: track.points })
    })
}
