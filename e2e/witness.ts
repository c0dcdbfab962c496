import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { sm3, toHex } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import type { Truck } from './world.ts'

interface FrameRow {
  readonly epoch: string
  readonly n: number
  readonly bytes: Buffer
}

interface PendingRow {
  readonly boot: number
  readonly layout: string
  readonly monotonicMs: number
  readonly samples: string | null
  readonly events: string
}

/**
 * Writes down what a truck's SQLite holds each time that its agent has been killed, and how long the agent was down: what
 * was committed then is owed for ever, also by an agent that forgets it later. The verifier reads `witness.ndjson`.
 */
export class Witness {
  /** rows in no frame yet, over all looks */
  rowsSeen = 0
  framesSeen = 0
  readonly #recorder: string
  readonly #file: string
  readonly #lastN = new Map<string, number>()

  constructor({ directory }: Pick<Truck, 'directory'>) {
    this.#recorder = join(directory, 'agent', 'recorder.db')
    this.#file = join(directory, 'witness.ndjson')
  }

  /** To be called before the kill: nothing that is recorded may seem to be so while the agent was down. */
  down(): void {
    this.#write([{ down: Date.now() }])
  }

  /** To be called while the agent is dead. */
  look(): void {
    const db = new Database(this.#recorder, { readonly: true, fileMustExist: true })
    try {
      const frames = db.prepare<[], FrameRow>('SELECT epoch, n, bytes FROM frames ORDER BY n').all()
      const rows = db
        .prepare<[], PendingRow>('SELECT boot, layout, monotonic_ms AS monotonicMs, samples, events FROM rows')
        .all()
      const unseen = frames.filter(({ epoch, n }) => n > (this.#lastN.get(epoch) ?? -1))
      for (const { epoch, n } of unseen) this.#lastN.set(epoch, n)
      this.#write([
        ...unseen.map(({ epoch, n, bytes }) => ({ frame: { epoch, n, sm3: toHex(sm3(bytes)) } })),
        ...rows.map(({ samples, events, ...row }) => ({
          row: { ...row, samples: samples === null ? null : JSON.parse(samples), events: JSON.parse(events) },
        })),
      ])
      this.rowsSeen += rows.length
      this.framesSeen += unseen.length
    } finally {
      db.close()
    }
  }

  /** To be called when the agent is ready again. */
  up(): void {
    this.#write([{ up: Date.now() }])
  }

  #write(lines: readonly object[]): void {
    appendFileSync(this.#file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  }
}
