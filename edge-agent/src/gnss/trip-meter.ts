import { distanceMetres } from '@coldrx/protocol'
import type { Position } from './sentence.ts'
import type { TruckPlace } from './track-filter.ts'

/** Shorter, it is a traffic light. */
const STOP_MS = 120_000
/** A truck that is moved within the yard, and a receiver that jumped: the same stop. */
const SAME_STOP_METRES = 50
const SAME_STOP_PAUSE_MS = 60_000
/** Over a silence the straight way is counted, unless nothing on wheels could have driven it. */
const FASTEST_METRES_PER_SECOND = 45

interface Stop extends Position {
  readonly fromMs: number
  readonly toMs: number
}

/** How far a truck has driven and where it stood, by its filtered places. */
export class TripMeter {
  distanceMetres = 0
  topSpeedKmh = 0
  readonly #stops: Stop[] = []
  #standing: Stop | null = null
  #last: TruckPlace | null = null

  /** longer ones only; the one under way is among them */
  get stops(): readonly Stop[] {
    return this.#standing !== null && isLong(this.#standing) ? [...this.#stops, this.#standing] : this.#stops
  }

  observe(place: TruckPlace): void {
    const last = this.#last
    this.#last = place
    if (last !== null) this.distanceMetres += drivenMetres(last, place)
    this.topSpeedKmh = Math.max(this.topSpeedKmh, place.speedKmh)
    if (place.isParked) this.#stand(place)
  }

  #stand({ latitude, longitude, atMs }: TruckPlace): void {
    const standing = this.#standing
    const isSame =
      standing !== null &&
      atMs - standing.toMs <= SAME_STOP_PAUSE_MS &&
      distanceMetres(standing, { latitude, longitude }) <= SAME_STOP_METRES
    if (isSame) {
      this.#standing = { ...standing, toMs: atMs }
      return
    }
    if (standing !== null && isLong(standing)) this.#stops.push(standing)
    this.#standing = { latitude, longitude, fromMs: atMs, toMs: atMs }
  }
}

const isLong = ({ fromMs, toMs }: Stop): boolean => toMs - fromMs >= STOP_MS

function drivenMetres(from: TruckPlace, to: TruckPlace): number {
  // a place that was wrong before was not driven away from
  if (to.began === 'moved' || to.began === 'first') return 0
  const metres = distanceMetres(from, to)
  const seconds = (to.atMs - from.atMs) / 1_000
  return to.began === 'silence' && metres > seconds * FASTEST_METRES_PER_SECOND ? 0 : metres
}
