const HOUR_MS = 3_600_000

/** Allows so many a sliding hour. */
export function createHourlyLimit(most: number) {
  let allowedAtMs: number[] = []
  return {
    allows(nowMs: number): boolean {
      allowedAtMs = allowedAtMs.filter((atMs) => nowMs - atMs < HOUR_MS)
      if (allowedAtMs.length >= most) return false
      allowedAtMs.push(nowMs)
      return true
    },
  }
}
