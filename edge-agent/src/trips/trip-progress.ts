import { loadingStepSchema } from '@coldrx/protocol'
import { z } from 'zod'
import { readJson } from '../read-json.ts'

const timeMs = z.int().min(0)

const loadingFields = {
  /** of the checklist, in their order */
  steps: z.array(loadingStepSchema),
  /** boxes that were taken aboard, by shipment */
  loaded: z.array(z.object({ shipment: z.string(), boxes: z.array(z.string()) })).default([]),
}

const tripProgressSchema = z.object({
  /** id of the trip */
  trip: z.string().min(1).max(64),
  /** where it begins */
  ...loadingFields,
  /** by the truck's clock; null: not said in the cab */
  startedAtMs: timeMs.nullable(),
  endedAtMs: timeMs.nullable(),
  /** at later stops where goods come aboard, each with a checklist of its own */
  pickUps: z
    .array(z.object({ stop: z.string().min(1).max(64), ...loadingFields, departedAtMs: timeMs.nullable() }))
    .default([]),
})

/** How far a trip has come by what was said in the cab. */
export type TripProgress = z.infer<typeof tripProgressSchema>

/** null: what the file gave is none; SQLite checks pages and not what stands in their cells. */
export const parseStoredProgress = (text: unknown): TripProgress | null => readJson(tripProgressSchema, text)
