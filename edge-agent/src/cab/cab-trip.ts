import type { AssignedTrip } from '@coldrx/protocol'
import type { RecordedHandover } from '../documents/handovers.ts'

type Stop = AssignedTrip['stops'][number]
type Shipment = AssignedTrip['shipments'][number]

/** The trip as the cab's page gets it. Times are ISO texts in UTC. */
export interface CabTrip extends Pick<AssignedTrip, 'id' | 'number' | 'state'> {
  readonly plannedDepartureAt: string
  /** the first that is neither left nor skipped; null: the trip is driven */
  readonly nextStop: string | null
  readonly stops: readonly (Pick<Stop, 'id' | 'name' | 'address' | 'position' | 'state'> & {
    readonly windowFrom: string
    readonly windowTo: string
  })[]
  readonly shipments: readonly (Shipment & {
    /** as this device recorded it; null: not yet */
    readonly handover: {
      readonly document: string
      readonly outcome: RecordedHandover['outcome']
      readonly at: string
      readonly acknowledged: boolean
    } | null
  })[]
}

const toIso = (ms: number): string => new Date(ms).toISOString()

export function cabTrip(trip: AssignedTrip, handovers: ReadonlyMap<string, RecordedHandover>): CabTrip {
  const { id, number, state, plannedDepartureMs, stops, shipments } = trip
  return {
    ...{ id, number, state },
    plannedDepartureAt: toIso(plannedDepartureMs),
    nextStop: stops.find((stop) => stop.state === 'planned' || stop.state === 'arrived')?.id ?? null,
    stops: stops.map(({ id: stop, name, address, position, state: done, windowFromMs, windowToMs }) => ({
      ...{ id: stop, name, address, position, state: done },
      windowFrom: toIso(windowFromMs),
      windowTo: toIso(windowToMs),
    })),
    shipments: shipments.map((shipment) => {
      const made = handovers.get(shipment.id)
      const handover = made && {
        ...{ document: made.document, outcome: made.outcome, acknowledged: made.acknowledged },
        at: toIso(made.atMs),
      }
      return { ...shipment, handover: handover ?? null }
    }),
  }
}
