import type { Log } from '../lib/log.ts'

/** What another instance committed before it died, and what waited for something else, is found by looking. */
const LOOK_EVERY_MS = 5_000

export interface PaperWatchParts {
  /** in this order: goods are handed over on a trip that has departed, and it is over when they are */
  readonly filings: readonly (() => Promise<void>)[]
  readonly log: Log
  readonly lookEveryMs?: number
}

/** Files what trucks send of trips and goods as it comes. Every instance looks; each document is filed once. */
export class PaperWatch {
  readonly #parts: PaperWatchParts
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined
  #again = false
  #stopped = true

  constructor(parts: PaperWatchParts) {
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
    const { filings, log, lookEveryMs = LOOK_EVERY_MS } = this.#parts
    clearTimeout(this.#timer)
    while (this.#again && !this.#stopped) {
      this.#again = false
      // nothing is lost: what was not filed is due still, and shown so
      for (const file of filings)
        await file().catch((error: unknown) => log.error({ err: error }, 'papers of trucks could not be filed'))
    }
    this.#looking = undefined
    if (!this.#stopped) this.#timer = setTimeout(() => this.look(), lookEveryMs)
  }
}
