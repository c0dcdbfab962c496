import type { MonotonicClock } from '../sampling/tick.ts'

/** Counts from 0 when it is made: one clock a process, so that each start of the agent is a boot of its own. */
export function createMonotonicClock(): MonotonicClock {
  const base = process.hrtime.bigint()
  return { nowMs: () => Number((process.hrtime.bigint() - base) / 1_000n) / 1_000 }
}
