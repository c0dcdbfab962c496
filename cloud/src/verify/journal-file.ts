import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Findings } from './findings.ts'

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

export async function readJournal(path: string, findings: Findings): Promise<Journal> {
  const journal = new Map<string, Served[]>()
  const isTorn = !(await endsWithNewline(path))
  // made where it is read: lines that come before anybody asks for them are gone
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity })
  let number = 0
  let held: string | undefined
  const take = (line: string): void => {
    number++
    if (line.trim() === '') return
    const { t, source, values, fault } = parseLine(line, path, number)
    const served = journal.get(source) ?? []
    journal.set(source, served)
    served.push({ t, values, isDamaged: fault !== undefined })
  }
  for await (const line of lines) {
    if (held !== undefined) take(held)
    held = line
  }
  // the hardware was stopped in the middle of a line, before it served what it says
  if (isTorn) findings.count('unfinished last lines of journals, left out')
  else if (held !== undefined) take(held)
  for (const served of journal.values()) served.sort((left, right) => left.t - right.t)
  return journal
}

async function endsWithNewline(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size === 0) return true
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer[0] === 0x0a
  } finally {
    await file.close()
  }
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
