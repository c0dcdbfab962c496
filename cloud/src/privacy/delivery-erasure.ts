import type { BusinessTransaction } from '../business-database/business-database.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { custodyPlace, shipmentPlace } from '../trips/shipment-records.ts'

/** That far a door is known from then on: in which town. */
const KEPT_DEGREES = 0.1

/** The record still says that it went to somebody, and to whom by pseudonym. */
export async function eraseDelivery(
  tx: BusinessTransaction,
  sealedFields: SealedFields,
  { shipmentId, pseudonym }: { readonly shipmentId: string; readonly pseudonym: string },
): Promise<void> {
  const row = await tx
    .updateTable('shipment')
    .set({
      consignee_sealed: sealedFields.seal(shipmentPlace('consignee_sealed', shipmentId), pseudonym),
      consignee_phone_sealed: null,
    })
    .where('id', '=', shipmentId)
    .returning('to_stop_id')
    .executeTakeFirst()
  const entries = await tx
    .selectFrom('custody')
    .select('id')
    .where('shipment_id', '=', shipmentId)
    .where((has) => has.or([has('taker_sealed', 'is not', null), has('note_sealed', 'is not', null)]))
    .execute()
  for (const { id } of entries)
    await tx
      .updateTable('custody')
      .set({ taker_sealed: sealedFields.seal(custodyPlace('taker_sealed', id), pseudonym), note_sealed: null })
      .where('id', '=', id)
      .execute()
  if (typeof row?.to_stop_id === 'string') await eraseDoor(tx, sealedFields, row.to_stop_id, shipmentId, pseudonym)
}

/** Where others were brought to that door too, it is not this person's alone and stays. */
async function eraseDoor(
  tx: BusinessTransaction,
  sealedFields: SealedFields,
  stopId: string,
  shipmentId: string,
  pseudonym: string,
): Promise<void> {
  const others = await tx
    .selectFrom('shipment')
    .select('id')
    .where('to_stop_id', '=', stopId)
    .where('id', '!=', shipmentId)
    .executeTakeFirst()
  if (others !== undefined) return
  const place = (column: string) => ({ table: 'trip_stop', column, row: stopId })
  const stop = await tx.selectFrom('trip_stop').select('position_sealed').where('id', '=', stopId).executeTakeFirst()
  if (stop === undefined) return
  const position = JSON.parse(sealedFields.open(place('position_sealed'), stop.position_sealed)) as Position
  const coarse = (degrees: number) => Math.round(degrees / KEPT_DEGREES) / (1 / KEPT_DEGREES)
  const known = { latitude: coarse(position.latitude), longitude: coarse(position.longitude) }
  await tx
    .updateTable('trip_stop')
    .set({
      ...{ name_zh: '已删除', name_en: 'Erased' },
      address_sealed: sealedFields.seal(place('address_sealed'), pseudonym),
      position_sealed: sealedFields.seal(place('position_sealed'), JSON.stringify(known)),
    })
    .where('id', '=', stopId)
    .execute()
}

interface Position {
  readonly latitude: number
  readonly longitude: number
}
