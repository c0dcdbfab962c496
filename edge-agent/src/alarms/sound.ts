import type { Finding } from '../rules/observation.ts'

export type SoundState = 'off' | 'sounding' | 'paused'

/**
 * Whether sirens and the cab's speaker sound. An acknowledgement pauses the sound and never ends it: it comes back while a
 * cause lasts, and at once when another alarm opens. A restart forgets the pause.
 */
export function createSound({ pauseMs }: { readonly pauseMs: number }) {
  let pausedUntilMs: number | null = null
  return {
    pauseMs,
    /** What a tick found. */
    hear(findings: readonly Finding[]): void {
      if (findings.some(({ event }) => event.code === 'alarm-raised')) pausedUntilMs = null
    },
    pause(monotonicMs: number): void {
      pausedUntilMs = monotonicMs + pauseMs
    },
    state(openAlarms: number, monotonicMs: number): SoundState {
      if (openAlarms === 0) {
        pausedUntilMs = null
        return 'off'
      }
      if (pausedUntilMs === null || monotonicMs >= pausedUntilMs) return 'sounding'
      return 'paused'
    },
    /** monotonic; null while it sounds */
    get pausedUntilMs(): number | null {
      return pausedUntilMs
    },
  }
}
