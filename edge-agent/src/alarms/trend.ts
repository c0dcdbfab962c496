import type { LayoutChannel, TemperatureRange } from '@coldrx/protocol'
import { trustedValue } from '../rules/observation.ts'
import type { Tick } from '../sampling/tick.ts'
import type { MinutesLeft } from './alarm.ts'
import { forecastLimit, type Point, scatter } from './relaxation.ts'

const WINDOW_MS = 600_000
/** A kink is not seen as one sooner. */
const LEAST_SPAN_MS = 150_000
const LEAST_POINTS = 8
/** Windows that are tried, the shortest first: one that reaches back over a kink scatters more than the last minutes do. */
const WINDOWS_MS = [LEAST_SPAN_MS, 240_000, 360_000, WINDOW_MS]
const MORE_SCATTER = 2
const MOST_POINTS = 120
const EVALUATE_EVERY_MS = 10_000
/** A thermostat swings within a band of its own all day; only what leaves it is news. */
const BAND_BUCKET_MS = 300_000
const BAND_MEMORY_MS = 3 * 3_600_000
const BAND_BUCKETS_NEEDED = 6
const BAND_SLACK_CELSIUS = 0.2

export interface TrendFinding {
  readonly channel: string
  readonly limitCelsius: number
  readonly left: MinutesLeft
}

/** Nothing known yet, nothing ahead, or a limit that will be reached. */
export type Trend = TrendFinding | 'none' | 'unknown'

interface Bucket {
  readonly fromMs: number
  min: number
  max: number
}

/** Follows one probe towards the limits of its compartment. */
export function createTrend({ channel, range }: { readonly channel: LayoutChannel; readonly range: TemperatureRange }) {
  let points: (Point & { readonly monotonicMs: number })[] = []
  let buckets: Bucket[] = []
  let regime = ''
  let evaluatedMs = Number.NEGATIVE_INFINITY
  let latest: Trend = 'unknown'

  function remember(monotonicMs: number, celsius: number): void {
    const bucket = buckets.at(-1)
    if (bucket === undefined || monotonicMs - bucket.fromMs >= BAND_BUCKET_MS) {
      buckets.push({ fromMs: monotonicMs, min: celsius, max: celsius })
    } else {
      bucket.min = Math.min(bucket.min, celsius)
      bucket.max = Math.max(bucket.max, celsius)
    }
    buckets = buckets.filter(({ fromMs }) => monotonicMs - fromMs <= BAND_MEMORY_MS)
    points = points.filter((point) => monotonicMs - point.monotonicMs <= WINDOW_MS)
    points.push({ monotonicMs, seconds: monotonicMs / 1_000, celsius })
  }

  /** Where it has been before the minutes that are fitted; without such a history the middle half of its range. */
  function usualBand(monotonicMs: number): { readonly min: number; readonly max: number } {
    const before = buckets.filter(({ fromMs }) => monotonicMs - fromMs > WINDOW_MS + BAND_BUCKET_MS)
    if (before.length >= BAND_BUCKETS_NEEDED) {
      return {
        min: Math.min(...before.map(({ min }) => min)) - BAND_SLACK_CELSIUS,
        max: Math.max(...before.map(({ max }) => max)) + BAND_SLACK_CELSIUS,
      }
    }
    const quarter = (range.maxCelsius - range.minCelsius) / 4
    return { min: range.minCelsius + quarter, max: range.maxCelsius - quarter }
  }

  /** The longest stretch up to now that one relaxation explains as well as it does the last minutes. */
  function oneCourse(monotonicMs: number): readonly Point[] {
    const step = Math.ceil(points.length / MOST_POINTS)
    const thinned = points.filter((_, at) => (points.length - 1 - at) % step === 0)
    const since = (ms: number) => thinned.filter((point) => monotonicMs - point.monotonicMs <= ms)
    let chosen = since(LEAST_SPAN_MS)
    const bound = MORE_SCATTER * scatter(chosen)
    for (const ms of WINDOWS_MS) {
      const longer = since(ms)
      if (scatter(longer) > bound) break
      chosen = longer
    }
    return chosen
  }

  function evaluate(monotonicMs: number, celsius: number): Trend {
    const [first] = points
    if (first === undefined || points.length < LEAST_POINTS || monotonicMs - first.monotonicMs < LEAST_SPAN_MS) {
      return 'unknown'
    }
    const band = usualBand(monotonicMs)
    if (celsius >= band.min && celsius <= band.max) return 'none'
    const limitCelsius = celsius > band.max ? range.maxCelsius : range.minCelsius
    if (celsius > range.maxCelsius || celsius < range.minCelsius) return 'none'
    const forecast = forecastLimit(oneCourse(monotonicMs), limitCelsius)
    if (forecast === null) return 'none'
    const { minutes, soonest, latest: last } = forecast
    // that it never gets there fits the readings as well: nothing to say, and no all-clear either
    if (last === null) return 'unknown'
    return { channel: channel.id, limitCelsius, left: { minutes, soonest, latest: last } }
  }

  return {
    /** @param conditions door, power and defrost as they stand: another state is the beginning of another course */
    observe(tick: Tick, conditions: string): Trend {
      const celsius = trustedValue(tick, channel)
      if (celsius === null) return 'unknown'
      if (conditions !== regime) points = []
      regime = conditions
      remember(tick.monotonicMs, celsius)
      if (tick.monotonicMs - evaluatedMs >= EVALUATE_EVERY_MS || points.length === 1) {
        evaluatedMs = tick.monotonicMs
        latest = evaluate(tick.monotonicMs, celsius)
      }
      return latest
    },
  }
}
