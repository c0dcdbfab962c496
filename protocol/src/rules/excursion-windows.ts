import { MeanKineticTemperature } from './mean-kinetic-temperature.ts'

export const EXCURSION_SIDES = ['above', 'below'] as const
export type ExcursionSide = (typeof EXCURSION_SIDES)[number]

/**
 * How long a temperature may be beyond a limit. `consecutive` begins anew when it is back within, `cumulative` never does
 * (WHO PQS E006/TR07); 0 minutes: the first reading beyond it counts.
 */
export interface ExcursionWindow {
  readonly side: ExcursionSide
  readonly celsius: number
  /** whether the limit itself is beyond (WHO), or still within (a range whose ends are allowed) */
  readonly inclusive: boolean
  readonly kind: 'consecutive' | 'cumulative'
  readonly minutes: number
}

/** Plain, so that it can be kept as JSON and go on later. */
export interface ExcursionCount {
  /** of the newest reading; null: none yet */
  lastAtMs: number | null
  lastCelsius: number
  /** of the run that is under way; 0 when within */
  runMs: number
  longestMs: number
  totalMs: number
  /** area between curve and limit, °C · ms */
  degreeMs: number
  /** when the window was first used up; null: it is not. A consecutive one forgets it when the temperature is back. */
  reachedAtMs: number | null
}

export function newExcursionCount(): ExcursionCount {
  return {
    ...{ lastAtMs: null, lastCelsius: 0, runMs: 0, longestMs: 0, totalMs: 0, degreeMs: 0 },
    reachedAtMs: null,
  }
}

type Limit = Pick<ExcursionWindow, 'side' | 'celsius' | 'inclusive'>

export function isBeyond(celsius: number, { side, celsius: limit, inclusive }: Limit): boolean {
  if (celsius === limit) return inclusive
  return side === 'above' ? celsius > limit : celsius < limit
}

export function degreesBeyond(celsius: number, { side, celsius: limit }: Limit): number {
  return Math.max(0, side === 'above' ? celsius - limit : limit - celsius)
}

/**
 * Adds a reading, in the order of time. The interval since the reading before counts by that earlier one. `isGap`: nothing
 * was recorded in between, so that interval counts neither as beyond nor as within, and ends no run.
 * @returns since when the window is used up, also where this reading is the one that is back; null: it is not
 */
export function countExcursion(
  count: ExcursionCount,
  window: ExcursionWindow,
  { atMs, celsius, isGap = false }: { readonly atMs: number; readonly celsius: number; readonly isGap?: boolean },
): number | null {
  const limitMs = window.minutes * 60_000
  const wasReached = count.reachedAtMs !== null
  if (count.lastAtMs !== null && !isGap && isBeyond(count.lastCelsius, window)) {
    const spanMs = Math.max(0, atMs - count.lastAtMs)
    const beforeMs = window.kind === 'consecutive' ? count.runMs : count.totalMs
    count.runMs += spanMs
    count.totalMs += spanMs
    count.longestMs = Math.max(count.longestMs, count.runMs)
    count.degreeMs += spanMs * degreesBeyond(count.lastCelsius, window)
    if (beforeMs + spanMs >= limitMs) count.reachedAtMs ??= count.lastAtMs + Math.max(0, limitMs - beforeMs)
  }
  const beyond = isBeyond(celsius, window)
  if (beyond && limitMs === 0) count.reachedAtMs ??= atMs
  const { reachedAtMs } = count
  if (!beyond) {
    count.runMs = 0
    if (window.kind === 'consecutive') count.reachedAtMs = null
  }
  count.lastAtMs = atMs
  count.lastCelsius = celsius
  return beyond || window.kind === 'consecutive' || !wasReached ? reachedAtMs : null
}

const HOUR = 60

const single = (side: ExcursionSide, celsius: number, minutes: number): ExcursionWindow => ({
  ...{ side, celsius, inclusive: true, kind: 'consecutive', minutes },
})
const cumulative = (celsius: number, minutes: number): ExcursionWindow => ({
  ...{ side: 'above', celsius, inclusive: true, kind: 'cumulative', minutes },
})
const range = (minCelsius: number, maxCelsius: number): readonly ExcursionWindow[] => [
  { side: 'below', celsius: minCelsius, inclusive: false, kind: 'consecutive', minutes: 0 },
  { side: 'above', celsius: maxCelsius, inclusive: false, kind: 'consecutive', minutes: 0 },
]

