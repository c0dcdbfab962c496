import { isSwitch, MARKS, markCode } from '@coldrx/protocol'
import type { Series, SeriesBand, SeriesPoint, SeriesQuery } from '../read-model.ts'
import { shortestBucketMs } from './roll-up-reader.ts'

/** Rows of a short span that are more than one wants to draw: least, mean and greatest of each bucket. */
export function inBuckets(series: Series, query: SeriesQuery & { readonly buckets: number }): Series {
  const bucketMs = shortestBucketMs(query)
  return {
    ...series,
    bucketMs,
    channels: series.channels.map(({ points, ...channel }) => {
      const buckets = new Map<number, SeriesPoint[]>()
      for (const point of points) {
        const at = Math.floor(point[0] / bucketMs)
        const of = buckets.get(at)
        if (of === undefined) buckets.set(at, [point])
        else of.push(point)
      }
      const drawn = [...buckets].map(([at, of]) => {
        const middleMs = Math.min(Math.max(Math.round((at + 0.5) * bucketMs), query.fromMs), query.toMs)
        return drawBucket(of, middleMs, channel)
      })
      return { ...channel, points: drawn.map(({ point }) => point), band: drawn.map(({ band }) => band) }
    }),
  }
}

function drawBucket(
  points: readonly SeriesPoint[],
  atMs: number,
  { quantity, decimals }: Pick<Series['channels'][number], 'quantity' | 'decimals'>,
): { readonly point: SeriesPoint; readonly band: SeriesBand } {
  const good = points.flatMap(([, value, mark]) => (value !== null && mark === 'ok' ? [value] : []))
  if (good.length === 0) {
    const code = Math.min(...points.map(([, , mark]) => markCode(mark)))
    return { point: [atMs, null, MARKS[code] ?? 'invalid'], band: [atMs, null, null] }
  }
  const [least, greatest] = [Math.min(...good), Math.max(...good)]
  const scale = 10 ** (decimals + 2)
  const mean = Math.round((good.reduce((sum, value) => sum + value, 0) / good.length) * scale) / scale
  const value = isSwitch(quantity) ? greatest : mean
  return { point: [atMs, value, 'ok'], band: [atMs, least, greatest] }
}
