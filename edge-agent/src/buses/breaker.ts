const FAILED_TICKS_TO_OPEN = 5
const RETRY_AFTER_MS = 30_000

/**
 * Keeps a dead slave from starving the others of its line: after five failed ticks it is asked every 30 s only, once, and
 * trusted again after the first answer.
 */
export class Breaker {
  #failedTicks = 0
  #openedAtMs: number | null = null

  get isOpen(): boolean {
    return this.#openedAtMs !== null
  }

  allows(nowMs: number): boolean {
    return this.#openedAtMs === null || nowMs - this.#openedAtMs >= RETRY_AFTER_MS
  }

  /** @returns whether this closed an open breaker */
  succeeded(): boolean {
    const recovered = this.#openedAtMs !== null
    this.#failedTicks = 0
    this.#openedAtMs = null
    return recovered
  }

  /** @returns whether this opened the breaker */
  failed(nowMs: number): boolean {
    this.#failedTicks++
    if (this.#failedTicks < FAILED_TICKS_TO_OPEN) return false
    const opened = this.#openedAtMs === null
    this.#openedAtMs = nowMs
    return opened
  }
}
