import { randomUUID } from 'node:crypto'
import type { TemperatureRange } from '@coldrx/protocol'
import type { Actor, Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { CustodyTable } from '../business-database/tables/trips.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { stateAfter } from '../lib/lifecycle.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { SHIPMENT_LIFECYCLE, type ShipmentEvent, type ShipmentState } from './shipment-lifecycle.ts'
import {
  custodyPlace,
  listShipments,
  readShipment,
  type Shipment,
  type ShipmentQuery,
  shipmentPlace,
} from './shipment-records.ts'
import { OPEN_TRIP_STATES } from './trip-lifecycle.ts'
import { type Names, readTrip } from './trip-records.ts'

export interface ShipmentPlan {
  readonly number: string
  readonly consignee: string
  readonly consigneePhone: string | null
  readonly goods: Names
  readonly range: TemperatureRange
  readonly timeBudgetMinutes: number
  readonly boxes: readonly string[]
}

export interface Assignment {
  readonly tripId: string
  readonly compartment: string
  readonly fromStopId: string
  readonly toStopId: string
}

export interface HandOver {
  readonly kind: Extract<CustodyTable['kind'], 'delivered' | 'refused' | 'returned'>
  readonly atMs: number
  readonly taker: string
  readonly temperatureCelsius: number | null
  readonly note: string | null
  /** of the hand-over that the truck sent; null: told here */
  readonly documentId: string | null
}

/** What a shipment asks of the fleet. */
export interface CompartmentRanges {
  /** Read in the transaction that asks, or SQLite would wait for itself. undefined: the device has no such compartment */
  rangeOf(reader: BusinessReader, device: string, compartment: string): Promise<TemperatureRange | undefined>
}

export interface Shipments {
  list(scope: Scope, query: ShipmentQuery): Promise<Shipment[]>
  /** @throws AppError NOT_FOUND */
  get(scope: Scope, id: string): Promise<Shipment>
  /** All or none. @throws AppError CONFLICT: a number is taken; `field` is `rows.AT.number` */
  add(scope: Scope, plans: readonly ShipmentPlan[]): Promise<Shipment[]>
  assign(scope: Scope, id: string, assignment: Assignment): Promise<Shipment>
  unassign(scope: Scope, id: string): Promise<Shipment>
  cancel(scope: Scope, id: string, reason: string): Promise<Shipment>
  /** Every box must be named: what is not aboard is not loaded. */
  load(
    scope: Scope,
    id: string,
    loading: { readonly boxes: readonly string[]; readonly temperatureCelsius: number | null },
  ): Promise<Shipment>
  /**
   * All its boxes are aboard, and go with a trip that is under way: in a transaction of another subject, which tells the
   * trip's truck after its commit.
   */
  loadIn(
    tx: BusinessTransaction,
    actor: Actor,
    shipment: Shipment,
    loading: {
      readonly atMs: number
      readonly byPersonId: string | null
      readonly temperatureCelsius: number | null
      /** of the checklist that the truck sent; null: told here */
      readonly documentId: string | null
    },
  ): Promise<void>
  /** The same document twice changes nothing the second time. */
  handOver(scope: Scope, id: string, handOver: HandOver): Promise<Shipment>
  /** As `handOver`, in a transaction of another subject, which tells the trip's truck after its commit. */
  handOverIn(
    tx: BusinessTransaction,
    actor: Actor,
    shipment: Shipment,
    handOver: HandOver & { readonly byPersonId: string | null },
  ): Promise<void>
}

/** More do not fit into a `down/trip`. */
export const MOST_SHIPMENTS_A_TRIP = 200

const EVENT_OF = { delivered: 'deliver', refused: 'refuse', returned: 'return' } as const

export function createShipments({
  db,
  audit,
  clock,
  sealedFields,
  compartments,
  onTripTouched,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly compartments: CompartmentRanges
  /** the truck's paper names its shipments, so it must be told anew */
  readonly onTripTouched: (tripId: string) => Promise<void>
}): Shipments {
  async function found(reader: BusinessDatabase['reader'], scope: Scope, id: string): Promise<Shipment> {
    const shipment = await readShipment(reader, sealedFields, scope, id)
    if (shipment === undefined) throw new AppError('NOT_FOUND', 404, 'there is no such shipment', { field: 'shipment' })
    return shipment
  }

  interface Move {
    readonly event: ShipmentEvent
    readonly reason?: string | undefined
    readonly also?: Partial<Record<'trip_id' | 'compartment' | 'from_stop_id' | 'to_stop_id', string | null>>
    readonly details?: Record<string, string | number | null>
  }

  /** Compare and set: who comes second finds another revision. */
  async function move(
    tx: BusinessTransaction,
    actor: Actor,
    shipment: Shipment,
    { event, reason, also, details }: Move,
  ) {
    const to: ShipmentState = stateAfter(SHIPMENT_LIFECYCLE, shipment.state, event)
    const { numUpdatedRows } = await tx
      .updateTable('shipment')
      .set({ state: to, revision: shipment.revision + 1, ...also })
      .where('id', '=', shipment.id)
      .where('revision', '=', shipment.revision)
      .executeTakeFirst()
    if (numUpdatedRows === 0n)
      throw new AppError('CONFLICT', 409, 'revision: somebody changed it meanwhile', { field: 'revision' })
    await audit.append(tx, {
      ...{ actor, action: `shipment.${event}`, subject: { kind: 'shipment', id: shipment.id }, reason },
      details: { from: shipment.state, to, ...details },
    })
  }

  /** One use case: in a transaction, and the trip's truck is told afterwards. */
  async function change(
    scope: Scope,
    id: string,
    work: (tx: BusinessTransaction, shipment: Shipment) => Promise<void>,
  ): Promise<Shipment> {
    let before: Shipment | undefined
    const after = await db.inTransaction(async (tx) => {
      before = await found(tx, scope, id)
      await work(tx, before)
      return found(tx, { ...scope, reach: 'all' }, id)
    })
    for (const tripId of new Set([before?.tripId, after.tripId])) {
      if (typeof tripId === 'string') await onTripTouched(tripId)
    }
    return after
  }

  async function addCustody(
    tx: BusinessTransaction,
    shipment: Shipment,
    entry: Pick<CustodyTable, 'kind' | 'at_ms' | 'stop_id' | 'by_person_id' | 'temperature_celsius' | 'document_id'>,
    { taker, note }: { readonly taker: string | null; readonly note: string | null },
  ): Promise<void> {
    const id = randomUUID()
    const seal = (column: string, text: string | null) =>
      text === null ? null : sealedFields.seal(custodyPlace(column, id), text)
    await tx
      .insertInto('custody')
      .values({
        ...{ id, shipment_id: shipment.id, sequence: shipment.custody.length, ...entry },
        ...{ taker_sealed: seal('taker_sealed', taker), note_sealed: seal('note_sealed', note) },
      })
      .execute()
  }

  const handOverIn: Shipments['handOverIn'] = async (
    tx,
    actor,
    shipment,
    { kind, atMs, taker, temperatureCelsius, note, documentId, byPersonId },
  ) => {
    if (documentId !== null && shipment.custody.some((entry) => entry.documentId === documentId)) return
    await move(tx, actor, shipment, { event: EVENT_OF[kind], details: { document: documentId } })
    await addCustody(
      tx,
      shipment,
      {
        ...{ kind, at_ms: atMs, stop_id: shipment.toStopId, temperature_celsius: temperatureCelsius },
        ...{ by_person_id: byPersonId, document_id: documentId },
      },
      { taker, note },
    )
  }

  const loadIn: Shipments['loadIn'] = async (
    tx,
    actor,
    shipment,
    { atMs, byPersonId, temperatureCelsius, documentId },
  ) => {
    await move(tx, actor, shipment, { event: 'load' })
    const trip = await tx.selectFrom('trip').select('state').where('id', '=', shipment.tripId).executeTakeFirst()
    // on the way: its trip does not depart once more
    if (trip?.state === 'under-way')
      await move(tx, actor, { ...shipment, state: 'loaded', revision: shipment.revision + 1 }, { event: 'depart' })
    await tx.updateTable('shipment_box').set({ loaded_at_ms: atMs }).where('shipment_id', '=', shipment.id).execute()
    await addCustody(
      tx,
      shipment,
      {
        ...{ kind: 'loaded', at_ms: atMs, stop_id: shipment.fromStopId, by_person_id: byPersonId },
        ...{ temperature_celsius: temperatureCelsius, document_id: documentId },
      },
      { taker: null, note: null },
    )
  }

  return {
    list: (scope, query) => listShipments(db.reader, sealedFields, scope, query),
    get: (scope, id) => found(db.reader, scope, id),

    async add(scope, plans) {
      const { actor } = scope
      const organisationId = actor.organisationId
      if (organisationId === null) throw new AppError('FORBIDDEN', 403, 'only somebody of an organisation can do this')
      return db.inTransaction(async (tx) => {
        const added: Shipment[] = []
        for (const [at, plan] of plans.entries()) {
          const id = randomUUID()
          const seal = (column: string, text: string) => sealedFields.seal(shipmentPlace(column, id), text)
          const { numInsertedOrUpdatedRows } = await tx
            .insertInto('shipment')
            .values({
              ...{ id, number: plan.number, organisation_id: organisationId, state: SHIPMENT_LIFECYCLE.initial },
              ...{ revision: 1, trip_id: null, compartment: null, from_stop_id: null, to_stop_id: null },
              consignee_sealed: seal('consignee_sealed', plan.consignee),
              consignee_phone_sealed:
                plan.consigneePhone === null ? null : seal('consignee_phone_sealed', plan.consigneePhone),
              ...{ goods_zh: plan.goods.zh, goods_en: plan.goods.en, time_budget_minutes: plan.timeBudgetMinutes },
              ...{ min_celsius: plan.range.minCelsius, max_celsius: plan.range.maxCelsius },
              created_at_ms: clock.nowMs(),
            })
            .onConflict((conflict) => conflict.columns(['organisation_id', 'number']).doNothing())
            .executeTakeFirst()
          if (numInsertedOrUpdatedRows !== 1n)
            throw new AppError('CONFLICT', 409, `rows.${at}.number: there is a shipment ${plan.number} already`, {
              field: `rows.${at}.number`,
            })
          await tx
            .insertInto('shipment_box')
            .values(plan.boxes.map((code) => ({ shipment_id: id, code, loaded_at_ms: null })))
            .execute()
          await audit.append(tx, { actor, action: 'shipment.add', subject: { kind: 'shipment', id } })
          added.push(await found(tx, { ...scope, reach: 'all' }, id))
        }
        return added
      })
    },

    assign: (scope, id, { tripId, compartment, fromStopId, toStopId }) =>
      change(scope, id, async (tx, shipment) => {
        const trip = await readTrip(tx, sealedFields, scope, tripId)
        if (trip === undefined || trip.organisationId !== shipment.organisationId)
          throw unprocessable('trip', 'there is no such trip')
        const isUnderWay = trip.state === 'under-way'
        if (!isUnderWay && !OPEN_TRIP_STATES.includes(trip.state)) throw unprocessable('trip', `it is ${trip.state}`)
        const from = trip.stops.find((stop) => stop.id === fromStopId)
        const to = trip.stops.find((stop) => stop.id === toStopId)
        if (from === undefined) throw unprocessable('fromStop', 'must be a stop of the trip')
        // it is picked up on the way
        if (isUnderWay && (from.sequence === 0 || from.state === 'left' || from.state === 'skipped'))
          throw unprocessable('fromStop', 'must be a stop that is still to come: the trip is under way')
        if (to === undefined || to.sequence <= from.sequence)
          throw unprocessable('toStop', 'must be a stop of the trip behind fromStop')
        if (trip.device === null) throw unprocessable('trip', 'it has no truck yet')
        const range = await compartments.rangeOf(tx, trip.device, compartment)
        if (range === undefined) throw unprocessable('compartment', `${trip.device} has no compartment ${compartment}`)
        if (range.minCelsius < shipment.range.minCelsius || range.maxCelsius > shipment.range.maxCelsius) {
          const { minCelsius, maxCelsius } = shipment.range
          throw unprocessable(
            'compartment',
            `it is kept at ${range.minCelsius} to ${range.maxCelsius} °C, the shipment needs ${minCelsius} to ${maxCelsius} °C`,
          )
        }
        const aboard = await tx
          .selectFrom('shipment')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('trip_id', '=', tripId)
          .executeTakeFirst()
        if ((aboard?.count ?? 0) >= MOST_SHIPMENTS_A_TRIP)
          throw unprocessable('trip', `it has ${MOST_SHIPMENTS_A_TRIP} shipments, the most that a truck shows`)
        await move(tx, scope.actor, shipment, {
          event: 'assign',
          also: { trip_id: tripId, compartment, from_stop_id: fromStopId, to_stop_id: toStopId },
          details: { trip: tripId, compartment },
        })
      }),

    unassign: (scope, id) =>
      change(scope, id, (tx, shipment) =>
        move(tx, scope.actor, shipment, {
          event: 'unassign',
          also: { trip_id: null, compartment: null, from_stop_id: null, to_stop_id: null },
        }),
      ),

    cancel: (scope, id, reason) =>
      change(scope, id, (tx, shipment) => move(tx, scope.actor, shipment, { event: 'cancel', reason })),

    load: (scope, id, { boxes, temperatureCelsius }) =>
      change(scope, id, async (tx, shipment) => {
        const missing = shipment.boxes.filter(({ code }) => !boxes.includes(code)).map(({ code }) => code)
        if (missing.length > 0) throw unprocessable('boxes', `missing: ${missing.join(', ')}`)
        const strange = boxes.filter((code) => !shipment.boxes.some((box) => box.code === code))
        if (strange.length > 0) throw unprocessable('boxes', `not of this shipment: ${strange.join(', ')}`)
        await loadIn(tx, scope.actor, shipment, {
          ...{ atMs: clock.nowMs(), byPersonId: scope.actor.id, temperatureCelsius, documentId: null },
        })
      }),

    handOver: (scope, id, handOver) =>
      change(scope, id, (tx, shipment) =>
        handOverIn(tx, scope.actor, shipment, {
          ...handOver,
          byPersonId: scope.actor.kind === 'person' ? scope.actor.id : null,
        }),
      ),

    handOverIn,
    loadIn,
  }
}

function unprocessable(field: string, message: string): AppError {
  return new AppError('UNPROCESSABLE', 422, `${field}: ${message}`, { field })
}
