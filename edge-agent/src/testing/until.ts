import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 10
const PATIENCE_MS = 30_000

/** Waits for a condition; the failure names it. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const begun = performance.now()
  while (!condition()) {
    if (performance.now() - begun > PATIENCE_MS) throw new Error(`waited in vain until ${what}`)
    await sleep(POLL_MS)
  }
}
