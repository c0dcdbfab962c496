const WEEK_MS = 7 * 24 * 3_600_000
/** GPS counts weeks in 10 bits: old receivers are wrong by multiples of 1,024 weeks. */
const ROLLOVER_MS = 1_024 * WEEK_MS
const SECONDS_TO_TRUST = 3
/** Between two sentences UTC and our own clock must agree so far; a stale backlog comes much faster than it was made. */
const PACE_TOLERANCE_MS = 700
const LONGEST_STEP_MS = 5_000

/** Newest moment at which this program is known to exist: no true time is before it. */
export const REFERENCE_UTC_MS = Date.UTC(2026, 0, 1)
const TRUSTED_YEARS = 15

/** UTC of a receiver, brought to the rollover epoch nearest the reference; null outside [reference, + 15 years]. */
export function plausibleUtcMs(utcMs: number, referenceUtcMs: number): number | null {
  const latest = new Date(referenceUtcMs)
  latest.setUTCFullYear(latest.getUTCFullYear() + TRUSTED_YEARS)
  const isPlausible = (candidate: number): boolean => candidate >= referenceUtcMs && candidate <= latest.getTime()
  if (isPlausible(utcMs)) return utcMs
  const snapped = utcMs + Math.round((referenceUtcMs - utcMs) / ROLLOVER_MS) * ROLLOVER_MS
  return isPlausible(snapped) ? snapped : null
}

/** Decides when the receiver's time may be believed: three seconds in a row that advance like our own clock. */
export class TimeTrust {
  readonly #referenceUtcMs: number
  readonly #staleMs: number
  #last: { readonly utcMs: number; readonly monotonicMs: number } | null = null
  #seconds = 0

  constructor({ referenceUtcMs, staleMs }: { readonly referenceUtcMs: number; readonly staleMs: number }) {
    this.#referenceUtcMs = referenceUtcMs
    this.#staleMs = staleMs
  }

  /** A time with its date, from a sentence that came while the receiver had a fix. */
  observe(receivedUtcMs: number, monotonicMs: number): void {
    const utcMs = plausibleUtcMs(receivedUtcMs, this.#referenceUtcMs)
    if (utcMs === null) {
      this.reset()
      return
    }
    const last = this.#last
    // RMC and ZDA of one second say the same
    if (last !== null && utcMs === last.utcMs && monotonicMs - last.monotonicMs < 1_000) return
    const step = last === null ? 0 : utcMs - last.utcMs
    const paced =
      last !== null &&
      step > 0 &&
      step <= LONGEST_STEP_MS &&
      Math.abs(step - (monotonicMs - last.monotonicMs)) <= PACE_TOLERANCE_MS
    const newSecond = last === null || Math.floor(utcMs / 1_000) !== Math.floor(last.utcMs / 1_000)
    this.#seconds = paced ? this.#seconds + (newSecond ? 1 : 0) : 1
    this.#last = { utcMs, monotonicMs }
  }

  reset(): void {
    this.#last = null
    this.#seconds = 0
  }

  utcAt(monotonicMs: number): number | null {
    if (this.#last === null || this.#seconds < SECONDS_TO_TRUST) return null
    const ageMs = monotonicMs - this.#last.monotonicMs
    if (ageMs > this.#staleMs) return null
    return Math.round(this.#last.utcMs + ageMs)
  }
}
