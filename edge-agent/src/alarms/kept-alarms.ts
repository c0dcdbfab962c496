import { z } from 'zod'
import { readJson } from '../read-json.ts'
import { ALARM_KINDS } from './alarm.ts'

const wallMs = z.int().min(0)

/** What a start must know of the run before it. Times are by the wall clock, which outlives a start. */
const keptAlarmsSchema = z.object({
  open: z.array(
    z.object({
      id: z.string().min(1).max(40),
      kind: z.enum(ALARM_KINDS),
      subject: z.string().max(64),
      sinceWallMs: wallMs,
      acknowledgedWallMs: wallMs.nullable(),
    }),
  ),
  /** by compartment */
  outOfRange: z.record(z.string(), z.array(z.object({ fromWallMs: wallMs, ms: z.int().min(0) }))),
})

export type KeptAlarms = z.infer<typeof keptAlarmsSchema>

export const NOTHING_KEPT: KeptAlarms = { open: [], outOfRange: {} }

/** null: what the file gave is none; SQLite checks pages and not what stands in their cells. */
export const parseKeptAlarms = (text: unknown): KeptAlarms | null => readJson(keptAlarmsSchema, text)
