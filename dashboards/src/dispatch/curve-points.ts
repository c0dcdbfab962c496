import type { Hint, Series } from './contract.ts'

/** Records may come a little late; beyond this many intervals the line would claim what nobody measured. */
const INTERVALS_BRIDGED = 2.5

export type LinePoint = readonly [atMs: number, value: number | null]

export interface CurveGap {
  readonly fromMs: number
  readonly toMs: number
  readonly reason: string
  /** null: the whole compartment */
  readonly source: string | null
}

export interface CurveLine {
  readonly channel: string
  readonly source: string
  readonly decimals: number
  /** as recorded, with a point without value wherever the line must break */
  readonly recorded: readonly LinePoint[]
  /** from hints, newer than the newest record; begins at that record when near enough to be joined to it */
  readonly provisional: readonly LinePoint[]
  readonly provisionalCount: number
}

export interface Curve {
  readonly lines: readonly CurveLine[]
  readonly gaps: readonly CurveGap[]
  /** the newest recorded time of the compartment */
  readonly recordedUntilMs: number | null
}

export function toCurve({ series, hints }: { series: Series; hints: readonly Hint[] }): Curve {
  const channels = series.channels.filter(({ quantity }) => quantity === 'temperature')
  const bridgedMs = series.recordIntervalMs * INTERVALS_BRIDGED
  const lines = channels.map((channel): CurveLine => {
    const newest = channel.points.at(-1)
    const provisional = hints.flatMap((hint): LinePoint[] => {
      const sample = hint.samples[channel.id]
      return sample !== undefined && hint.at > (newest?.[0] ?? 0) ? [[hint.at, sample.value]] : []
    })
    const first = provisional[0]
    const isJoined = newest !== undefined && first !== undefined && first[0] - newest[0] <= bridgedMs
    return {
      channel: channel.id,
      source: channel.source,
      decimals: channel.decimals,
      recorded: breakAtGaps(channel.points, series.gaps, bridgedMs),
      provisional: isJoined ? [[newest[0], newest[1]], ...provisional] : provisional,
      provisionalCount: provisional.length,
    }
  })
  const newestTimes = channels.flatMap(({ points }) => points.at(-1)?.[0] ?? [])
  return {
    lines,
    gaps: [
      ...series.gaps.map((gap) => ({ ...gap, source: null })),
      ...channels.flatMap((channel) => [
        ...unexplained(channel.source, channel.points, series.gaps, bridgedMs),
        ...withoutValue(channel.source, channel.points),
      ]),
    ].sort((left, right) => left.fromMs - right.fromMs),
    recordedUntilMs: newestTimes.length === 0 ? null : Math.max(...newestTimes),
  }
}

type Points = Series['channels'][number]['points']
type Gaps = Series['gaps']

function overlaps(gaps: Gaps, fromMs: number, toMs: number): boolean {
  return gaps.some((gap) => gap.fromMs < toMs && gap.toMs > fromMs)
}

export function breakAtGaps(points: Points, gaps: Gaps, bridgedMs: number): LinePoint[] {
  return points.flatMap(([atMs, value], index): LinePoint[] => {
    const previousMs = points[index - 1]?.[0]
    const isBroken = previousMs !== undefined && (atMs - previousMs > bridgedMs || overlaps(gaps, previousMs, atMs))
    return isBroken
      ? [
          [(previousMs + atMs) / 2, null],
          [atMs, value],
        ]
      : [[atMs, value]]
  })
}

/** Missing records of which neither the truck nor the cloud said why. */
function unexplained(source: string, points: Points, gaps: Gaps, bridgedMs: number): CurveGap[] {
  return points.flatMap(([atMs], index): CurveGap[] => {
    const fromMs = points[index - 1]?.[0]
    if (fromMs === undefined || atMs - fromMs <= bridgedMs || overlaps(gaps, fromMs, atMs)) return []
    return [{ fromMs, toMs: atMs, reason: 'not-recorded', source }]
  })
}

/** Runs of records that say that there was no number to record. */
function withoutValue(source: string, points: Points): CurveGap[] {
  const runs: { fromMs: number; toMs: number; reason: string; source: string; endedAt: number }[] = []
  for (const [index, [atMs, value, mark]] of points.entries()) {
    if (value !== null) continue
    const run = runs.at(-1)
    if (run !== undefined && run.endedAt === index - 1 && run.reason === mark) {
      run.toMs = atMs
      run.endedAt = index
    } else {
      runs.push({ fromMs: atMs, toMs: atMs, reason: mark, source, endedAt: index })
    }
  }
  return runs.map(({ fromMs, toMs, reason, source }) => ({ fromMs, toMs, reason, source }))
}
