import type { Hint, Series, SeriesPoint } from '../contract.ts'
import { isAhead } from '../freshness.ts'

/** Records may come a little late; beyond this many intervals the line would claim what nobody measured. */
const INTERVALS_BRIDGED = 2.5
/** Hints come every ten seconds; a longer hole was not watched, or not heard. */
const HINTS_BRIDGED_MS = 60_000
/** What was recorded last comes with its frame, up to five minutes later; hints go on after it. */
const FRAME_AWAITED_MS = 360_000

export type LinePoint = readonly [atMs: number, value: number | null]

export interface CurveGap {
  readonly fromMs: number
  readonly toMs: number
  /** more than one where a probe failed in several ways without a good reading in between */
  readonly reasons: readonly string[]
  /** null: the whole compartment */
  readonly source: string | null
}

export interface CurveLine {
  readonly channel: string
  readonly source: string
  readonly decimals: number
  /** as recorded and marked good, with a point without value wherever the line must break */
  readonly recorded: readonly LinePoint[]
  /** of buckets: least and greatest of each; empty where every record is drawn itself */
  readonly band: readonly (readonly [atMs: number, least: number | null, greatest: number | null])[]
  /** from hints, newer than the newest record; begins at that record when near enough to be joined to it */
  readonly provisional: readonly LinePoint[]
  readonly provisionalCount: number
  /** its newest end is a good hint */
  readonly endsLive: boolean
  /** numbers whose mark says that they prove nothing */
  readonly doubtful: readonly (readonly [atMs: number, value: number, mark: string])[]
}

export interface Curve {
  readonly lines: readonly CurveLine[]
  /** those of the whole compartment first, then by probe, each newest first */
  readonly gaps: readonly CurveGap[]
  /** the newest recorded time of the compartment */
  readonly recordedUntilMs: number | null
}

export interface CurveParts {
  /** what is drawn of the compartment */
  readonly quantity?: 'temperature' | 'humidity'
  readonly series: Series
  readonly hints: readonly Hint[]
  readonly fromMs: number
  readonly toMs: number
}

export function toCurve({ series, hints, fromMs, toMs, quantity: drawn = 'temperature' }: CurveParts): Curve {
  const channels = series.channels
    .filter(({ quantity }) => quantity === drawn)
    .map((channel) => ({ ...channel, live: liveAfter(channel, hints, toMs) }))
  const bridgedMs = Math.max(series.recordIntervalMs, series.bucketMs ?? 0) * INTERVALS_BRIDGED
  const firstMs = Math.min(...channels.flatMap(({ points, live }) => (points[0] ?? live[0])?.[0] ?? []))
  const edge = Number.isFinite(firstMs) && firstMs - fromMs > bridgedMs ? [toGap(fromMs, firstMs, 'not-recorded')] : []
  const newestTimes = channels.flatMap(({ points }) => points.at(-1)?.[0] ?? [])
  const newestFirst = (left: CurveGap, right: CurveGap) => right.fromMs - left.fromMs
  return {
    lines: channels.map(({ id, source, decimals, points, band, live }): CurveLine => {
      const lived = breakAtGaps(live, [], HINTS_BRIDGED_MS)
      return {
        ...{ channel: id, source, decimals },
        recorded: breakAtGaps(points, series.gaps, bridgedMs),
        band: band ?? [],
        provisional: [...joint(points.at(-1), live[0], bridgedMs), ...lived],
        provisionalCount: live.length,
        endsLive: live.some(isGood),
        doubtful: [...points, ...live].flatMap(([atMs, value, mark]) =>
          value !== null && mark !== 'ok' ? [[atMs, value, mark] as const] : [],
        ),
      }
    }),
    gaps: [
      ...[...edge, ...series.gaps.map((gap) => toGap(gap.fromMs, gap.toMs, gap.reason))].sort(newestFirst),
      ...channels
        .flatMap(({ source, points, live }) => [
          ...unexplained(source, points, series.gaps, bridgedMs),
          ...faults(source, points, live, bridgedMs),
        ])
        .sort(newestFirst),
    ],
    recordedUntilMs: newestTimes.length === 0 ? null : Math.max(...newestTimes),
  }
}

