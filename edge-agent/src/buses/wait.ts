import { setTimeout as sleep } from 'node:timers/promises'

/** Ends early, without an error, when the signal is aborted: whoever waits then checks the signal. */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || milliseconds <= 0) return
  try {
    await sleep(milliseconds, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
