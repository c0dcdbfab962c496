import type { Handover } from '@coldrx/protocol'
import type { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import {
  HandoverError,
  type HandoverRequest,
  handoverRequestSchema,
  type RecordedHandover,
} from '../documents/handovers.ts'
import { RecorderError } from '../recorder/recorder-error.ts'
import { firstProblem, jsonOnly } from './json-body.ts'

export interface HandoverDesk {
  readonly recordHandover: RecordHandover
  readonly handoverContent: (document: string) => Promise<Handover | null>
}

export type RecordHandover = (request: HandoverRequest) => Promise<RecordedHandover>

/** A signature's picture and a few words. */
const LARGEST_BYTES = 200_000

/** `POST /api/cab/handovers`: 201 once document and event are committed; the same `id` again: the same answer. */
export function addHandoverRoute(app: Hono, { recordHandover: record, handoverContent }: HandoverDesk): void {
  app.get('/api/cab/handovers/:document', async (c) => {
    const content = await handoverContent(c.req.param('document'))
    if (content !== null) return c.json(content)
    return c.json({ error: { code: 'NOT_FOUND', message: 'this device has no hand-over of that id' } }, 404)
  })
  app.post('/api/cab/handovers', bodyLimit({ maxSize: LARGEST_BYTES }), jsonOnly, async (c) => {
    const refuse = (status: 409 | 422 | 503, code: string, message: string) =>
      c.json({ error: { code, message } }, status)
    const { success, data, error } = handoverRequestSchema.safeParse(await c.req.json().catch(() => null))
    if (!success) return refuse(422, 'INVALID', firstProblem(error))
    try {
      const { document, shipment, outcome, atMs, acknowledged } = await record(data)
      return c.json({ document, shipment, outcome, at: new Date(atMs).toISOString(), acknowledged }, 201)
    } catch (problem) {
      if (problem instanceof HandoverError) return refuse(409, problem.code, problem.message)
      if (problem instanceof RecorderError) return refuse(503, 'NOT_RECORDED', problem.message)
      throw problem
    }
  })
}
