/** A value that has missed so many of its records is the past, not the present. */
const RECORDS_MISSED = 3
/** Frames are closed every five minutes, so what a truck in good order has recorded may rightly be that old. */
const FRAME_INTERVAL_MS = 300_000
/** Clocks in good order differ by less; what is further ahead was stamped by one that is wrong. */
const AHEAD_TOLERATED_MS = 10_000
/** Hints come every ten seconds while somebody watches. */
const LIVE_MS = 30_000

/** `ahead`: stamped in the future, so that nobody knows how old it is */
export type Freshness = 'current' | 'old' | 'ahead' | 'never'

export function isAhead(atMs: number, nowMs: number): boolean {
  return atMs - nowMs > AHEAD_TOLERATED_MS
}

export function freshnessOf(atMs: number | null, recordIntervalMs: number, nowMs: number): Freshness {
  if (atMs === null) return 'never'
  if (isAhead(atMs, nowMs)) return 'ahead'
  return nowMs - atMs > RECORDS_MISSED * recordIntervalMs ? 'old' : 'current'
}

export function isLive(atMs: number, nowMs: number): boolean {
  return nowMs - atMs < LIVE_MS
}

export function isSilent(heardAtMs: number | null, recordIntervalMs: number, nowMs: number): boolean {
  return heardAtMs === null || nowMs - heardAtMs > RECORDS_MISSED * recordIntervalMs + FRAME_INTERVAL_MS
}
