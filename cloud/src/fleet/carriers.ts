import { type SqlBool, sql } from 'kysely'
import type { BusinessReader } from '../business-database/business-database.ts'
import type { Names } from '../identity/names.ts'

export interface Carrier {
  readonly id: string
  readonly name: Names
  readonly isClosed: boolean
}

export interface CarrierPage {
  readonly limit: number
  /** of the last one of the page before */
  readonly after: readonly [nameZh: string, id: string] | undefined
}

/**
 * Who may drive for others: the carriers, and whoever does it already, as one that has closed; by Chinese name, one
 * more than the page holds, where there is one.
 */
export async function listCarriers(reader: BusinessReader, { limit, after }: CarrierPage): Promise<readonly Carrier[]> {
  const carriers = reader
    .selectFrom('organisation')
    .select(['id', 'name_zh', 'name_en', 'closed_at_ms'])
    .where((eb) =>
      eb.or([
        eb('kind', '=', 'carrier'),
        eb('id', 'in', reader.selectFrom('asset').select('carrier_organisation_id').distinct()),
      ]),
    )
  const behind =
    after === undefined ? carriers : carriers.where(sql<SqlBool>`(name_zh, id) > (${after[0]}, ${after[1]})`)
  const rows = await behind
    .orderBy('name_zh')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return rows.map(({ id, name_zh: zh, name_en: en, closed_at_ms: closedAtMs }) => ({
    ...{ id, name: { zh, en }, isClosed: closedAtMs !== null },
  }))
}
