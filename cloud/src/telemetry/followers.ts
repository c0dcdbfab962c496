import { setTimeout as pause } from 'node:timers/promises'
import type { FrameReader } from '../frames/frame-log.ts'
import { toPlainError } from '../lib/errors.ts'
import { isUnavailable } from '../lib/postgres.ts'
import type { SqlDatabase } from '../lib/sql.ts'
import { LeaseLostError, type Leases } from '../projections/leases.ts'
import type { Projection } from '../projections/projection.ts'
import { Projector } from '../projections/projector.ts'

const AGAIN_AFTER_MS = 300

interface FollowerParts {
  readonly db: SqlDatabase
  readonly frames: FrameReader
  readonly projections: readonly Projection[]
  /** undefined: there is no other instance */
  readonly lease?: { readonly name: string; readonly leases: Leases } | undefined
  readonly onProgress: () => void
}

/** Leads some projections along the log for as long as this instance may, and begins again when it is woken. */
export class Follower {
  readonly projector: Projector
  readonly #parts: FollowerParts
  #running: Promise<void> | undefined
  #again = false
  #closing = false

  constructor(parts: FollowerParts) {
    const { db, frames, projections, lease } = parts
    this.#parts = parts
    this.projector = new Projector({
      ...{ db, frames, projections },
      guard: lease === undefined ? undefined : (tx) => lease.leases.guard(lease.name, tx),
    })
  }

  get mayWork(): boolean {
    const { lease } = this.#parts
    return lease === undefined || lease.leases.holds(lease.name)
  }

  wake(): void {
    this.#again = true
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
  }

  /** Resolves when there was nothing left to do, or another instance does it. */
  async settled(): Promise<void> {
    await this.#running
  }

  async close(): Promise<void> {
    this.#closing = true
    await this.#running
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#closing) {
      this.#again = false
      try {
        while (!this.#closing && this.mayWork && (await this.projector.step())) {
          this.#parts.onProgress()
          // lets a waiting call in between two batches
          await new Promise((resolve) => setImmediate(resolve))
        }
      } catch (error) {
        if (error instanceof LeaseLostError) continue
        if (!isUnavailable(error)) throw toPlainError(error)
        // the log is still there: the work waits for the server
        await pause(AGAIN_AFTER_MS)
        this.#again = true
      }
    }
  }
}
