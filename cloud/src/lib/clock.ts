export interface Clock {
  /** milliseconds since 1970 UTC */
  nowMs(): number
}

export const systemClock: Clock = { nowMs: () => Date.now() }
