/** No slave is taken to answer later than this: requests older than it are written off. */
const HORIZON_MS = 3_000
/** How much a slow slave's delay may vary from one reply to the next. */
const JITTER_MS = 200

/**
 * Remembers which requests of a slave are still without an answer. A reply carries no number: after a timeout the reply to
 * the old request has a valid check sum and looks like the answer to the new one. A slave answers in order, so if the
 * reply was the old request's, the new request's own follows it by as much as the requests were apart.
 */
export class LateReplies {
  readonly #unansweredAtMs = new Map<number, number[]>()
  readonly #strays = new Map<number, number>()

  missed(unit: number, sentAtMs: number): void {
    this.#unansweredAtMs.set(unit, [...this.#outstanding(unit, sentAtMs), sentAtMs])
  }

  /** A reply of this slave came while nobody waited for it: it answers the oldest request. */
  strayed(unit: number, nowMs: number): void {
    this.#unansweredAtMs.set(unit, this.#outstanding(unit, nowMs).slice(1))
    this.#strays.set(unit, this.strays(unit) + 1)
  }

  /** How many replies of this slave came unasked. */
  strays(unit: number): number {
    return this.#strays.get(unit) ?? 0
  }

  cleared(unit: number): void {
    this.#unansweredAtMs.delete(unit)
  }

  /** How long to listen for a second reply before the first one may be believed; 0 when nothing is outstanding. */
  suspicionMs(unit: number, sentAtMs: number): number {
    const [oldest] = this.#outstanding(unit, sentAtMs)
    return oldest === undefined ? 0 : sentAtMs - oldest + JITTER_MS
  }

  #outstanding(unit: number, nowMs: number): number[] {
    return (this.#unansweredAtMs.get(unit) ?? []).filter((time) => nowMs - time <= HORIZON_MS)
  }
}
