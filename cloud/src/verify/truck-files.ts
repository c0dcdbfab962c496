import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import Database from 'better-sqlite3'
import { z } from 'zod'

/** The part of agent.json that says how often a row is due. */
const agentSchema = z.object({
  device: z.string(),
  cadence: z.object({ sampleIntervalMs: z.number(), recordIntervalMs: z.number() }),
  gnss: z.object({ staleMs: z.number().default(5_000) }).exactOptional(),
})

const journalLineSchema = z.object({
  t: z.number(),
  source: z.string(),
  values: z.record(z.string(), z.number()),
})

export interface TruckSettings {
  readonly device: string
  readonly sampleIntervalMs: number
  readonly recordIntervalMs: number
  readonly gnssStaleMs: number
}

/** agent.json of the truck's directory; the usual cadence where there is none. */
export function readTruckSettings(directory: string): TruckSettings {
  const path = join(directory, 'agent.json')
  if (!existsSync(path)) {
    return { device: basename(directory), sampleIntervalMs: 10_000, recordIntervalMs: 60_000, gnssStaleMs: 5_000 }
  }
  const { device, cadence, gnss } = agentSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  return {
    device,
    sampleIntervalMs: cadence.sampleIntervalMs,
    recordIntervalMs: cadence.recordIntervalMs,
    gnssStaleMs: gnss?.staleMs ?? 5_000,
  }
}

export interface ServedValue {
  readonly t: number
  readonly value: number
}

/** What the simulated hardware served, by `source quantity`, each in the order of time. */
export type Journal = ReadonlyMap<string, readonly ServedValue[]>

export async function readJournal(directory: string): Promise<Journal> {
  const journal = new Map<string, ServedValue[]>()
  const lines = createInterface({ input: createReadStream(join(directory, 'journal.ndjson')), crlfDelay: Infinity })
  let number = 0
  for await (const line of lines) {
    number++
    if (line.trim() === '') continue
    const { t, source, values } = parseJournalLine(line, join(directory, 'journal.ndjson'), number)
    for (const [quantity, value] of Object.entries(values)) {
      const key = `${source} ${quantity}`
      const served = journal.get(key) ?? []
      journal.set(key, served)
      served.push({ t, value })
    }
  }
  for (const served of journal.values()) served.sort((left, right) => left.t - right.t)
  return journal
}

function parseJournalLine(line: string, path: string, number: number): z.infer<typeof journalLineSchema> {
  try {
    return journalLineSchema.parse(JSON.parse(line))
  } catch (cause) {
    throw new Error(`${path} line ${number} is no journal entry`, { cause })
  }
}

export interface RecorderFrame {
  readonly epoch: string
  readonly n: number
  readonly bytes: Uint8Array
}

/** The truck's own SQLite, read only. */
export class RecorderFile {
  readonly #db: Database.Database

  constructor(directory: string) {
    this.#db = new Database(join(directory, 'agent', 'recorder.db'), { readonly: true, fileMustExist: true })
    this.#db.pragma('busy_timeout = 5000')
  }

  frames(): IterableIterator<RecorderFrame> {
    return this.#db.prepare<[], RecorderFrame>('SELECT epoch, n, bytes FROM frames ORDER BY epoch, n').iterate()
  }

  /** Rows that are committed but in no frame yet. */
  pendingRows(): number {
    return this.#db.prepare<[], number>('SELECT count(*) FROM rows').pluck().get() ?? 0
  }

  acknowledged(): { readonly epoch: string; readonly through: number }[] {
    return this.#db.prepare<[], { epoch: string; through: number }>('SELECT epoch, through FROM acks').all()
  }

  close(): void {
    this.#db.close()
  }
}
