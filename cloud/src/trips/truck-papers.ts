import { type AssignedTrip, sm3, type TripMessage, toUtf8 } from '@coldrx/protocol'
import { systemActor } from '../access/actor.ts'
import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import { canonicalJson, type Json } from '../lib/canonical-json.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { listShipments, type Shipment } from './shipment-records.ts'
import { readTrip, type Trip } from './trip-records.ts'

const EVERYTHING = { actor: systemActor('truck-papers'), reach: 'all' } as const
const MOST_SHIPMENTS = 200

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
  async function current(device: string): Promise<TripMessage> {
    return db.inTransaction(async (tx) => {
      const trip = await liveTrip(tx, device)
      const digest = sm3(toUtf8(canonicalJson(trip as unknown as Json)))
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

  async function liveTrip(tx: BusinessTransaction, device: string): Promise<AssignedTrip | null> {
    const row = await tx
      .selectFrom('trip')
      .select('id')
      .where('device', '=', device)
      .where('state', 'in', LIVE)
      .executeTakeFirst()
    const trip = row === undefined ? undefined : await readTrip(tx, sealedFields, EVERYTHING, row.id)
    if (trip === undefined) return null
    const shipments = await listShipments(tx, sealedFields, EVERYTHING, { tripId: trip.id, limit: MOST_SHIPMENTS })
    return toAssignedTrip(trip, shipments)
  }

  return {
    tell: async (device) => publish(device, await current(device)),
    async born(device, revision) {
      const message = await current(device)
      if (message.revision !== revision) await publish(device, message)
    },
  }
}

function toAssignedTrip(trip: Trip, shipments: readonly Shipment[]): AssignedTrip {
  const { id, number, revision, plannedDepartureMs, stops } = trip
  return {
    ...{ id, number, revision, state: trip.state as LiveState, plannedDepartureMs },
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
