import type { AuditCheckpoints } from '../audit/audit-checkpoints.ts'
import type { AuditChecks } from '../audit/audit-checks.ts'
import { type AuditWitness, toWitnessView } from '../audit/audit-witness.ts'
import { AuditAlteredError } from '../audit/prune-audit.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { onceADay } from './daily-task.ts'

const HOUR_MS = 3_600_000
const LOOK_EVERY_MS = 10 * 60_000

export interface RecordKeeperParts {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly log: Log
  readonly checkpoints: AuditCheckpoints
  readonly checks: AuditChecks
  /** keeps a checkpoint where whoever changes the database does not reach */
  readonly keepOutside: (checkpoint: AuditWitness) => void
  readonly prune: () => Promise<Record<string, number>>
  /** what a person asked to be erased, and the law no longer keeps; how many such things */
  readonly eraseDue: () => Promise<number>
}

/** What is done for the records by the clock: a checkpoint an hour; once a day, by one instance, a check and what is past removed. */
export class RecordKeeper {
  readonly #parts: RecordKeeperParts
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> = Promise.resolve()
  #checkpointAtMs = Number.NEGATIVE_INFINITY
  #stopped = false

  constructor(parts: RecordKeeperParts) {
    this.#parts = parts
  }

  start(): void {
    this.#working = this.look()
      // the database is away: the next look does it
      .catch((error: unknown) => this.#parts.log.warn({ err: error }, 'the records could not be looked after'))
      .finally(() => {
        if (!this.#stopped) this.#timer = setTimeout(() => this.start(), LOOK_EVERY_MS)
      })
  }

  /** The end of the audit is worth a checkpoint, too. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#working
    // where the database is away already, the next start makes it
    await this.#checkpoint().catch((error: unknown) =>
      this.#parts.log.warn({ err: error }, 'the end of the audit has no checkpoint yet'),
    )
  }

  async look(): Promise<void> {
    const { clock, log, checks, prune, eraseDue } = this.#parts
    if (clock.nowMs() - this.#checkpointAtMs >= HOUR_MS) await this.#checkpoint()
    await onceADay(this.#parts, 'audit-check', async () => {
      const { faults, throughSequence } = await checks.run()
      if (faults.length > 0) log.error({ faults, throughSequence }, 'the audit was tampered with')
    })
    await onceADay(this.#parts, 'erasure', async () => {
      const erased = await eraseDue()
      if (erased > 0) log.info({ erased }, 'what was kept of erased people was erased')
    })
    await onceADay(this.#parts, 'retention', async () => {
      try {
        const removed = await prune()
        log.info({ removed }, 'what is past its time was removed')
      } catch (error) {
        // it stays, and so does all behind it, until somebody has looked
        if (!(error instanceof AuditAlteredError)) throw error
        log.error({ err: error }, 'the audit was tampered with: nothing of it is removed')
      }
    })
  }

  async #checkpoint(): Promise<void> {
    const made = await this.#parts.checkpoints.make()
    this.#checkpointAtMs = this.#parts.clock.nowMs()
    if (made === undefined) return
    this.#parts.keepOutside(made)
    this.#parts.log.info({ checkpoint: toWitnessView(made) }, 'checkpoint of the audit')
  }
}
