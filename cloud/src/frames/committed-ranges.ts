import type { Db } from '../lib/database.ts'

/** Runs of numbers that the store has of an epoch, ascending. */
export function committedRanges(db: Db, epochId: number): [number, number][] {
  const whole = db
    .prepare<[number], { frames: number; first: number; last: number }>(
      'SELECT count(DISTINCT n) AS frames, min(n) AS first, max(n) AS last FROM frames WHERE epoch_id = ?',
    )
    .get(epochId)
  if (whole === undefined || whole.frames === 0) return []
  if (whole.frames === whole.last - whole.first + 1) return [[whole.first, whole.last]]
  return db
    .prepare<[number], { first: number; last: number }>(
      `SELECT min(n) AS first, max(n) AS last
       FROM (SELECT n, n - row_number() OVER (ORDER BY n) AS run FROM (SELECT DISTINCT n FROM frames WHERE epoch_id = ?))
       GROUP BY run ORDER BY first`,
    )
    .all(epochId)
    .map(({ first, last }) => [first, last])
}
