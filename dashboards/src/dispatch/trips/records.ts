import type { AnswerOf, ItemOf } from '../../api/answers.ts'
import { type ApiClient, answerOf } from '../../api/client.ts'
import { everyPage, type PageQuery } from '../../api/every-page.ts'

export type Trip = AnswerOf<'/api/trips/{trip}', 'get'>
export type Stop = Trip['stops'][number]
export type TripPaper = ItemOf<'/api/trips/{trip}/papers'>
export type TripState = Trip['state']
export type Shipment = AnswerOf<'/api/shipments/{shipment}', 'get'>
export type ShipmentState = Shipment['state']
export type Geofence = ItemOf<'/api/geofences'>
export type Fence = Geofence['fence']
export type GeoPoint = Stop['position']
export type Driver = ItemOf<'/api/drivers'>

export const TRIP_STATES = [
  'planned',
  'released',
  'loading',
  'under-way',
  'completed',
  'cancelled',
] as const satisfies readonly TripState[]
export const OPEN_TRIP_STATES = ['planned', 'released', 'loading', 'under-way'] as const satisfies readonly TripState[]
export const SHIPMENT_STATES = [
  'planned',
  'assigned',
  'loaded',
  'in-transit',
  'delivered',
  'refused',
  'returned',
  'cancelled',
] as const satisfies readonly ShipmentState[]

export function loadTrip(client: ApiClient, trip: string, signal?: AbortSignal): Promise<Trip> {
  return answerOf(client.GET('/api/trips/{trip}', { params: { path: { trip } }, signal: signal ?? null }))
}

/** All of them: a trip has at most 200. */
export async function loadShipmentsOf(client: ApiClient, trip: string, signal?: AbortSignal): Promise<Shipment[]> {
  const load = (query: PageQuery) =>
    answerOf(client.GET('/api/shipments', { params: { query: { trip, ...query } }, signal: signal ?? null }))
  return (await everyPage(load)).items
}

/** The trip that the truck is on, being loaded for or released for, with its shipments; undefined: none. */
export async function loadCurrentTrip(
  client: ApiClient,
  device: string,
  signal: AbortSignal,
): Promise<{ readonly trip: Trip | undefined; readonly shipments: readonly Shipment[] }> {
  // a truck is on one at most: it is not released for another one before that has ended
  const query = { device, state: 'released,loading,under-way' }
  const [trip] = (await answerOf(client.GET('/api/trips', { params: { query }, signal }))).items
  return { trip, shipments: trip === undefined ? [] : await loadShipmentsOf(client, trip.id, signal) }
}

export async function loadDrivers(client: ApiClient): Promise<readonly Driver[]> {
  return (await everyPage((query) => answerOf(client.GET('/api/drivers', { params: { query } })))).items
}
