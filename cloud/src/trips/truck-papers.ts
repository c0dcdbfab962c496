import { type AssignedTrip, canonicalJson, type Json, sm3, type TripMessage, toUtf8 } from '@coldrx/protocol'
import { systemActor } from '../access/actor.ts'
import type { BusinessDatabase, BusinessReader } from '../business-database/business-database.ts'
import { readDisplayName } from '../identity/people.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { listShipments, type Shipment } from './shipment-records.ts'
import { MOST_SHIPMENTS_A_TRIP } from './shipments.ts'
import { readTrip, type Trip } from './trip-records.ts'
import { createTruckTold, type TruckTold } from './truck-told.ts'

const EVERYTHING = { actor: systemActor('truck-papers'), reach: 'all' } as const

type LiveState = AssignedTrip['state']
const LIVE: readonly LiveState[] = ['released', 'loading', 'under-way']

export interface TruckPapersParts {
  readonly db: BusinessDatabase
  readonly sealedFields: SealedFields
  /** sends `down/trip` */
  readonly publish: (device: string, message: TripMessage) => Promise<void>
}

/** Tells each truck the trip that it is to drive. */
export function createTruckPapers({ db, sealedFields, publish }: TruckPapersParts): TruckTold {
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

  return createTruckTold({
    ...{ db, publish, table: 'truck_paper' },
    async papersOf(reader, device) {
      const trip = await liveTrip(reader, device)
      return {
        digest: digestOf(trip),
        isNothing: trip === null,
        toMessage: (revision): TripMessage => ({ v: 1, revision, trip }),
      }
    },
  })
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
