import type { Position } from './sentence.ts'

/** On the mean sphere, as protocol's distanceMetres. */
const METRES_PER_DEGREE = 111_195.08
/** Of an ordinary receiver in the open, one standard deviation. */
const FIX_METRES = 2.5
const FIRST_FIX_METRES = 10
const FIRST_SPEED_METRES_PER_SECOND = 15
/** m²/s³: a truck brakes and turns with about 1.5 m/s². */
const ACCELERATION_DENSITY = 2.25

/**
 * Position and velocity with what is known of their errors. Both axes have the same errors, so one matrix stands for both:
 * `positionVariance` m², `crossCovariance` m²/s, `velocityVariance` m²/s².
 */
export interface TrackEstimate extends Position {
  readonly atMs: number
  readonly eastMetresPerSecond: number
  readonly northMetresPerSecond: number
  readonly positionVariance: number
  readonly crossCovariance: number
  readonly velocityVariance: number
  /** expected distance to the next fix on one axis, one standard deviation */
  readonly deviationMetres: number
}

type Errors = Pick<TrackEstimate, 'positionVariance' | 'crossCovariance' | 'velocityVariance'>

export function startEstimate({ latitude, longitude, atMs }: Position & { readonly atMs: number }): TrackEstimate {
  return withDeviation({
    ...{ latitude, longitude, atMs, eastMetresPerSecond: 0, northMetresPerSecond: 0 },
    ...{ positionVariance: FIRST_FIX_METRES ** 2, crossCovariance: 0 },
    velocityVariance: FIRST_SPEED_METRES_PER_SECOND ** 2,
  })
}

/** Driven on straight ahead; a time that is not later changes nothing. */
export function predicted(estimate: TrackEstimate, atMs: number): TrackEstimate {
  const seconds = Math.max(0, (atMs - estimate.atMs) / 1_000)
  const { eastMetresPerSecond, northMetresPerSecond, positionVariance, crossCovariance, velocityVariance } = estimate
  return withDeviation({
    ...moved(estimate, { east: eastMetresPerSecond * seconds, north: northMetresPerSecond * seconds }),
    ...{ atMs: Math.max(atMs, estimate.atMs), eastMetresPerSecond, northMetresPerSecond },
    positionVariance:
      positionVariance +
      2 * seconds * crossCovariance +
      seconds ** 2 * velocityVariance +
      (ACCELERATION_DENSITY * seconds ** 3) / 3,
    crossCovariance: crossCovariance + seconds * velocityVariance + (ACCELERATION_DENSITY * seconds ** 2) / 2,
    velocityVariance: velocityVariance + ACCELERATION_DENSITY * seconds,
  })
}

export function withPosition(estimate: TrackEstimate, fix: Position): TrackEstimate {
  const { positionVariance, crossCovariance, velocityVariance } = estimate
  const variance = positionVariance + FIX_METRES ** 2
  const positionGain = positionVariance / variance
  const velocityGain = crossCovariance / variance
  const off = offset(estimate, fix)
  return withDeviation({
    ...moved(estimate, { east: positionGain * off.east, north: positionGain * off.north }),
    atMs: estimate.atMs,
    eastMetresPerSecond: estimate.eastMetresPerSecond + velocityGain * off.east,
    northMetresPerSecond: estimate.northMetresPerSecond + velocityGain * off.north,
    positionVariance: (1 - positionGain) * positionVariance,
    crossCovariance: (1 - positionGain) * crossCovariance,
    velocityVariance: velocityVariance - velocityGain * crossCovariance,
  })
}

interface PlaneVector {
  readonly east: number
  readonly north: number
}

/** Metres from one place to another close by. */
export function offset(from: Position, to: Position): PlaneVector {
  // the short way around the date line
  const degrees = ((to.longitude - from.longitude + 540) % 360) - 180
  return {
    east: degrees * METRES_PER_DEGREE * Math.cos((from.latitude * Math.PI) / 180),
    north: (to.latitude - from.latitude) * METRES_PER_DEGREE,
  }
}

function moved({ latitude, longitude }: Position, { east, north }: PlaneVector): Position {
  // at the poles a degree of longitude has no length
  const scale = Math.max(Math.cos((latitude * Math.PI) / 180), 0.001)
  return {
    latitude: Math.max(-90, Math.min(90, latitude + north / METRES_PER_DEGREE)),
    longitude: ((longitude + east / METRES_PER_DEGREE / scale + 540) % 360) - 180,
  }
}

function withDeviation(estimate: Omit<TrackEstimate, 'deviationMetres'> & Errors): TrackEstimate {
  return { ...estimate, deviationMetres: Math.sqrt(Math.max(0, estimate.positionVariance) + FIX_METRES ** 2) }
}
