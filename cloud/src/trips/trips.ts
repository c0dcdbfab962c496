import { randomUUID } from 'node:crypto'
import type { GeoPoint } from '@coldrx/protocol'
import type { Actor, Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { stateAfter } from '../lib/lifecycle.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { ABOARD_STATES, SHIPMENT_LIFECYCLE, type ShipmentEvent, type ShipmentState } from './shipment-lifecycle.ts'
import { OPEN_TRIP_STATES, TRIP_LIFECYCLE, type TripEvent, type TripState } from './trip-lifecycle.ts'
import { listTrips, type Names, readTrip, sealStop, type Trip, type TripQuery } from './trip-records.ts'

export interface StopPlan {
  /** of a stop that is there already and stays; without one it is new */
  readonly id?: string | undefined
  readonly name: Names
  readonly address: string
  readonly position: GeoPoint
  readonly geofenceRadiusMetres: number
  readonly windowFromMs: number
  readonly windowToMs: number
}

export interface TripPlan {
  readonly number: string
  readonly device: string | null
  readonly driverId: string | null
  readonly plannedDepartureMs: number
  /** at least two: where it begins and where it ends */
  readonly stops: readonly StopPlan[]
}

/** What a trip asks of the rest of the business before it believes a plan. */
export interface TripCompany {
  /** whether the device is one of the organisation's, and in service */
  isUsableDevice(organisationId: string, device: string): Promise<boolean>
  isDriver(organisationId: string, personId: string): Promise<boolean>
}

export interface Trips {
  list(scope: Scope, query: TripQuery): Promise<Trip[]>
  /** @throws AppError NOT_FOUND */
  get(scope: Scope, id: string): Promise<Trip>
  /** @throws AppError CONFLICT: the number is taken; UNPROCESSABLE: a field that the plan can't have */
  plan(scope: Scope, plan: TripPlan): Promise<Trip>
  /** @throws AppError CONFLICT: it has changed since `revision`, or it is too late to change it */
  change(scope: Scope, id: string, revision: number, plan: TripPlan): Promise<Trip>
  /** @throws AppError CONFLICT: not from this state, or not for this role in it (`states`), or something is missing */
  apply(
    scope: Scope,
    id: string,
    event: TripEvent,
    how: { readonly states?: readonly string[] | undefined; readonly reason?: string | undefined },
  ): Promise<Trip>
  /** As `apply`, at another time and in a transaction of another subject, which calls `touched` after its commit. */
  applyIn(
    tx: BusinessTransaction,
    scope: Scope,
    id: string,
    event: TripEvent,
    how: {
      readonly atMs: number
      readonly states?: readonly string[] | undefined
      readonly reason?: string | undefined
      readonly details?: Readonly<Record<string, string>>
    },
  ): Promise<Trip>
  /** Called after each commit that changed a trip. */
  onChanged(listener: (trip: { readonly id: string; readonly device: string | null }) => void): () => void
  /** for a change that another subject made in its own transaction */
  touched(id: string): Promise<void>
}

export interface TripsParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly company: TripCompany
}

