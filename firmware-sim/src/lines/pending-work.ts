/** Timers of one line or receiver, so that stopping it leaves none behind. */
export type PendingWork = {
  readonly after: (delayMs: number, work: () => void) => void
  /** For good: work that comes later is dropped. */
  readonly cancel: () => void
}

export function createPendingWork(): PendingWork {
  const timers = new Set<NodeJS.Timeout>()
  let cancelled = false
  return {
    after(delayMs, work) {
      if (cancelled) return
      const timer = setTimeout(() => {
        timers.delete(timer)
        work()
      }, delayMs)
      timers.add(timer)
    },
    cancel() {
      cancelled = true
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}
