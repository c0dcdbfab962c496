import type { GeoPoint } from '@coldrx/protocol'
import { geoPointSchema } from '@coldrx/protocol'
import type { Scope } from '../access/actor.ts'
import type { BusinessReader } from '../business-database/business-database.ts'
import { behind } from '../lib/newest-first.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import type { StopState } from './stop-lifecycle.ts'
import type { TripState } from './trip-lifecycle.ts'

export interface Names {
  readonly zh: string
  readonly en: string
}

export interface Stop {
  readonly id: string
  readonly sequence: number
  readonly state: StopState
  readonly name: Names
  readonly address: string
  readonly position: GeoPoint
  readonly geofenceRadiusMetres: number
  readonly windowFromMs: number
  readonly windowToMs: number
  readonly arrivedAtMs: number | null
  readonly leftAtMs: number | null
}

export interface Trip {
  readonly id: string
  readonly number: string
  readonly organisationId: string
  readonly state: TripState
  readonly revision: number
  readonly device: string | null
  readonly driverId: string | null
  readonly plannedDepartureMs: number
  readonly departedAtMs: number | null
  readonly endedAtMs: number | null
  readonly createdAtMs: number
  readonly stops: readonly Stop[]
}

export interface TripQuery {
  readonly states?: readonly TripState[] | undefined
  readonly device?: string | undefined
  readonly limit: number
  /** the departure and id of the last trip of the page before */
  readonly after?: readonly [plannedDepartureMs: number, id: string] | undefined
}

const stopPlace = (column: string, row: string) => ({ table: 'trip_stop', column, row })

export function sealStop(
  sealedFields: SealedFields,
  id: string,
  { address, position }: Pick<Stop, 'address' | 'position'>,
): { readonly address_sealed: string; readonly position_sealed: string } {
  const { latitude, longitude } = position
  return {
    address_sealed: sealedFields.seal(stopPlace('address_sealed', id), address),
    position_sealed: sealedFields.seal(stopPlace('position_sealed', id), JSON.stringify({ latitude, longitude })),
  }
}

function tripsIn(reader: BusinessReader, { actor, reach }: Scope) {
  const all = reader.selectFrom('trip').selectAll()
  if (reach === 'all') return all
  if (reach === 'own') return all.where('driver_id', '=', actor.id)
  // an actor of no organisation has none
  return all.where('organisation_id', '=', actor.organisationId ?? '')
}

/** undefined: there is none, or it is out of reach */
export async function readTrip(
  reader: BusinessReader,
  sealedFields: SealedFields,
  scope: Scope,
  id: string,
): Promise<Trip | undefined> {
  const rows = await tripsIn(reader, scope).where('id', '=', id).execute()
  return (await withStops(reader, sealedFields, rows))[0]
}

/** The newest departure first; one more than `limit` where there is more. */
export async function listTrips(
  reader: BusinessReader,
  sealedFields: SealedFields,
  scope: Scope,
  { states, device, limit, after }: TripQuery,
): Promise<Trip[]> {
  let query = tripsIn(reader, scope).where(behind(after, { created: 'planned_departure_ms', id: 'id' }))
  if (states !== undefined) query = query.where('state', 'in', states)
  if (device !== undefined) query = query.where('device', '=', device)
  const rows = await query
    .orderBy('planned_departure_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return withStops(reader, sealedFields, rows)
}

type TripRow = Awaited<ReturnType<ReturnType<typeof tripsIn>['execute']>>[number]

async function withStops(
  reader: BusinessReader,
  sealedFields: SealedFields,
  rows: readonly TripRow[],
): Promise<Trip[]> {
  if (rows.length === 0) return []
  const stops = await reader
    .selectFrom('trip_stop')
    .selectAll()
    .where(
      'trip_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('sequence')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    organisationId: row.organisation_id,
    state: row.state,
    revision: row.revision,
    device: row.device,
    driverId: row.driver_id,
    plannedDepartureMs: row.planned_departure_ms,
    departedAtMs: row.departed_at_ms,
    endedAtMs: row.ended_at_ms,
    createdAtMs: row.created_at_ms,
    stops: stops
      .filter((stop) => stop.trip_id === row.id)
      .map((stop) => ({
        id: stop.id,
        sequence: stop.sequence,
        state: stop.state,
        name: { zh: stop.name_zh, en: stop.name_en },
        address: sealedFields.open(stopPlace('address_sealed', stop.id), stop.address_sealed),
        position: geoPointSchema.parse(
          JSON.parse(sealedFields.open(stopPlace('position_sealed', stop.id), stop.position_sealed)),
        ),
        geofenceRadiusMetres: stop.geofence_radius_metres,
        windowFromMs: stop.window_from_ms,
        windowToMs: stop.window_to_ms,
        arrivedAtMs: stop.arrived_at_ms,
        leftAtMs: stop.left_at_ms,
      })),
  }))
}
