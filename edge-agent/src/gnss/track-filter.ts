import { distanceMetres } from '@coldrx/protocol'
import type { Position } from './sentence.ts'
import { predicted, startEstimate, type TrackEstimate, withPosition } from './track-estimate.ts'
import { metresToLine } from './track-thinner.ts'

/** Longer than that without a fix, what the truck did meanwhile is anybody's guess: the track begins anew. */
const LONGEST_COAST_MS = 60_000
/** Of the deviation that is expected. Reflections in a city reach three or four; a wrong place is far beyond five. */
const GATE_DEVIATIONS = 5
/** Closer than that is never refused: receivers are wrong by so much on an ordinary day. */
const NEVER_REFUSED_METRES = 25
/** A place that is said so often in a row is where the truck is: the estimate was wrong. */
const FIXES_TO_INSIST = 10
const INSISTING_PAUSE_MS = 10_000
/** No truck drives faster: what says so is no truck's place, or a demonstration whose time runs faster. */
export const FASTEST_KMH = 250

const STANDS_BELOW_KMH = 2
/** A parked truck whose receiver says less stands. */
export const DRIVES_FROM_KMH = 4
/** Where the receiver says no speed, that of the estimate counts, which is less sure. */
const ESTIMATE_STANDS_BELOW_KMH = 3
const ESTIMATE_DRIVES_FROM_KMH = 5.5
/** As long as the estimate's speed may be wrong by so much (one standard deviation, m²/s²), the receiver's counts. */
const UNSURE_SPEED_VARIANCE = 3 ** 2
const PARKED_AFTER_MS = 5_000
const FIXES_TO_DRIVE = 2
/** A receiver at rest wanders by ten metres within minutes; one that says that it moves slowly is believed earlier. */
const PARKED_WITHIN_METRES = 25
const CREEPING_WITHIN_METRES = 12
const CREEPS_FROM_KMH = 1
/** A receiver at rest says so now and then, and not all the time. */
const CREEPS_AFTER_MS = 10_000

export interface Fix extends Position {
  /** monotonic */
  readonly atMs: number
  /** as the receiver says; where it contradicts the positions, those count */
  readonly speedKmh: number | null
}

/** Where the truck is by all fixes so far. */
export interface TruckPlace extends Position {
  readonly atMs: number
  readonly speedKmh: number
  /** It stands: the place stays a fix of when it stopped, however the receiver wanders. */
  readonly isParked: boolean
  /** why the track begins here; null: it goes on. `moved`: the receiver insists on another place */
  readonly began: 'first' | 'silence' | 'moved' | null
}

/**
 * A constant-velocity Kalman filter over the fixes of one receiver. A fix that the truck cannot have driven to is refused,
 * until the receiver has insisted on it. Bounded: it holds one estimate.
 */
export class TrackFilter {
  readonly #fastestKmh: number
  #estimate: TrackEstimate | null = null
  #refused: { readonly count: number; readonly last: Fix } | null = null
  #standing: { readonly sinceMs: number; readonly fixes: Position[] } | null = null
  #parkedAt: Position | null = null
  #drivingFixes = 0
  #creepsSinceMs: number | null = null

  /** @param fastestKmh where it is beyond what trucks drive, places that are only too far are believed at once */
  constructor({ fastestKmh = FASTEST_KMH } = {}) {
    this.#fastestKmh = fastestKmh
  }

  /** Takes the next fix; null: it is refused. */
  observe(fix: Fix): TruckPlace | null {
    const expected = this.#expectedAt(fix.atMs)
    if (expected === null) return this.#begin(fix, this.#estimate === null ? 'first' : 'silence')
    if (!this.#isPlausible(expected, fix)) {
      return this.#isWithinReach(fix, fix.atMs) || this.#insists(fix) ? this.#begin(fix, 'moved') : null
    }
    this.#refused = null
    return this.#follow(withPosition(expected, fix), fix, null)
  }

  /** Whether a place fits to what is known, without taking it. */
  fits(position: Position, atMs: number): boolean {
    const expected = this.#expectedAt(atMs)
    return expected === null || this.#isPlausible(expected, position) || this.#isWithinReach(position, atMs)
  }

  /** Near the way from where it was to where it would be now: a truck may brake. */
  #isPlausible(expected: TrackEstimate, position: Position): boolean {
    const metres = metresToLine(position, this.#estimate ?? expected, expected)
    return metres <= NEVER_REFUSED_METRES || metres <= GATE_DEVIATIONS * expected.deviationMetres
  }

