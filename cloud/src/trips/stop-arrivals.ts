import { type GeoPoint, isInside } from '@coldrx/protocol'
import { systemActor } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { stateAfter } from '../lib/lifecycle.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import type { ReadModel, TrackPoint } from '../telemetry/read-model.ts'
import { STOP_LIFECYCLE, type StopEvent, type StopState } from './stop-lifecycle.ts'
import { LIVE_TRIP_STATES } from './trip-lifecycle.ts'
import { readTrip, type Trip } from './trip-records.ts'

/** A truck may stand at its first stop long before it departs. */
const BEFORE_DEPARTURE_MS = 12 * 3_600_000
/** The newest frames overtake older ones, so what lies behind is looked at again now and then. */
const LOOK_BACK_EVERY_MS = 5 * 60_000
/** Faster than that, one point inside is a truck that drives by. */
const DRIVING_KMH = 10

const ACTOR = systemActor('geofence')
const EVERYTHING = { actor: ACTOR, reach: 'all' } as const

export interface StopArrivalsParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly sealedFields: SealedFields
  readonly readModel: Pick<ReadModel, 'onChange' | 'track'>
  readonly clock: Clock
  readonly onTripTouched: (tripId: string) => Promise<void>
  readonly onFailure: (error: unknown) => void
}

/** What is known of a trip's way so far; after a restart it is found again from the track. */
interface Progress {
  readonly tripId: string
  readonly begunAtMs: number
  /** of the last point that was looked at */
  throughMs: number
  /** stops that the last point was inside of */
  inside: Set<string>
}

/**
 * Marks stops as arrived at and left by the recorded track, not by the newest position alone: what a truck did while it
 * had no network counts too, at the time when it did it. Several instances may look at once: one of them wins.
 */
export class StopArrivals {
  readonly #parts: StopArrivalsParts
  readonly #progress = new Map<string, Progress>()
  readonly #due = new Set<string>()
  #working: Promise<void> | undefined
  #end: (() => void) | undefined

  constructor(parts: StopArrivalsParts) {
    this.#parts = parts
  }

  start(): void {
    this.#end = this.#parts.readModel.onChange(({ trucks }) => {
      for (const { device, position } of trucks) if (position !== null) this.#due.add(device)
      if (this.#due.size > 0) this.#working ??= this.#work()
    })
  }

  async stop(): Promise<void> {
    this.#end?.()
    this.#due.clear()
    await this.#working
  }

  async #work(): Promise<void> {
    try {
      for (const device of this.#due) {
        this.#due.delete(device)
        await this.#follow(device)
      }
    } catch (error) {
      this.#parts.onFailure(error)
    }
    this.#working = undefined
  }

  async #follow(device: string): Promise<void> {
    const trip = await this.#liveTrip(device)
    if (trip === undefined) {
      this.#progress.delete(device)
      return
    }
    const progress = this.#progressOf(device, trip)
    const track = await this.#parts.readModel.track({
      device,
      fromMs: progress.throughMs + 1,
      toMs: this.#parts.clock.nowMs(),
    })
    const states = new Map<string, StopState>(trip.stops.map(({ id, state }) => [id, state]))
    for (const point of track?.points ?? []) {
      await this.#pass(trip, states, progress, point)
      progress.throughMs = point[0]
    }
  }

  async #liveTrip(device: string): Promise<Trip | undefined> {
    const { db, sealedFields } = this.#parts
    const row = await db.reader
      .selectFrom('trip')
      .select('id')
      .where('device', '=', device)
      .where('state', 'in', LIVE_TRIP_STATES)
      .executeTakeFirst()
    return row === undefined ? undefined : readTrip(db.reader, sealedFields, EVERYTHING, row.id)
  }

  #progressOf(device: string, trip: Trip): Progress {
    const nowMs = this.#parts.clock.nowMs()
    const known = this.#progress.get(device)
    if (known?.tripId === trip.id && nowMs - known.begunAtMs < LOOK_BACK_EVERY_MS) return known
    const throughMs = Math.min(trip.plannedDepartureMs, nowMs) - BEFORE_DEPARTURE_MS
    const progress = { tripId: trip.id, begunAtMs: nowMs, throughMs, inside: new Set<string>() }
    this.#progress.set(device, progress)
    return progress
  }

  async #pass(trip: Trip, states: Map<string, StopState>, progress: Progress, point: TrackPoint): Promise<void> {
    const [atMs, latitude, longitude, speedKmh] = point
    const position: GeoPoint = { latitude, longitude }
    for (const stop of trip.stops) {
      const fence = { shape: 'circle', centre: stop.position, radiusMetres: stop.geofenceRadiusMetres } as const
      const wasInside = progress.inside.has(stop.id)
      const inside = isInside(fence, position, wasInside)
      if (inside) progress.inside.add(stop.id)
      else progress.inside.delete(stop.id)
      const state = states.get(stop.id) ?? stop.state
      const stands = speedKmh === null || speedKmh < DRIVING_KMH || wasInside
      if (inside && stands && state === 'planned') await this.#mark(trip, states, stop.id, 'arrive', atMs)
      else if (!inside && state === 'arrived' && atMs > (stop.arrivedAtMs ?? 0))
        await this.#mark(trip, states, stop.id, 'leave', atMs)
    }
  }

  async #mark(trip: Trip, states: Map<string, StopState>, stopId: string, event: StopEvent, atMs: number) {
    const from = states.get(stopId) ?? 'planned'
    const to = stateAfter(STOP_LIFECYCLE, from, event)
    const { db, audit, onTripTouched } = this.#parts
    const marked = await db.inTransaction(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('trip_stop')
        .set({ state: to, ...(event === 'arrive' ? { arrived_at_ms: atMs } : { left_at_ms: atMs }) })
        .where('id', '=', stopId)
        .where('state', '=', from)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return false
      await tx
        .updateTable('trip')
        .set(({ eb }) => ({ revision: eb('revision', '+', 1) }))
        .where('id', '=', trip.id)
        .execute()
      const subject = { kind: 'trip' as const, id: trip.id }
      await audit.append(tx, { actor: ACTOR, action: `stop.${event}`, subject, details: { stop: stopId, atMs } })
      return true
    })
    states.set(stopId, to)
    if (marked) await onTripTouched(trip.id)
  }
}
