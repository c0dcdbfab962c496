const DAY_MS = 86_400_000
/** A longer step of a receiver's own time is measured by our clock. */
const LONGEST_STEP_MS = 60_000

/** From one time of day to the next, the short way around midnight. */
export function stepOfDayMs(fromMs: number, toMs: number): number {
  return ((toMs - fromMs + 1.5 * DAY_MS) % DAY_MS) - DAY_MS / 2
}

/**
 * How much time lies between measurements: by the receiver's own time, since lines and networks deliver late and several
 * at once; by our monotonic clock where it says none.
 */
export class FixClock {
  #last: { readonly timeOfDayMs: number | null; readonly atMs: number; readonly clockMs: number } | null = null

  /** The time of a measurement on a clock of which only differences have a meaning. */
  timeOf(timeOfDayMs: number | null, atMs: number): number {
    const last = this.#last
    if (last === null) return 0
    const passedMs = Math.max(0, atMs - last.atMs)
    if (timeOfDayMs === null || last.timeOfDayMs === null) return last.clockMs + passedMs
    const stepMs = stepOfDayMs(last.timeOfDayMs, timeOfDayMs)
    return last.clockMs + (stepMs >= 0 && stepMs <= LONGEST_STEP_MS ? stepMs : passedMs)
  }

  /** As timeOf; what comes next is counted from here. */
  advance(timeOfDayMs: number | null, atMs: number): number {
    const clockMs = this.timeOf(timeOfDayMs, atMs)
    this.#last = { timeOfDayMs, atMs, clockMs }
    return clockMs
  }
}
