import type { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { RecorderError } from '../recorder/recorder-error.ts'
import { TripError, type TripSaying, tripSayingSchema } from '../trips/trip-desk.ts'

export type SayOfTrip = (saying: TripSaying) => Promise<unknown>

/** The codes of all boxes of a trip. */
const LARGEST_BYTES = 262_144

/**
 * `POST /api/cab/trip`: a step of the checklist, its restart, or the trip's end. 200 once it is committed; asked twice it is
 * done once. JSON only, as for hand-overs.
 */
export function addTripRoute(app: Hono, say: SayOfTrip): void {
  app.post('/api/cab/trip', bodyLimit({ maxSize: LARGEST_BYTES }), async (c) => {
    const refuse = (status: 409 | 415 | 422 | 503, code: string, message: string) =>
      c.json({ error: { code, message } }, status)
    if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
      return refuse(415, 'NOT_JSON', 'allowed as Content-Type is application/json')
    }
    const { success, data, error } = tripSayingSchema.safeParse(await c.req.json().catch(() => null))
    if (!success) {
      const [issue] = error.issues
      return refuse(422, 'INVALID', `${issue?.path.join('.') || '(body)'}: ${issue?.message ?? 'invalid'}`)
    }
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
