import type { BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { Engine } from '../business-database/column-types.ts'
import type { AlertTable } from '../business-database/tables/alerts.ts'
import type { Episode } from '../excursions/episode.ts'

/** undefined: no device of ours */
export async function organisationOfDevice(reader: BusinessReader, device: string): Promise<string | undefined> {
  const row = await reader
    .selectFrom('device')
    .innerJoin('asset', 'asset.id', 'device.asset_id')
    .select('asset.organisation_id')
    .where('device.id', '=', device)
    .executeTakeFirst()
  return row?.organisation_id
}

/** As this side wrote it. */
export function episodeOf({ episode }: Pick<AlertTable, 'episode'>): Episode {
  return JSON.parse(episode) as Episode
}

/** Whoever acknowledges, and whoever is about to tell somebody, wait for each other here. */
export function lockedAlert(tx: BusinessTransaction, engine: Engine, id: string): Promise<AlertTable | undefined> {
  return tx
    .selectFrom('alert')
    .selectAll()
    .where('id', '=', id)
    .$if(engine === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
}
