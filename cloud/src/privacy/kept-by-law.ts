import { z } from 'zod'
import type { BusinessReader } from '../business-database/business-database.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { shipmentsTo } from './recipient-shipments.ts'

/** any five calendar years have two leap days at most (GSP art. 42) */
const KEPT_BY_GSP_MS = (5 * 365 + 2) * 86_400_000

export const keptSchema = z.strictObject({
  /** `name`: of somebody who carried or gave; `delivery`: whom a shipment went to, where and who took it */
  what: z.enum(['name', 'delivery']),
  /** id of the person or shipment */
  id: z.string(),
  untilMs: z.int(),
})
/** Something that the law orders to keep. */
export type Kept = z.infer<typeof keptSchema>

/** What of a person the law orders to keep, past times included. `phone`: by which deliveries are known to be the person's */
export async function keptOf(
  reader: BusinessReader,
  sealedFields: SealedFields,
  { personId, phone }: { readonly personId: string; readonly phone: string | null },
): Promise<Kept[]> {
  const given = await reader
    .selectFrom('custody')
    .select(({ fn }) => fn.max<number | null>('at_ms').as('last'))
    .where('by_person_id', '=', personId)
    .executeTakeFirst()
  const driven = await reader
    .selectFrom('trip')
    .select(({ fn }) => fn.max<number | null>('planned_departure_ms').as('last'))
    .where('driver_id', '=', personId)
    .executeTakeFirst()
  const last = Math.max(given?.last ?? Number.NEGATIVE_INFINITY, driven?.last ?? Number.NEGATIVE_INFINITY)
  const kept: Kept[] = Number.isFinite(last) ? [{ what: 'name', id: personId, untilMs: last + KEPT_BY_GSP_MS }] : []
  for (const id of phone === null ? [] : await shipmentsTo(reader, sealedFields, phone))
    kept.push({ what: 'delivery', id, untilMs: await deliveryKeptUntilMs(reader, id) })
  return kept
}

/** Until when a delivery must be told: five years after it was entered, or changed hands the last time. */
export async function deliveryKeptUntilMs(reader: BusinessReader, shipmentId: string): Promise<number> {
  const shipment = await reader
    .selectFrom('shipment')
    .select('created_at_ms')
    .where('id', '=', shipmentId)
    .executeTakeFirst()
  const custody = await reader
    .selectFrom('custody')
    .select(({ fn }) => fn.max<number | null>('at_ms').as('last'))
    .where('shipment_id', '=', shipmentId)
    .executeTakeFirst()
  return Math.max(shipment?.created_at_ms ?? 0, custody?.last ?? 0) + KEPT_BY_GSP_MS
}
