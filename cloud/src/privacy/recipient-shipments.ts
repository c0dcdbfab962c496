import { type SqlBool, sql } from 'kysely'
import type { BusinessReader } from '../business-database/business-database.ts'
import { contactForm } from '../identity/contact-form.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import { rowsInPages } from '../sealing/sealed-rows.ts'
import { shipmentPlace } from '../trips/shipment-records.ts'

/**
 * Shipments to whoever has this phone number: it alone says that a name is this person's. Opens every number that is kept,
 * since there is no index of them; this is asked for once in a person's lifetime.
 */
export async function shipmentsTo(
  reader: BusinessReader,
  sealedFields: SealedFields,
  phone: string,
): Promise<string[]> {
  const wanted = digitsOf(phone)
  const found: string[] = []
  const column = 'consignee_phone_sealed'
  const where = sql<SqlBool>`consignee_phone_sealed IS NOT NULL`
  const table = { table: 'shipment', key: ['id'] }
  for await (const rows of rowsInPages(reader, table, { columns: [column], where, size: 500 }))
    for (const row of rows) {
      const id = String(row.id)
      if (digitsOf(sealedFields.open(shipmentPlace(column, id), String(row[column]))) === wanted) found.push(id)
    }
  return found
}

/** `+86 138…` and `138…` are one number here: our shipments stay in one country. */
function digitsOf(phone: string): string {
  return contactForm(phone).replace(/^(\+|00)86/, '')
}
