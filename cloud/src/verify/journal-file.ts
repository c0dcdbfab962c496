import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const lineSchema = z.object({
  t: z.number(),
  source: z.string(),
  values: z.record(z.string(), z.number()),
  /** of a reply that may have been damaged after this entry was written */
  fault: z.string().exactOptional(),
})

export interface Served {
  readonly t: number
  readonly values: Readonly<Record<string, number>>
  readonly isDamaged: boolean
}

/** What the simulated hardware served, by source, each in the order of time. */
export type Journal = ReadonlyMap<string, readonly Served[]>

export async function readJournal(path: string): Promise<Journal> {
  const journal = new Map<string, Served[]>()
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity })
  let number = 0
  for await (const line of lines) {
    number++
    if (line.trim() === '') continue
    const { t, source, values, fault } = parseLine(line, path, number)
    const served = journal.get(source) ?? []
    journal.set(source, served)
    served.push({ t, values, isDamaged: fault !== undefined })
  }
  for (const served of journal.values()) served.sort((left, right) => left.t - right.t)
  return journal
}

function parseLine(line: string, path: string, number: number): z.infer<typeof lineSchema> {
  try {
    return lineSchema.parse(JSON.parse(line))
  } catch (cause) {
    throw new Error(`${path} line ${number} is no journal entry`, { cause })
  }
}

export function journalPath(directory: string): string {
  return join(directory, 'journal.ndjson')
}

/** Index of the first entry at or after a time. */
export function firstFrom(served: readonly Served[], fromMs: number): number {
  let low = 0
  let high = served.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((served[middle]?.t ?? 0) < fromMs) low = middle + 1
    else high = middle
  }
  return low
}
