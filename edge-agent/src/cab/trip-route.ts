import type { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { RecorderError } from '../recorder/recorder-error.ts'
import { TripError, type TripSaying, tripSayingSchema } from '../trips/trip-desk.ts'
import { firstProblem, jsonOnly } from './json-body.ts'

export type SayOfTrip = (saying: TripSaying) => Promise<unknown>

/** The codes of all boxes of a trip. */
const LARGEST_BYTES = 262_144

/**
 * `POST /api/cab/trip`: a step of the checklist, its restart, or the trip's end. 200 once it is committed; asked twice it is
 * done once.
 */
export function addTripRoute(app: Hono, say: SayOfTrip): void {
  app.post('/api/cab/trip', bodyLimit({ maxSize: LARGEST_BYTES }), jsonOnly, async (c) => {
    const refuse = (status: 409 | 422 | 503, code: string, message: string) =>
      c.json({ error: { code, message } }, status)
    const { success, data, error } = tripSayingSchema.safeParse(await c.req.json().catch(() => null))
    if (!success) return refuse(422, 'INVALID', firstProblem(error))
    try {
      await say(data)
      return c.json({ done: true })
    } catch (problem) {
      if (problem instanceof TripError) return refuse(409, problem.code, problem.message)
      if (problem instanceof RecorderError) return refuse(503, 'NOT_RECORDED', problem.message)
      throw problem
    }
  })
}
