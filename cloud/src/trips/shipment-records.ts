import type { Scope } from '../access/actor.ts'
import type { BusinessReader } from '../business-database/business-database.ts'
import type { CustodyTable } from '../business-database/tables/trips.ts'
import { behind } from '../lib/newest-first.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import type { ShipmentState } from './shipment-lifecycle.ts'
import type { Names } from './trip-records.ts'

export interface ShipmentBox {
  readonly code: string
  readonly loadedAtMs: number | null
}

/** One change of hands: who gave, who took, when, how cold. */
export interface CustodyEntry {
  readonly kind: CustodyTable['kind']
  readonly atMs: number
  readonly stopId: string | null
  readonly byPersonId: string | null
  readonly taker: string | null
  readonly temperatureCelsius: number | null
  readonly note: string | null
  readonly documentId: string | null
}

export interface Shipment {
  readonly id: string
  readonly number: string
  readonly organisationId: string
  readonly state: ShipmentState
  readonly revision: number
  readonly tripId: string | null
  readonly compartment: string | null
  readonly fromStopId: string | null
  readonly toStopId: string | null
  readonly consignee: string
  readonly consigneePhone: string | null
  readonly goods: Names
  readonly range: { readonly minCelsius: number; readonly maxCelsius: number }
  readonly timeBudgetMinutes: number
  readonly createdAtMs: number
  readonly boxes: readonly ShipmentBox[]
  readonly custody: readonly CustodyEntry[]
}

export interface ShipmentQuery {
  readonly states?: readonly ShipmentState[] | undefined
  readonly tripId?: string | undefined
  /** the beginning of a number */
  readonly number?: string | undefined
  readonly limit: number
  readonly after?: readonly [createdAtMs: number, id: string] | undefined
}

export const shipmentPlace = (column: string, row: string) => ({ table: 'shipment', column, row })
export const custodyPlace = (column: string, row: string) => ({ table: 'custody', column, row })

function shipmentsIn(reader: BusinessReader, { actor, reach }: Scope) {
  const all = reader.selectFrom('shipment').selectAll()
  if (reach === 'all') return all
  if (reach === 'own')
    return all.where('trip_id', 'in', reader.selectFrom('trip').select('id').where('driver_id', '=', actor.id))
  return all.where('organisation_id', '=', actor.organisationId ?? '')
}

/** undefined: there is none, or it is out of reach */
export async function readShipment(
  reader: BusinessReader,
  sealedFields: SealedFields,
  scope: Scope,
  id: string,
): Promise<Shipment | undefined> {
  const rows = await shipmentsIn(reader, scope).where('id', '=', id).execute()
  return (await complete(reader, sealedFields, rows))[0]
}

/** The newest first; one more than `limit` where there is more. */
export async function listShipments(
  reader: BusinessReader,
  sealedFields: SealedFields,
  scope: Scope,
  { states, tripId, number, limit, after }: ShipmentQuery,
): Promise<Shipment[]> {
  let query = shipmentsIn(reader, scope).where(behind(after))
  if (states !== undefined) query = query.where('state', 'in', states)
  if (tripId !== undefined) query = query.where('trip_id', '=', tripId)
  if (number !== undefined) query = query.where('number', '>=', number).where('number', '<', `${number}\uffff`)
  const rows = await query
    .orderBy('created_at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return complete(reader, sealedFields, rows)
}

type ShipmentRow = Awaited<ReturnType<ReturnType<typeof shipmentsIn>['execute']>>[number]

async function complete(
  reader: BusinessReader,
  sealedFields: SealedFields,
  rows: readonly ShipmentRow[],
): Promise<Shipment[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const boxes = await reader
    .selectFrom('shipment_box')
    .selectAll()
    .where('shipment_id', 'in', ids)
    .orderBy('code')
    .execute()
  const custody = await reader
    .selectFrom('custody')
    .selectAll()
    .where('shipment_id', 'in', ids)
    .orderBy('sequence')
    .execute()
  const opened = (column: string, row: string, envelope: string | null): string | null =>
    envelope === null ? null : sealedFields.open(custodyPlace(column, row), envelope)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    organisationId: row.organisation_id,
    state: row.state,
    revision: row.revision,
    tripId: row.trip_id,
    compartment: row.compartment,
    fromStopId: row.from_stop_id,
    toStopId: row.to_stop_id,
    consignee: sealedFields.open(shipmentPlace('consignee_sealed', row.id), row.consignee_sealed),
    consigneePhone:
      row.consignee_phone_sealed === null
        ? null
        : sealedFields.open(shipmentPlace('consignee_phone_sealed', row.id), row.consignee_phone_sealed),
    goods: { zh: row.goods_zh, en: row.goods_en },
    range: { minCelsius: row.min_celsius, maxCelsius: row.max_celsius },
    timeBudgetMinutes: row.time_budget_minutes,
    createdAtMs: row.created_at_ms,
    boxes: boxes
      .filter((box) => box.shipment_id === row.id)
      .map(({ code, loaded_at_ms: loadedAtMs }) => ({ code, loadedAtMs })),
    custody: custody
      .filter((entry) => entry.shipment_id === row.id)
      .map((entry) => ({
        kind: entry.kind,
        atMs: entry.at_ms,
        stopId: entry.stop_id,
        byPersonId: entry.by_person_id,
        taker: opened('taker_sealed', entry.id, entry.taker_sealed),
        temperatureCelsius: entry.temperature_celsius,
        note: opened('note_sealed', entry.id, entry.note_sealed),
        documentId: entry.document_id,
      })),
  }))
}
