import type { BusinessReader } from '../business-database/business-database.ts'
import type { Names } from '../identity/names.ts'

export interface Carrier {
  readonly id: string
  readonly name: Names
  readonly isClosed: boolean
}

/** Who may drive for others: the carriers, and whoever does it already, as one that has closed. */
export async function listCarriers(reader: BusinessReader): Promise<readonly Carrier[]> {
  const rows = await reader
    .selectFrom('organisation')
    .select(['id', 'name_zh', 'name_en', 'closed_at_ms'])
    .where((eb) =>
      eb.or([
        eb('kind', '=', 'carrier'),
        eb('id', 'in', reader.selectFrom('asset').select('carrier_organisation_id').distinct()),
      ]),
    )
    .orderBy('name_zh')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name_zh: zh, name_en: en, closed_at_ms: closedAtMs }) => ({
    ...{ id, name: { zh, en }, isClosed: closedAtMs !== null },
  }))
}
