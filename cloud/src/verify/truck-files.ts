import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CADENCES, type Cadence } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import { z } from 'zod'

const GNSS_STALE_MS = 5_000

/** The part of agent.json that says how often a row is due. */
const agentSchema = z.object({
  device: z.string(),
  cadence: z
    .object({
      sampleIntervalMs: z.number().default(CADENCES.transport.sampleIntervalMs),
      recordIntervalMs: z.number().default(CADENCES.transport.recordIntervalMs),
      outOfRangeRecordIntervalMs: z.number().default(CADENCES.transport.outOfRangeRecordIntervalMs),
    })
    .prefault({}),
  gnss: z.object({ staleMs: z.number().default(GNSS_STALE_MS) }).exactOptional(),
})

/** The recording intervals are those of layouts that name none. */
export interface TruckSettings extends Cadence {
  readonly device: string
  readonly gnssStaleMs: number
}

/** agent.json of the truck's directory; the usual cadence where there is none. */
export function readTruckSettings(directory: string): TruckSettings {
  const path = join(directory, 'agent.json')
  if (!existsSync(path)) return { device: basename(directory), gnssStaleMs: GNSS_STALE_MS, ...CADENCES.transport }
  const { device, cadence, gnss } = agentSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  return { device, gnssStaleMs: gnss?.staleMs ?? GNSS_STALE_MS, ...cadence }
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
