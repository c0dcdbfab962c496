import type { Log } from '../lib/log.ts'
import type { HandOvers } from './hand-overs.ts'

/** What another instance committed before it died, and what waited for a departure, is found by looking. */
const LOOK_EVERY_MS = 5_000

export interface HandOverWatchParts {
  readonly handOvers: Pick<HandOvers, 'fileDue'>
  readonly log: Log
  readonly lookEveryMs?: number
}

/** Files hand-overs as they come. Every instance looks; each document is filed once. */
export class HandOverWatch {
  readonly #parts: HandOverWatchParts
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined
  #again = false
  #stopped = true

  constructor(parts: HandOverWatchParts) {
    this.#parts = parts
  }

  start(): void {
    this.#stopped = false
    this.look()
  }

  /** Now, or once more after the look under way. */
  look(): void {
    if (this.#stopped) return
    this.#again = true
    this.#looking ??= this.#work()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  async #work(): Promise<void> {
    const { handOvers, log, lookEveryMs = LOOK_EVERY_MS } = this.#parts
    clearTimeout(this.#timer)
    while (this.#again && !this.#stopped) {
      this.#again = false
      // nothing is lost: what was not filed is due still, and shown so
      await handOvers.fileDue().catch((error: unknown) => log.error({ err: error }, 'hand-overs could not be filed'))
    }
    this.#looking = undefined
    if (!this.#stopped) this.#timer = setTimeout(() => this.look(), lookEveryMs)
  }
}
