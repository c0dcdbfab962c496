import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MARKS } from '@coldrx/protocol'
import { z } from 'zod'

const rowSchema = z.strictObject({
  boot: z.int().min(1),
  /** hash of the layout by which the samples stand in order */
  layout: z.string().regex(/^[0-9a-f]{16}$/),
  monotonicMs: z.int().min(0),
  samples: z.object({ integers: z.array(z.int().nullable()), marks: z.array(z.enum(MARKS)) }).nullable(),
  events: z.array(
    z.object({
      monotonicMs: z.number(),
      code: z.string(),
      subject: z.string(),
      detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
  ),
})

const frameSchema = z.strictObject({
  epoch: z.string().regex(/^[0-9a-f]{12}$/),
  n: z.int().min(0),
  sm3: z.string().regex(/^[0-9a-f]{64}$/),
})

const timeSchema = z.int().min(0)

const lineSchema = z.union([
  z.strictObject({ row: rowSchema }),
  z.strictObject({ frame: frameSchema }),
  z.strictObject({ down: timeSchema }),
  z.strictObject({ up: timeSchema }),
])

export type WitnessedRow = z.infer<typeof rowSchema>
export type WitnessedFrame = z.infer<typeof frameSchema>

/** From the moment before the agent was killed to the one when it was ready again, by the host's clock. */
export interface Outage {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * What somebody beside the truck saw: which rows and frames its SQLite held each time that its agent was down, and when
 * that was. The truck cannot take anything of it back by forgetting.
 */
export interface Witness {
  readonly rows: readonly WitnessedRow[]
  readonly frames: readonly WitnessedFrame[]
  readonly outages: readonly Outage[]
}

/** `witness.ndjson` of a truck's directory, where a test has left one. */
export function readWitness(directory: string): Witness | undefined {
  const path = join(directory, 'witness.ndjson')
  if (!existsSync(path)) return undefined
  const rows: WitnessedRow[] = []
  const frames: WitnessedFrame[] = []
  const outages: Outage[] = []
  let downMs: number | undefined
  for (const [at, text] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (text.trim() === '') continue
    const line = parseLine(text, path, at + 1)
    if ('row' in line) rows.push(line.row)
    else if ('frame' in line) frames.push(line.frame)
    // killed again before it was ready: one outage
    else if ('down' in line) downMs ??= line.down
    else {
      if (downMs !== undefined) outages.push({ fromMs: downMs, toMs: line.up })
      downMs = undefined
    }
  }
  return { rows, frames, outages }
}

function parseLine(text: string, path: string, number: number): z.infer<typeof lineSchema> {
  try {
    return lineSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error(`${path} line ${number} is no line of a witness: row, frame, down or up`, { cause })
  }
}
