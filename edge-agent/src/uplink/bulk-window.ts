const FIRST_BYTES = 8_192
const LEAST_BYTES = 2_048
/** An acknowledgement that takes longer waited in a queue, and so would the alarm behind it. */
const LONG_MS = 3_000
const SHORT_MS = 1_500
/** A link whose every answer takes long is not for that reason full. */
const LONG_ROUND_TRIPS = 3
const SHORT_ROUND_TRIPS = 1.5

export interface SentFrame {
  readonly bytes: number
  readonly sentAtMs: number
}

/**
 * How many bytes of frames that are no alarms may be under way (of alarms, twice as many): as many as the link carries
 * without a queue in front of it. Doubles while acknowledgements are quick, halves when they are slow; the cloud's credit is above it. On a slow radio
 * the whole credit would stand in front of an alarm for half a minute.
 */
export class BulkWindow {
  #limitBytes = FIRST_BYTES
  #leastMs = Number.POSITIVE_INFINITY
  #halvedAtMs = Number.NEGATIVE_INFINITY

  get limitBytes(): number {
    return this.#limitBytes
  }

  acknowledged(frames: readonly SentFrame[], nowMs: number, creditBytes: number): void {
    for (const { bytes, sentAtMs } of frames) {
      const tookMs = nowMs - sentAtMs
      this.#leastMs = Math.min(this.#leastMs, tookMs)
      if (tookMs > Math.max(LONG_MS, this.#leastMs * LONG_ROUND_TRIPS)) {
        // those sent before it was halved only tell the same once more
        if (sentAtMs < this.#halvedAtMs) continue
        this.#halvedAtMs = nowMs
        this.#limitBytes = Math.max(LEAST_BYTES, this.#limitBytes / 2)
      } else if (tookMs < Math.max(SHORT_MS, this.#leastMs * SHORT_ROUND_TRIPS)) {
        this.#limitBytes = Math.max(this.#limitBytes, Math.min(creditBytes, this.#limitBytes + bytes))
      }
    }
  }

  /** Another connection may go another way. */
  forget(): void {
    this.#limitBytes = FIRST_BYTES
    this.#leastMs = Number.POSITIVE_INFINITY
    this.#halvedAtMs = Number.NEGATIVE_INFINITY
  }
}
