/** One reading; seconds count up. */
export interface Point {
  readonly seconds: number
  readonly celsius: number
}

export interface LimitForecast {
  /** from the last point on */
  readonly minutes: number
  readonly soonest: number
  /** null: that the limit is never reached fits the readings too */
  readonly latest: number | null
}

/** A load of medicine settles within hours, the air around a probe within a minute. */
const SHORTEST_TIME_CONSTANT_S = 60
const LONGEST_TIME_CONSTANT_S = 8 * 3_600
const TIME_CONSTANTS = 36
const FARTHEST_S = 6 * 3_600
const MOMENTS = 140
/** Steps of 0.1 °C and the sensor's own noise: readings that agree better than this prove nothing. */
const LEAST_NOISE_CELSIUS = 0.035
/** 95 % for one parameter, twice: noise of one reading and the next is not independent. */
const CONFIDENCE = 2 * 3.84

const logSteps = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => from * (to / from) ** (at / (count - 1)))

const CONSTANTS = logSteps(SHORTEST_TIME_CONSTANT_S, LONGEST_TIME_CONSTANT_S, TIME_CONSTANTS)
const CROSSINGS = logSteps(5, FARTHEST_S, MOMENTS)

interface Sums {
  readonly timeConstantS: number
  readonly n: number
  readonly e: number
  readonly ee: number
  readonly y: number
  readonly ye: number
  readonly yy: number
}

/**
 * When a compartment that relaxes exponentially towards an equilibrium of its own reaches `limitCelsius`: least squares over
 * T(t) = E + B·e^(−t/τ), and the interval of moments that the readings do not rule out (profile likelihood: for each moment
 * the best curve that crosses then). null: the best curve never crosses, or does so after six hours.
 */
export function forecastLimit(points: readonly Point[], limitCelsius: number): LimitForecast | null {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined || points.length < 5) return null
  const spanS = last.seconds - first.seconds
  if (spanS <= 0) return null
  const all = CONSTANTS.map((timeConstantS) => sumsOf(points, { timeConstantS, limitCelsius, originS: first.seconds }))

  let best = { residue: Number.POSITIVE_INFINITY, crossingS: null as number | null }
  let neverResidue = Number.POSITIVE_INFINITY
  for (const sums of all) {
    const free = fitFree(sums)
    const crossingS = crossingOf(free, sums, spanS)
    if (free.residue < best.residue) best = { residue: free.residue, crossingS }
    // an equilibrium on this side of the limit; the one on the limit itself is the nearest that never crosses
    const never = crossingS === null ? free.residue : fitThrough(sums, 0)
    neverResidue = Math.min(neverResidue, never)
  }
  if (best.crossingS === null || best.crossingS > FARTHEST_S) return null

  const variance = Math.max(best.residue / Math.max(1, points.length - 3), LEAST_NOISE_CELSIUS ** 2)
  const bound = best.residue + CONFIDENCE * variance
  let soonestS = best.crossingS
  let latestS = best.crossingS
  for (const crossingS of CROSSINGS) {
    const residue = Math.min(
      ...all.map((sums) => fitThrough(sums, Math.exp(-(spanS + crossingS) / sums.timeConstantS))),
    )
    if (residue > bound) continue
    soonestS = Math.min(soonestS, crossingS)
    latestS = Math.max(latestS, crossingS)
  }
  const isOpenEnded = neverResidue <= bound || latestS >= FARTHEST_S
  return { minutes: best.crossingS / 60, soonest: soonestS / 60, latest: isOpenEnded ? null : latestS / 60 }
}

/** Variance of the readings around the best relaxation; what the sensor's own noise explains counts as that noise. */
export function scatter(points: readonly Point[]): number {
  const [first] = points
  if (first === undefined || points.length < 5) return Number.POSITIVE_INFINITY
  const originS = first.seconds
  const residue = Math.min(
    ...CONSTANTS.map((timeConstantS) => fitFree(sumsOf(points, { timeConstantS, limitCelsius: 0, originS })).residue),
  )
  return Math.max(residue / (points.length - 3), LEAST_NOISE_CELSIUS ** 2)
}

/** Temperatures count from the limit, so that a curve that crosses then is B·(e − e at that moment). */
function sumsOf(
  points: readonly Point[],
  { timeConstantS, limitCelsius, originS }: { timeConstantS: number; limitCelsius: number; originS: number },
): Sums {
  let [e, ee, y, ye, yy] = [0, 0, 0, 0, 0]
  for (const { seconds, celsius } of points) {
    const decay = Math.exp(-(seconds - originS) / timeConstantS)
    const above = celsius - limitCelsius
    e += decay
    ee += decay * decay
    y += above
    ye += above * decay
    yy += above * above
  }
  return { timeConstantS, n: points.length, e, ee, y, ye, yy }
}

function fitFree({ n, e, ee, y, ye, yy }: Sums): { equilibrium: number; amplitude: number; residue: number } {
  const determinant = n * ee - e * e
  if (determinant <= 0) return { equilibrium: y / n, amplitude: 0, residue: yy - (y * y) / n }
  const amplitude = (n * ye - e * y) / determinant
  const equilibrium = (y - amplitude * e) / n
  return { equilibrium, amplitude, residue: Math.max(0, yy - equilibrium * y - amplitude * ye) }
}

/** The smallest residue of a curve that is on the limit when its decay has come to `decay`. */
function fitThrough({ n, e, ee, y, ye, yy }: Sums, decay: number): number {
  const squares = ee - 2 * decay * e + n * decay * decay
  if (squares <= 0) return yy
  return Math.max(0, yy - (ye - decay * y) ** 2 / squares)
}

/** Seconds after the last point; null: never. */
function crossingOf(
  { equilibrium, amplitude }: { readonly equilibrium: number; readonly amplitude: number },
  { timeConstantS }: Sums,
  spanS: number,
): number | null {
  const decay = -equilibrium / amplitude
  const atLast = Math.exp(-spanS / timeConstantS)
  if (!(decay > 0) || decay >= atLast) return null
  return -timeConstantS * Math.log(decay) - spanS
}
