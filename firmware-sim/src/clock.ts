/** Wall time comes in from outside so that tests can turn it; timers stay those of the machine. */
export type Clock = { readonly nowMs: () => number }

export const systemClock: Clock = { nowMs: () => Date.now() }
