const MINUTE_MS = 60_000

/** A wait as it is told: whole seconds in its last minute, whole minutes before, never shorter than it is. */
export function shownWaitMs(waitMs: number): number {
  const stepMs = waitMs > MINUTE_MS ? MINUTE_MS : 1_000
  return Math.max(0, Math.ceil(waitMs / stepMs) * stepMs)
}

/**
 * The pages' server listens on 127.0.0.1 and says so when it starts; by any other name of this machine the page opens
 * too, but its sign-in comes from an origin that the cloud does not know.
 */
export function usualAddress({ hostname, port }: Pick<Location, 'hostname' | 'port'>): string | undefined {
  return /^(localhost|.*\.localhost|\[::1\])$/.test(hostname) ? `http://127.0.0.1:${port || 80}/` : undefined
}