/** The newest number of the span that was good. */
export function lastGoodOf({ lines }: Curve): { atMs: number; celsius: number; source: string } | null {
  const good = lines.flatMap(({ source, recorded, provisional }) =>
    [...recorded, ...provisional].flatMap(([atMs, celsius]) => (celsius === null ? [] : [{ atMs, celsius, source }])),
  )
  return good.reduce<(typeof good)[number] | null>(
    (newest, point) => (newest === null || point.atMs > newest.atMs ? point : newest),
    null,
  )
}

type Points = readonly SeriesPoint[]
type Gaps = Series['gaps']

function isGood([, value, mark]: SeriesPoint): boolean {
  return value !== null && mark === 'ok'
}

function liveAfter({ id, points }: Series['channels'][number], hints: readonly Hint[], toMs: number): SeriesPoint[] {
  const recordedUntilMs = points.at(-1)?.[0] ?? 0
  return hints.flatMap((hint): SeriesPoint[] => {
    const sample = hint.samples[id]
    if (sample === undefined || hint.at <= recordedUntilMs || isAhead(hint.at, toMs)) return []
    return [[hint.at, sample.value, sample.mark]]
  })
}

function joint(recorded: SeriesPoint | undefined, live: SeriesPoint | undefined, bridgedMs: number): LinePoint[] {
  if (recorded === undefined || live === undefined || live[0] - recorded[0] > bridgedMs) return []
  return isGood(recorded) && isGood(live) ? [[recorded[0], recorded[1]]] : []
}

function toGap(fromMs: number, toMs: number, reason: string, source: string | null = null): CurveGap {
  return { fromMs, toMs, reasons: [reason], source }
}

function overlaps(gaps: Gaps, fromMs: number, toMs: number): boolean {
  return gaps.some((gap) => gap.fromMs < toMs && gap.toMs > fromMs)
}

function breakAtGaps(points: Points, gaps: Gaps, bridgedMs: number): LinePoint[] {
  return points.flatMap((point, index): LinePoint[] => {
    const [atMs, value] = point
    const previousMs = points[index - 1]?.[0]
    const isBroken = previousMs !== undefined && (atMs - previousMs > bridgedMs || overlaps(gaps, previousMs, atMs))
    const shown: LinePoint = [atMs, isGood(point) ? value : null]
    return isBroken ? [[(previousMs + atMs) / 2, null], shown] : [shown]
  })
}

/** Missing records of which neither the truck nor the cloud said why. */
function unexplained(source: string, points: Points, gaps: Gaps, bridgedMs: number): CurveGap[] {
  return points.flatMap(([atMs], index): CurveGap[] => {
    const fromMs = points[index - 1]?.[0]
    if (fromMs === undefined || atMs - fromMs <= bridgedMs || overlaps(gaps, fromMs, atMs)) return []
    return [toGap(fromMs, atMs, 'not-recorded', source)]
  })
}

/** Runs of values that a probe gave no good number for; a dead one may fail in several ways by turns, and is one run. */
function faults(source: string, points: Points, live: Points, bridgedMs: number): CurveGap[] {
  const runs: { fromMs: number; toMs: number; reasons: string[] }[] = []
  let isRunning = false
  for (const [index, point] of [...points, ...live].entries()) {
    const longestMs = index === points.length ? Math.max(bridgedMs, FRAME_AWAITED_MS) : bridgedMs
    const [atMs, , mark] = point
    const run = runs.at(-1)
    if (isGood(point)) isRunning = false
    else if (isRunning && run !== undefined && atMs - run.toMs <= longestMs) {
      run.toMs = atMs
      if (!run.reasons.includes(mark)) run.reasons.push(mark)
    } else {
      runs.push({ fromMs: atMs, toMs: atMs, reasons: [mark] })
      isRunning = true
    }
  }
  return runs.map((run) => ({ ...run, source }))
}
