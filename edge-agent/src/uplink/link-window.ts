import type { SentFrame } from './under-way.ts'

const FIRST_BYTES = 4_096
const LEAST_BYTES = 1_024
/** How long frames may queue up in front of the radio: an alarm stands behind them. */
const LONG_QUEUE_MS = 800
/** As long as they queue up no longer, more may follow. */
const SHORT_QUEUE_MS = 250
/** A window of which less than this share was in use tells nothing of one that is larger. */
const USED_SHARE = 1 / 4

/**
 * How many bytes of frames that are no alarms may be on the link (of alarms, half as much again): as many as it carries
 * without a queue in front of it, told by the time until the broker has them. Grows while that is quick, halves when
 * it is slow; the cloud's credit is above it. On a slow radio the whole credit would stand in front of an alarm for half
 * a minute.
 */
export class LinkWindow {
  #limitBytes = FIRST_BYTES
  /** what the way takes by itself */
  #leastMs = Number.POSITIVE_INFINITY
  #halvedAtMs = Number.NEGATIVE_INFINITY

  get limitBytes(): number {
    return this.#limitBytes
  }

  arrived({ bytes, sentAtMs, onLinkBytes }: SentFrame, nowMs: number, creditBytes: number): void {
    const tookMs = nowMs - sentAtMs
    this.#leastMs = Math.min(this.#leastMs, tookMs)
    const queuedMs = tookMs - this.#leastMs
    if (queuedMs > LONG_QUEUE_MS) this.#narrow(sentAtMs, nowMs)
    else if (queuedMs < SHORT_QUEUE_MS && onLinkBytes >= this.#limitBytes * USED_SHARE) {
      this.#limitBytes = Math.max(this.#limitBytes, Math.min(creditBytes, this.#limitBytes + bytes))
    }
  }

  #narrow(sentAtMs: number, nowMs: number): void {
    // those sent before it was halved only tell the same once more
    if (sentAtMs < this.#halvedAtMs) return
    this.#halvedAtMs = nowMs
    // so little makes no queue: the way itself has become longer
    if (this.#limitBytes === LEAST_BYTES) this.#leastMs = nowMs - sentAtMs
    this.#limitBytes = Math.max(LEAST_BYTES, this.#limitBytes / 2)
  }

  /** Another connection may go another way. */
  forget(): void {
    this.#limitBytes = FIRST_BYTES
    this.#leastMs = Number.POSITIVE_INFINITY
    this.#halvedAtMs = Number.NEGATIVE_INFINITY
  }
}
