import { type GeofencesMessage, sm3, toUtf8 } from '@coldrx/protocol'
import type { BusinessDatabase, BusinessReader } from '../business-database/business-database.ts'
import { toGeofence } from './geofences.ts'
import { createTruckTold, type TruckTold } from './truck-told.ts'

/** Tells each truck the named geofences of the organisation that owns it. */
export function createTruckGeofences({
  db,
  publish,
}: {
  readonly db: BusinessDatabase
  /** sends `down/geofences` */
  readonly publish: (device: string, message: GeofencesMessage) => Promise<void>
}): TruckTold {
  return createTruckTold({
    ...{ db, publish, table: 'truck_geofences' },
    async papersOf(reader, device) {
      const rows = await geofencesOf(reader, device)
      return {
        // of the rows as they are: a whole fleet is born at once, and hundreds of shapes are parsed only to be sent
        digest: sm3(toUtf8(JSON.stringify(rows.map((row) => [row.id, row.kind, row.name_zh, row.name_en, row.shape])))),
        isNothing: rows.length === 0,
        toMessage: (revision): GeofencesMessage => ({
          v: 1,
          revision,
          geofences: rows.map(toGeofence).map(({ id, kind, name, fence }) => ({ id, kind, name, fence })),
        }),
      }
    },
  })
}

/** Trucks of an organisation, which know its geofences. */
export async function devicesOfOrganisation(reader: BusinessReader, organisationId: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('device')
    .innerJoin('asset', 'asset.id', 'device.asset_id')
    .select('device.id')
    .where('asset.organisation_id', '=', organisationId)
    .where('asset.kind', '=', 'truck')
    .where('device.state', '=', 'active')
    .orderBy('device.id')
    .execute()
  return rows.map(({ id }) => id)
}

function geofencesOf(reader: BusinessReader, device: string) {
  return reader
    .selectFrom('device')
    .innerJoin('asset', 'asset.id', 'device.asset_id')
    .innerJoin('geofence', 'geofence.organisation_id', 'asset.organisation_id')
    .selectAll('geofence')
    .where('device.id', '=', device)
    .where('asset.kind', '=', 'truck')
    .where('geofence.ended_at_ms', 'is', null)
    .orderBy('geofence.id')
    .execute()
}
