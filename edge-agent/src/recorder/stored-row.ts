import { CLOCK_QUALITIES, MARKS } from '@coldrx/protocol'
import { z } from 'zod'
import type { RecordedRow } from './entry.ts'

/** A row as the table holds it. */
export interface StoredRow {
  readonly position: number
  readonly boot: number
  readonly monotonic_ms: number
  readonly wall_ms: number
  readonly clock: string
  readonly layout: string
  readonly samples: string | null
  readonly events: string
}

const samplesSchema = z.strictObject({
  integers: z.array(z.int().nullable()),
  marks: z.array(z.enum(MARKS)),
  of: z.literal('vehicle').exactOptional(),
})

const eventsSchema = z.array(
  z.strictObject({
    monotonicMs: z.number().min(0),
    code: z.string(),
    subject: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
)

/** SQLite checks pages, not what stands in their cells: a row is parsed like any other input. */
const rowSchema = z
  .object({
    position: z.int(),
    boot: z.int().min(0),
    monotonic_ms: z.int().min(0),
    wall_ms: z.int(),
    clock: z.enum(CLOCK_QUALITIES),
    layout: z.string().regex(/^[0-9a-f]{16}$/),
    samples: z.string().nullable().transform(parseJson).pipe(samplesSchema.nullable()),
    events: z.string().transform(parseJson).pipe(eventsSchema),
  })
  .transform(({ monotonic_ms: monotonicMs, wall_ms: wallMs, ...row }): RecordedRow => ({ ...row, monotonicMs, wallMs }))

function parseJson(text: string | null, context: z.RefinementCtx): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' })
    return z.NEVER
  }
}

/** The row, or the field that is wrong and why. */
export function parseStoredRow(stored: StoredRow): RecordedRow | string {
  const { success, data, error } = rowSchema.safeParse(stored)
  if (success) return data
  const [issue] = error.issues
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`
}
