import type { BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'

/** Tells every instance, and the broker's file, that devices, keys, assets or wanted settings have changed. */
export async function noteFleetChange(tx: BusinessTransaction): Promise<void> {
  await tx
    .updateTable('fleet_version')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', 1)
    .execute()
}

export async function readFleetVersion(reader: BusinessReader): Promise<number> {
  const row = await reader.selectFrom('fleet_version').select('version').where('id', '=', 1).executeTakeFirst()
  return row?.version ?? 0
}