export function createTrips({ db, audit, clock, sealedFields, company }: TripsParts): Trips {
  const listeners = new Set<(trip: { readonly id: string; readonly device: string | null }) => void>()

  function tell(id: string, device: string | null): void {
    for (const listener of [...listeners]) listener({ id, device })
  }

  async function found(reader: BusinessDatabase['reader'], scope: Scope, id: string): Promise<Trip> {
    const trip = await readTrip(reader, sealedFields, scope, id)
    if (trip === undefined) throw new AppError('NOT_FOUND', 404, 'there is no such trip', { field: 'trip' })
    return trip
  }

  async function assertPlausible(organisationId: string, { device, driverId, stops }: TripPlan): Promise<void> {
    for (const [at, { windowFromMs, windowToMs }] of stops.entries()) {
      if (windowToMs < windowFromMs) throw unprocessable(`stops.${at}.windowTo`, 'must not be before windowFrom')
    }
    if (device !== null && !(await company.isUsableDevice(organisationId, device)))
      throw unprocessable('device', 'must be a truck of the organisation that is in service')
    if (driverId !== null && !(await company.isDriver(organisationId, driverId)))
      throw unprocessable('driver', 'must be a driver of the organisation')
  }

  const applyIn: Trips['applyIn'] = async (tx, scope, id, event, { atMs, states, reason, details }) => {
    const current = await found(tx, scope, id)
    if (states !== undefined && !states.includes(current.state))
      throw new AppError('CONFLICT', 409, `state: not while the trip is ${current.state}`, { field: 'state' })
    const to = stateAfter(TRIP_LIFECYCLE, current.state, event)
    await assertReady(tx, current, event)
    const { numUpdatedRows } = await tx
      .updateTable('trip')
      .set({
        ...{ state: to, revision: current.revision + 1 },
        ...(to === 'under-way' ? { departed_at_ms: atMs } : {}),
        ...(to === 'completed' || to === 'cancelled' ? { ended_at_ms: atMs } : {}),
      })
      .where('id', '=', id)
      .where('state', '=', current.state)
      .where('revision', '=', current.revision)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) throw stale(current.revision)
    await moveShipments(tx, scope.actor, id, to)
    await audit.append(tx, {
      ...{ actor: scope.actor, action: `trip.${event}`, subject: { kind: 'trip', id } },
      ...{ reason, details: { from: current.state, to, ...details } },
    })
    return found(tx, scope, id)
  }

  return {
    list: (scope, query) => listTrips(db.reader, sealedFields, scope, query),
    get: (scope, id) => found(db.reader, scope, id),

    async plan(scope, plan) {
      const organisationId = organisationOf(scope.actor)
      await assertPlausible(organisationId, plan)
      const id = randomUUID()
      const trip = await db.inTransaction(async (tx) => {
        await tx
          .insertInto('trip')
          .values({
            ...{ id, number: plan.number, organisation_id: organisationId, state: TRIP_LIFECYCLE.initial, revision: 1 },
            ...{ device: plan.device, driver_id: plan.driverId, planned_departure_ms: plan.plannedDepartureMs },
            ...{ departed_at_ms: null, ended_at_ms: null, created_at_ms: clock.nowMs() },
          })
          .onConflict((conflict) => conflict.columns(['organisation_id', 'number']).doNothing())
          .execute()
        const added = await readTrip(tx, sealedFields, { ...scope, reach: 'all' }, id)
        if (added === undefined) throw taken('number', `there is a trip ${plan.number} already`)
        for (const [sequence, stop] of plan.stops.entries()) await addStop(tx, id, sequence, stop)
        await audit.append(tx, { actor: scope.actor, action: 'trip.plan', subject: { kind: 'trip', id } })
        return found(tx, { ...scope, reach: 'all' }, id)
      })
      tell(trip.id, trip.device)
      return trip
    },

    async change(scope, id, revision, plan) {
      const before = await found(db.reader, scope, id)
      await assertPlausible(before.organisationId, plan)
      const trip = await db.inTransaction(async (tx) => {
        const current = await found(tx, scope, id)
        if (!OPEN_TRIP_STATES.includes(current.state))
          throw new AppError('CONFLICT', 409, `state: a trip that is ${current.state} is not changed`, {
            field: 'state',
          })
        const { numUpdatedRows } = await tx
          .updateTable('trip')
          .set({
            ...{ number: plan.number, device: plan.device, driver_id: plan.driverId, revision: revision + 1 },
            planned_departure_ms: plan.plannedDepartureMs,
          })
          .where('id', '=', id)
          .where('revision', '=', revision)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) throw stale(current.revision)
        await changeStops(tx, current, plan.stops)
        const details = { fields: changedFields(current, plan) }
        await audit.append(tx, { actor: scope.actor, action: 'trip.change', subject: { kind: 'trip', id }, details })
        return found(tx, scope, id)
      })
      // a truck that the trip was taken from must forget it
      if (before.device !== null && before.device !== trip.device) tell(id, before.device)
      tell(trip.id, trip.device)
      return trip
    },

    async apply(scope, id, event, { states, reason }) {
      const trip = await db.inTransaction((tx) =>
        applyIn(tx, scope, id, event, { states, reason, atMs: clock.nowMs() }),
      )
      tell(trip.id, trip.device)
      return trip
    },

    applyIn,

    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async touched(id) {
      const row = await db.reader.selectFrom('trip').select('device').where('id', '=', id).executeTakeFirst()
      if (row !== undefined) tell(id, row.device)
    },
  }

  async function addStop(tx: BusinessTransaction, tripId: string, sequence: number, stop: StopPlan): Promise<void> {
    const id = randomUUID()
    await tx
      .insertInto('trip_stop')
      .values({
        ...{ id, trip_id: tripId, sequence, state: 'planned', name_zh: stop.name.zh, name_en: stop.name.en },
        ...sealStop(sealedFields, id, stop),
        ...{ geofence_radius_metres: stop.geofenceRadiusMetres, arrived_at_ms: null, left_at_ms: null },
        ...{ window_from_ms: stop.windowFromMs, window_to_ms: stop.windowToMs },
      })
      .execute()
  }

  async function changeStops(tx: BusinessTransaction, { id: tripId, stops }: Trip, plans: readonly StopPlan[]) {
    const kept = new Set(plans.flatMap(({ id }) => id ?? []))
    for (const id of kept) {
      if (!stops.some((stop) => stop.id === id)) throw unprocessable('stops', `the trip has no stop ${id}`)
    }
    for (const { id } of stops.filter((stop) => !kept.has(stop.id))) {
      const used = await tx
        .selectFrom('shipment')
        .select('number')
        .where((eb) => eb.or([eb('from_stop_id', '=', id), eb('to_stop_id', '=', id)]))
        .executeTakeFirst()
      if (used !== undefined)
        throw new AppError('CONFLICT', 409, `stops: shipment ${used.number} needs a stop that is left out`, {
          field: 'stops',
        })
      await tx.deleteFrom('trip_stop').where('id', '=', id).execute()
    }
    for (const [sequence, plan] of plans.entries()) {
      if (plan.id === undefined) await addStop(tx, tripId, sequence, plan)
      else
        await tx
          .updateTable('trip_stop')
          .set({
            ...{ sequence, name_zh: plan.name.zh, name_en: plan.name.en, ...sealStop(sealedFields, plan.id, plan) },
            ...{ geofence_radius_metres: plan.geofenceRadiusMetres },
            ...{ window_from_ms: plan.windowFromMs, window_to_ms: plan.windowToMs },
          })
          .where('id', '=', plan.id)
          .execute()
    }
  }

  /** What must be there before an event may come. */
  async function assertReady(tx: BusinessTransaction, trip: Trip, event: TripEvent): Promise<void> {
    if (event === 'release') {
      if (trip.device === null) throw unprocessable('device', 'a trip needs a truck before it is released')
      if (trip.driverId === null) throw unprocessable('driver', 'a trip needs a driver before it is released')
      const other = await tx
        .selectFrom('trip')
        .select('number')
        .where('device', '=', trip.device)
        .where('id', '<>', trip.id)
        .where('state', 'in', ['released', 'loading', 'under-way'])
        .executeTakeFirst()
      if (other !== undefined)
        throw new AppError('CONFLICT', 409, `device: the truck is on trip ${other.number}`, { field: 'device' })
    }
    if (event === 'depart') {
      const first = trip.stops[0]?.id
      const waiting = await tx
        .selectFrom('shipment')
        .select('number')
        .where('trip_id', '=', trip.id)
        .where('from_stop_id', '=', first ?? '')
        .where('state', '=', 'assigned')
        .executeTakeFirst()
      if (waiting !== undefined)
        throw new AppError('CONFLICT', 409, `shipments: ${waiting.number} is not loaded yet`, { field: 'shipments' })
    }
    if (event === 'complete') {
      const aboard = await tx
        .selectFrom('shipment')
        .select('number')
        .where('trip_id', '=', trip.id)
        .where('state', 'in', ABOARD_STATES)
        .executeTakeFirst()
      if (aboard !== undefined)
        throw new AppError('CONFLICT', 409, `shipments: ${aboard.number} is neither delivered nor refused`, {
          field: 'shipments',
        })
    }
  }

  /** Shipments go with their trip: loaded ones are in transit once it departs, others are free again if it is cancelled. */
  async function moveShipments(tx: BusinessTransaction, actor: Actor, tripId: string, to: TripState): Promise<void> {
    if (to === 'under-way') await move('loaded', 'depart', {})
    if (to === 'cancelled') {
      await move('loaded', 'unload', {})
      await move('assigned', 'unassign', { trip_id: null, compartment: null, from_stop_id: null, to_stop_id: null })
    }

    async function move(from: ShipmentState, event: ShipmentEvent, also: object): Promise<void> {
      const state = stateAfter(SHIPMENT_LIFECYCLE, from, event)
      const moved = await tx
        .selectFrom('shipment')
        .select(['id', 'revision'])
        .where('trip_id', '=', tripId)
        .where('state', '=', from)
        .orderBy('id')
        .execute()
      for (const { id, revision } of moved) {
        await tx
          .updateTable('shipment')
          .set({ state, revision: revision + 1, ...also })
          .where('id', '=', id)
          .execute()
        const subject = { kind: 'shipment' as const, id }
        await audit.append(tx, { actor, action: `shipment.${event}`, subject, details: { from, to: state } })
      }
    }
  }
}

function organisationOf({ organisationId }: Actor): string {
  if (organisationId !== null) return organisationId
  throw new AppError('FORBIDDEN', 403, 'only somebody of an organisation can do this')
}

function unprocessable(field: string, message: string): AppError {
  return new AppError('UNPROCESSABLE', 422, `${field}: ${message}`, { field })
}

function taken(field: string, message: string): AppError {
  return new AppError('CONFLICT', 409, `${field}: ${message}`, { field })
}

function stale(revision: number): AppError {
  return new AppError('CONFLICT', 409, `revision: somebody changed it meanwhile; it is ${revision} now`, {
    field: 'revision',
  })
}

function changedFields(trip: Trip, plan: TripPlan): string[] {
  const fields = (['number', 'device', 'driverId', 'plannedDepartureMs'] as const).filter(
    (field) => trip[field] !== plan[field],
  )
  return [...fields, 'stops']
}