  #isWithinReach(position: Position, atMs: number): boolean {
    if (this.#fastestKmh <= FASTEST_KMH || this.#estimate === null) return false
    return distanceMetres(this.#estimate, position) <= reachMetres(this.#fastestKmh, atMs - this.#estimate.atMs)
  }

  #expectedAt(atMs: number): TrackEstimate | null {
    if (this.#estimate === null || atMs - this.#estimate.atMs > LONGEST_COAST_MS) return null
    return predicted(this.#estimate, atMs)
  }

  #begin(fix: Fix, began: 'first' | 'silence' | 'moved'): TruckPlace {
    this.#refused = null
    this.#standing = null
    this.#parkedAt = null
    return this.#follow(startEstimate(fix), fix, began)
  }

  #follow(estimate: TrackEstimate, fix: Fix, began: TruckPlace['began']): TruckPlace {
    this.#estimate = estimate
    const estimatedKmh = Math.hypot(estimate.eastMetresPerSecond, estimate.northMetresPerSecond) * 3.6
    const isUnsure = estimate.velocityVariance > UNSURE_SPEED_VARIANCE
    const speedKmh = isUnsure ? (fix.speedKmh ?? estimatedKmh) : estimatedKmh
    this.#watchStanding(estimate, fix, estimatedKmh)
    const { latitude, longitude } = this.#parkedAt ?? estimate
    const isParked = this.#parkedAt !== null
    return { latitude, longitude, atMs: fix.atMs, speedKmh: isParked ? 0 : speedKmh, isParked, began }
  }

  #watchStanding(estimate: TrackEstimate, fix: Fix, speedKmh: number): void {
    const { speedKmh: reportedKmh } = fix
    if (this.#parkedAt === null) {
      const stands =
        speedKmh < DRIVES_FROM_KMH + ESTIMATE_STANDS_BELOW_KMH &&
        (reportedKmh === null ? speedKmh < ESTIMATE_STANDS_BELOW_KMH : reportedKmh < STANDS_BELOW_KMH)
      this.#standing = stands ? (this.#standing ?? { sinceMs: estimate.atMs, fixes: [] }) : null
      if (this.#standing === null) return
      this.#standing.fixes.push(fix)
      if (estimate.atMs - this.#standing.sinceMs < PARKED_AFTER_MS) return
      // one that was received, so that what is recorded of a parked truck is what its receiver once said
      this.#parkedAt = nearest(this.#standing.fixes, estimate)
      this.#drivingFixes = 0
      return
    }
    const drives = reportedKmh === null ? speedKmh >= ESTIMATE_DRIVES_FROM_KMH : reportedKmh >= DRIVES_FROM_KMH
    this.#drivingFixes = drives ? this.#drivingFixes + 1 : 0
    this.#creepsSinceMs =
      reportedKmh !== null && reportedKmh >= CREEPS_FROM_KMH ? (this.#creepsSinceMs ?? estimate.atMs) : null
    const creeps = this.#creepsSinceMs !== null && estimate.atMs - this.#creepsSinceMs >= CREEPS_AFTER_MS
    const withinMetres = creeps ? CREEPING_WITHIN_METRES : PARKED_WITHIN_METRES
    if (this.#drivingFixes < FIXES_TO_DRIVE && distanceMetres(this.#parkedAt, estimate) <= withinMetres) return
    this.#parkedAt = null
    this.#standing = null
  }

  #insists(fix: Fix): boolean {
    const { last, count = 0 } = this.#refused ?? {}
    const passedMs = last === undefined ? 0 : fix.atMs - last.atMs
    const follows =
      last !== undefined &&
      passedMs <= INSISTING_PAUSE_MS &&
      distanceMetres(last, fix) <= reachMetres(FASTEST_KMH, passedMs)
    this.#refused = { count: follows ? count + 1 : 1, last: fix }
    return this.#refused.count >= FIXES_TO_INSIST
  }
}

function nearest(fixes: readonly Position[], place: Position): Position | null {
  const off = (fix: Position): number => distanceMetres(fix, place)
  return fixes.reduce<Position | null>((best, fix) => (best === null || off(fix) < off(best) ? fix : best), null)
}

const reachMetres = (kmh: number, passedMs: number): number => NEVER_REFUSED_METRES + (kmh * passedMs) / 3_600
