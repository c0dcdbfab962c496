import { type AssignedTrip, canonicalJson, type Json, sm3, type TripMessage, toUtf8 } from '@coldrx/protocol'
import { systemActor } from '../access/actor.ts'
import type { BusinessDatabase, BusinessReader } from '../business-database/business-database.ts'
import { readDisplayName } from '../identity/people.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { listShipments, type Shipment } from './shipment-records.ts'
import { MOST_SHIPMENTS_A_TRIP } from './shipments.ts'
import { readTrip, type Trip } from './trip-records.ts'

const EVERYTHING = { actor: systemActor('truck-papers'), reach: 'all' } as const

type LiveState = AssignedTrip['state']
const LIVE: readonly LiveState[] = ['released', 'loading', 'under-way']

export interface TruckPapersParts {
  readonly db: BusinessDatabase
  readonly sealedFields: SealedFields
  /** sends `down/trip`; what a truck misses it is told again at its next birth */
  readonly publish: (device: string, message: TripMessage) => Promise<void>
}

export interface TruckPapers {
  /** A trip of the truck has changed. */
  tell(device: string): Promise<void>
  /** The truck is there again, and has this revision; null: none. */
  born(device: string, revision: number | null): Promise<void>
}

/**
 * Tells each truck the trip that it is to drive. The revision follows the content, so an instance that died between a
 * change and its telling is made good by whoever answers the next birth.
 */
export function createTruckPapers({ db, sealedFields, publish }: TruckPapersParts): TruckPapers {
  /** Without a commit where the papers are what the truck was told the last time: a whole fleet is born at once. */
  async function asTold(device: string, has: number | null): Promise<TripMessage> {
    const known = await db.reader
      .selectFrom('truck_paper')
      .select(['revision', 'digest'])
      .where('device', '=', device)
      .executeTakeFirst()
    const trip = await liveTrip(db.reader, device)
    // what nobody was told yet has revision 0; a truck that has another one heard it of an installation that is gone
    if (known === undefined && trip === null && (has ?? 0) === 0) return { v: 1, revision: 0, trip }
    if (known === undefined) return current(device)
    if (Buffer.compare(known.digest, digestOf(trip)) !== 0) return current(device)
    return { v: 1, revision: known.revision, trip }
  }

  async function current(device: string): Promise<TripMessage> {
    return db.inTransaction(async (tx) => {
      const trip = await liveTrip(tx, device)
      const digest = digestOf(trip)
      // a row of its own first: two instances then take their turns on it
      await tx
        .insertInto('truck_paper')
        .values({ device, revision: 0, digest: new Uint8Array(0) })
        .onConflict((conflict) => conflict.column('device').doUpdateSet({ device }))
        .execute()
      const known = await tx
        .selectFrom('truck_paper')
        .select(['revision', 'digest'])
        .where('device', '=', device)
        .executeTakeFirstOrThrow()
      if (Buffer.compare(known.digest, digest) === 0) return { v: 1, revision: known.revision, trip }
      const revision = known.revision + 1
      await tx.updateTable('truck_paper').set({ revision, digest }).where('device', '=', device).execute()
      return { v: 1, revision, trip }
    })
  }

  async function liveTrip(reader: BusinessReader, device: string): Promise<AssignedTrip | null> {
    const row = await reader
      .selectFrom('trip')
      .select('id')
      .where('device', '=', device)
      .where('state', 'in', LIVE)
      .executeTakeFirst()
    const trip = row === undefined ? undefined : await readTrip(reader, sealedFields, EVERYTHING, row.id)
    if (trip === undefined) return null
    const all = { tripId: trip.id, limit: MOST_SHIPMENTS_A_TRIP }
    const shipments = await listShipments(reader, sealedFields, EVERYTHING, all)
    const { driverId } = trip
    const names = driverId === null ? null : await readDisplayName({ reader, sealedFields }, driverId)
    // who drives is named as the cab is read first
    const driver = driverId === null || names === null ? null : { id: driverId, name: names.zh.slice(0, 64) }
    return toAssignedTrip(trip, shipments, driver)
  }

  return {
    tell: async (device) => publish(device, await current(device)),
    async born(device, revision) {
      const message = await asTold(device, revision)
      if (message.revision !== revision) await publish(device, message)
    },
  }
}

function digestOf(trip: AssignedTrip | null): Uint8Array {
  return sm3(toUtf8(canonicalJson(trip as unknown as Json)))
}

function toAssignedTrip(
  trip: Trip,
  shipments: readonly Shipment[],
  driver: NonNullable<AssignedTrip['driver']> | null,
): AssignedTrip {
  const { id, number, revision, plannedDepartureMs, stops } = trip
  return {
    ...{ id, number, revision, state: trip.state as LiveState, plannedDepartureMs, driver },
    stops: stops.map((stop) => ({
      ...{ id: stop.id, name: stop.name, address: stop.address, position: stop.position, state: stop.state },
      geofenceRadiusMetres: stop.geofenceRadiusMetres,
      ...{ windowFromMs: stop.windowFromMs, windowToMs: stop.windowToMs },
    })),
    // by number: the content must not depend on the order in which they were read
    shipments: [...shipments]
      .sort((left, right) => (left.number < right.number ? -1 : 1))
      .flatMap((shipment) => {
        const { state, fromStopId, toStopId, goods, range, compartment, timeBudgetMinutes } = shipment
        if (state === 'planned' || state === 'cancelled' || fromStopId === null || toStopId === null) return []
        return [
          {
            ...{ id: shipment.id, number: shipment.number, consignee: shipment.consignee, goods, compartment, range },
            ...{ boxes: shipment.boxes.map(({ code }) => code), timeBudgetMinutes, state },
            ...{ fromStop: fromStopId, toStop: toStopId },
          },
        ]
      }),
  }
}
