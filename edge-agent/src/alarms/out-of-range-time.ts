import type { Moment } from '../clock/moment.ts'
import { momentWallMs } from '../clock/moment.ts'

const WINDOW_MS = 24 * 3_600_000
const BUCKET_MS = 900_000

export interface KeptTime {
  readonly fromWallMs: number
  readonly ms: number
}

interface Bucket {
  readonly from: Moment
  ms: number
}

/** Time out of range of the last 24 hours. An interval between two samples counts by the earlier one. */
export function createOutOfRangeTime(kept: readonly KeptTime[]) {
  let buckets: Bucket[] = kept.map(({ fromWallMs, ms }) => ({ from: { wallMs: fromWallMs }, ms }))
  let outSinceMs: number | null = null
  let lastMs: number | null = null

  return {
    /** `isOut` null: not known, which changes nothing. Gives the whole time in ms. */
    observe(isOut: boolean | null, { monotonicMs, wallMs }: { monotonicMs: number; wallMs: number }): number {
      if (outSinceMs !== null && lastMs !== null) {
        const bucket = buckets.at(-1)
        const isOwn = bucket !== undefined && 'monotonicMs' in bucket.from
        if (isOwn && monotonicMs - (bucket.from as { monotonicMs: number }).monotonicMs < BUCKET_MS) {
          bucket.ms += monotonicMs - lastMs
        } else {
          buckets.push({ from: { monotonicMs: lastMs }, ms: monotonicMs - lastMs })
        }
      }
      lastMs = monotonicMs
      if (isOut === true) outSinceMs ??= monotonicMs
      if (isOut === false) outSinceMs = null
      const now = { monotonicMs, wallMs }
      buckets = buckets.filter(({ from }) => wallMs - momentWallMs(from, now) <= WINDOW_MS)
      return buckets.reduce((sum, { ms }) => sum + ms, 0)
    },
    kept: (now: { monotonicMs: number; wallMs: number }): KeptTime[] =>
      buckets.map(({ from, ms }) => ({ fromWallMs: Math.round(momentWallMs(from, now)), ms: Math.round(ms) })),
  }
}
