/** `hold`: between the two thresholds; `unknown`: nothing was measured, which neither raises nor ends anything. */
export type Signal = 'raise' | 'hold' | 'clear' | 'unknown'

/** Keeps a value on the edge from ringing every minute: each change must stand for its time. */
export function createLatch({
  raiseAfterMs,
  clearAfterMs,
  isOpen = false,
}: {
  readonly raiseAfterMs: number
  readonly clearAfterMs: number
  readonly isOpen?: boolean
}) {
  let open = isOpen
  /** since when the signal to change stands */
  let sinceMs: number | null = null
  return {
    observe(signal: Signal, monotonicMs: number): 'raised' | 'cleared' | null {
      if (signal === 'unknown') return null
      const wanted = open ? 'clear' : 'raise'
      if (signal !== wanted) {
        sinceMs = null
        return null
      }
      sinceMs ??= monotonicMs
      if (monotonicMs - sinceMs < (open ? clearAfterMs : raiseAfterMs)) return null
      open = !open
      sinceMs = null
      return open ? 'raised' : 'cleared'
    },
  }
}

export type Latch = ReturnType<typeof createLatch>
