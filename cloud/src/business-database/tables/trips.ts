import type { ShipmentState } from '../../trips/shipment-lifecycle.ts'
import type { StopState } from '../../trips/stop-lifecycle.ts'
import type { TripState } from '../../trips/trip-lifecycle.ts'

export interface TripTable {
  id: string
  /** for people, unique in its organisation: `T20261125-003` */
  number: string
  organisation_id: string
  state: TripState
  /** grows with every change: a change names the one that it was made from, and the truck the one that it has */
  revision: number
  /** the device of the truck; null: not chosen yet */
  device: string | null
  driver_id: string | null
  planned_departure_ms: number
  departed_at_ms: number | null
  ended_at_ms: number | null
  created_at_ms: number
}

export interface TripStopTable {
  id: string
  trip_id: string
  /** from 0 */
  sequence: number
  state: StopState
  name_zh: string
  name_en: string
  /** a customer's door is personal, and where a driver goes are whereabouts */
  address_sealed: string
  /** JSON of {latitude, longitude}, WGS-84 */
  position_sealed: string
  geofence_radius_metres: number
  window_from_ms: number
  window_to_ms: number
  arrived_at_ms: number | null
  left_at_ms: number | null
}

export interface ShipmentTable {
  id: string
  /** of the waybill, unique in its organisation */
  number: string
  organisation_id: string
  state: ShipmentState
  revision: number
  trip_id: string | null
  compartment: string | null
  from_stop_id: string | null
  to_stop_id: string | null
  consignee_sealed: string
  consignee_phone_sealed: string | null
  goods_zh: string
  goods_en: string
  min_celsius: number
  max_celsius: number
  /** how long it may be out of range altogether */
  time_budget_minutes: number
  created_at_ms: number
}

export interface ShipmentBoxTable {
  shipment_id: string
  /** as it stands on the box */
  code: string
  loaded_at_ms: number | null
}

/** Who had a shipment from when. Rows are only added. */
export interface CustodyTable {
  id: string
  shipment_id: string
  sequence: number
  kind: 'loaded' | 'delivered' | 'refused' | 'returned'
  at_ms: number
  stop_id: string | null
  /** who gave it away: one of our people */
  by_person_id: string | null
  /** who took it, as they signed */
  taker_sealed: string | null
  temperature_celsius: number | null
  note_sealed: string | null
  /** of the hand-over that the truck sent, where it came from one */
  document_id: string | null
}

export interface GeofenceTable {
  id: string
  organisation_id: string
  kind: 'depot' | 'customer' | 'service' | 'forbidden'
  name_zh: string
  name_en: string
  /** JSON: protocol's Geofence */
  shape: string
  created_at_ms: number
  ended_at_ms: number | null
}

/** What a truck was told last, of its trip or of geofences. */
export interface TruckToldTable {
  device: string
  /** of `down/trip` or `down/geofences`: grows with every other content, whichever trip it names */
  revision: number
  /** SM3 of the content */
  digest: Uint8Array
}

export interface TripTables {
  trip: TripTable
  trip_stop: TripStopTable
  shipment: ShipmentTable
  shipment_box: ShipmentBoxTable
  custody: CustodyTable
  geofence: GeofenceTable
  truck_paper: TruckToldTable
  truck_geofences: TruckToldTable
}
