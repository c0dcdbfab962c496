import type { AgentHealth } from '../run-health.ts'

const REPORT_MS = 1_000

/** Tells the release that tries this one how it is, where there is one. `onAlone`: that one is gone, and so must we be. */
export function reportHealth({
  health,
  onAlone,
}: {
  readonly health: () => AgentHealth
  readonly onAlone: () => void
}): { readonly isChild: boolean; stop(): void } {
  const isChild = process.send !== undefined
  if (!isChild) return { isChild, stop: () => undefined }
  const reporting = setInterval(() => process.connected && process.send?.(health()), REPORT_MS)
  process.once('disconnect', onAlone)
  return {
    isChild,
    stop() {
      clearInterval(reporting)
      process.off('disconnect', onAlone)
      if (process.connected) process.disconnect()
    },
  }
}
