/** First point of the grid at or after `nowMs`, and later than `previousMs`. */
export function nextGridPointMs(nowMs: number, previousMs: number, intervalMs: number): number {
  return Math.max(Math.ceil(nowMs / intervalMs) * intervalMs, previousMs + intervalMs)
}

/** Points of the grid that were passed over between two that were taken. */
export function skippedGridPoints(previousMs: number, nextMs: number, intervalMs: number): number {
  return Math.round((nextMs - previousMs) / intervalMs) - 1
}
