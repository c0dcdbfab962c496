import { offset } from './track-estimate.ts'

/** No fix that was accepted is further than this from the line that the recorded points draw. */
export const TRACK_BOUND_METRES = 15
/** The oldest of these is a minute old where a receiver speaks every second; more need no memory. */
const MOST_PENDING = 120
/** Longer silent, nothing is known of what lies between: no line stands for it. */
const LONGEST_GAP_MS = 5_000

export interface TrackPoint {
  /** monotonic: a whole unit of the layout */
  readonly atMs: number
  readonly latitude: number
  readonly longitude: number
}

/**
 * Chooses the points of a track that must be recorded so that the line through them stays within the bound of all. It
 * decides while the truck drives, on what it holds since the point recorded last, and never holds more than a bound.
 */
export class TrackThinner<Point extends TrackPoint> {
  readonly #boundMetres: number
  readonly #mostPending: number
  /** recorded last; null: no line leads here */
  #anchor: Point | null = null
  #pending: Point[] = []

  constructor({ boundMetres = TRACK_BOUND_METRES, mostPending = MOST_PENDING } = {}) {
    this.#boundMetres = boundMetres
    this.#mostPending = mostPending
  }

  /** Takes the next point. @returns what must be recorded now, oldest first: a point from before, or this one */
  add(point: Point): Point[] {
    const last = this.#pending.at(-1) ?? this.#anchor
    if (last === null || point.atMs - last.atMs > LONGEST_GAP_MS) {
      const kept = this.lose()
      this.#anchor = point
      return [...kept, point]
    }
    const kept = this.#lineFits(point) ? [] : this.#keepLast()
    this.#pending.push(point)
    return kept
  }

  /** As add, of a point that is recorded in any case. @returns what must be recorded before it */
  addRecorded(point: Point): Point[] {
    const kept = this.add(point).filter((one) => one !== point)
    this.#anchor = point
    this.#pending = []
    return kept
  }

  /** The position is lost: the line ends here. @returns the last point, unless it is recorded */
  lose(): Point[] {
    const last = this.#pending.at(-1)
    this.#anchor = null
    this.#pending = []
    return last === undefined ? [] : [last]
  }

  #lineFits(to: Point): boolean {
    const from = this.#anchor
    if (from === null || this.#pending.length >= this.#mostPending) return false
    return this.#pending.every((point) => metresToLine(point, from, to) <= this.#boundMetres)
  }

  #keepLast(): Point[] {
    const last = this.#pending.at(-1)
    if (last === undefined) return []
    this.#anchor = last
    this.#pending = []
    return [last]
  }
}

type Place = Pick<TrackPoint, 'latitude' | 'longitude'>

/** From a place to the nearest one of a short line. */
export function metresToLine(place: Place, from: Place, to: Place): number {
  const start = offset(place, from)
  const end = offset(place, to)
  const [east, north] = [end.east - start.east, end.north - start.north]
  const squared = east ** 2 + north ** 2
  const share = squared === 0 ? 0 : Math.max(0, Math.min(1, -(start.east * east + start.north * north) / squared))
  return Math.hypot(start.east + share * east, start.north + share * north)
}