/** Windows by the name of what asks for them. */
export const EXCURSION_WINDOWS = {
  /** WHO PQS E006/TR07, vaccines that freezing harms (DTP, HepB, IPV, HPV) */
  'who-type-1': [single('above', 45, HOUR), cumulative(30, 10 * HOUR), single('below', -0.5, HOUR)],
  /** WHO PQS E006/TR07, vaccines that are kept frozen (OPV, BCG, measles) */
  'who-type-2': [single('above', 45, HOUR), cumulative(30, 10 * HOUR), cumulative(10, 20 * HOUR)],
  /** WHO 30-day recorders in refrigerators */
  'who-refrigerator': [
    { side: 'above', celsius: 8, inclusive: false, kind: 'consecutive', minutes: 10 * HOUR },
    { side: 'below', celsius: -0.5, inclusive: false, kind: 'consecutive', minutes: HOUR },
  ],
  /** GSP: cold chain, the first reading outside */
  'gsp-cold': range(2, 8),
  /** USP freezer */
  frozen: range(-25, -10),
  /** USP controlled room temperature, the excursions that it allows */
  'controlled-room': range(15, 30),
} as const satisfies Readonly<Record<string, readonly ExcursionWindow[]>>

export interface ControlledTemperatureLimits {
  readonly label: { readonly minCelsius: number; readonly maxCelsius: number }
  /** how far excursions may go */
  readonly excursion: { readonly minCelsius: number; readonly maxCelsius: number }
  /** how long outside of the label within the span; null: no limit */
  readonly mostMinutesOutside: number | null
  readonly mostMktCelsius: number
  /** what the mean kinetic temperature is taken over, the excursion included */
  readonly spanMs: number
}

const DAY_MS = 24 * 3_600_000

/**
 * USP: controlled cold and controlled room temperature. Evidence for whoever judges an excursion, never a release by
 * itself; in China the range of the label rules.
 */
export const CONTROLLED_TEMPERATURES = {
  cold: {
    label: { minCelsius: 2, maxCelsius: 8 },
    excursion: { minCelsius: 2, maxCelsius: 15 },
    ...{ mostMinutesOutside: 24 * HOUR, mostMktCelsius: 8, spanMs: DAY_MS },
  },
  room: {
    label: { minCelsius: 20, maxCelsius: 25 },
    excursion: { minCelsius: 15, maxCelsius: 30 },
    ...{ mostMinutesOutside: null, mostMktCelsius: 25, spanMs: 30 * DAY_MS },
  },
} as const satisfies Readonly<Record<string, ControlledTemperatureLimits>>

export interface ControlledTemperatureVerdict {
  /** null: nothing was measured */
  readonly mktCelsius: number | null
  readonly minutesOutside: number
  readonly breaks: readonly ('mkt' | 'excursion-range' | 'minutes-outside')[]
}

const BUCKET_MS = 900_000

interface Bucket {
  readonly fromMs: number
  readonly kinetic: MeanKineticTemperature
  outsideMs: number
  least: number
  greatest: number
}

/** Follows the readings of one probe over the span of its limits; what is older is forgotten, a quarter of an hour at a time. */
export function createControlledTemperature(limits: ControlledTemperatureLimits) {
  const { label, excursion } = limits
  let buckets: Bucket[] = []
  let last: { readonly atMs: number; readonly celsius: number } | null = null

  function bucketAt(atMs: number, celsius: number): Bucket {
    const newest = buckets.at(-1)
    if (newest !== undefined && atMs - newest.fromMs < BUCKET_MS) return newest
    const bucket = {
      ...{ fromMs: atMs, kinetic: new MeanKineticTemperature(), outsideMs: 0 },
      ...{ least: celsius, greatest: celsius },
    }
    buckets.push(bucket)
    return bucket
  }

  return {
    /** In the order of time; `isGap`: nothing was recorded since the reading before. */
    add({ atMs, celsius, isGap = false }: { atMs: number; celsius: number; isGap?: boolean }): void {
      if (last !== null && !isGap) {
        const bucket = bucketAt(last.atMs, last.celsius)
        bucket.kinetic.add(last.celsius, atMs - last.atMs)
        const wasOutside = last.celsius < label.minCelsius || last.celsius > label.maxCelsius
        if (wasOutside) bucket.outsideMs += atMs - last.atMs
      }
      const bucket = bucketAt(atMs, celsius)
      bucket.least = Math.min(bucket.least, celsius)
      bucket.greatest = Math.max(bucket.greatest, celsius)
      last = { atMs, celsius }
      buckets = buckets.filter(({ fromMs }) => atMs - fromMs <= limits.spanMs)
    },
    get verdict(): ControlledTemperatureVerdict {
      const kinetic = new MeanKineticTemperature()
      for (const bucket of buckets) kinetic.merge(bucket.kinetic)
      const minutesOutside = buckets.reduce((sum, { outsideMs }) => sum + outsideMs, 0) / 60_000
      const mktCelsius = kinetic.celsius
      const isWide = buckets.some(
        ({ least, greatest }) => least < excursion.minCelsius || greatest > excursion.maxCelsius,
      )
      const isLong = limits.mostMinutesOutside !== null && minutesOutside > limits.mostMinutesOutside
      return {
        ...{ mktCelsius, minutesOutside },
        breaks: [
          ...(mktCelsius !== null && mktCelsius > limits.mostMktCelsius ? (['mkt'] as const) : []),
          ...(isWide ? (['excursion-range'] as const) : []),
          ...(isLong ? (['minutes-outside'] as const) : []),
        ],
      }
    },
  }
}
