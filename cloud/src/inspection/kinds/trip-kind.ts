import type { Scope } from '../../access/actor.ts'
import type { BusinessReader } from '../../business-database/business-database.ts'
import { contains } from '../../fleet/fleet-scope.ts'
import { toTripView } from '../../trips/trip-routes.ts'
import type { Trips } from '../../trips/trips.ts'
import type { DocumentReference, FindableKind, FoundRecord, Recording } from '../findable.ts'
import { namesOfPeople } from '../names-of.ts'
import { orUndefined } from '../or-undefined.ts'

/** A trip: its truck and shipments, what was recorded from departure to end, the hand-overs on the way. */
export function tripKind({ trips, reader }: { readonly trips: Trips; readonly reader: BusinessReader }): FindableKind {
  return {
    kind: 'trip',

    async search(scope, text, limit) {
      const rows = await inReach(reader, scope)
        .where(contains('number', text))
        .orderBy('planned_departure_ms', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(toFound)
    },

    async open(scope, id) {
      const trip = await orUndefined(trips.get(scope, id))
      if (trip === undefined) return undefined
      const { device, departedAtMs, endedAtMs } = trip
      const shipments = await reader
        .selectFrom('shipment')
        .select(['id', 'number', 'organisation_id'])
        .where('trip_id', '=', id)
        .orderBy('number')
        .execute()
      const asset =
        device === null
          ? undefined
          : await reader
              .selectFrom('device')
              .innerJoin('asset', 'asset.id', 'device.asset_id')
              .select(['asset.id', 'asset.name', 'asset.organisation_id'])
              .where('device.id', '=', device)
              .executeTakeFirst()
      const recordings: Recording[] =
        device === null || departedAtMs === null
          ? []
          : [{ device, compartment: null, fromMs: departedAtMs, toMs: endedAtMs }]
      return {
        ...{ kind: 'trip', id, title: trip.number, organisationId: trip.organisationId },
        record: toTripView(trip),
        names: await namesOfPeople(reader, [trip.driverId]),
        related: [
          ...(asset === undefined
            ? []
            : [
                {
                  ...{ kind: 'asset' as const, id: asset.id, title: asset.name },
                  organisationId: asset.organisation_id,
                },
              ]),
          ...shipments.map(
            (row): FoundRecord => ({
              ...{ kind: 'shipment', id: row.id, title: row.number, organisationId: row.organisation_id },
            }),
          ),
        ],
        recordings,
        documents: await handOversOf(
          reader,
          shipments.map((row) => row.id),
        ),
      }
    },
  }
}

/** Hand-over papers that the custody of these shipments names. */
export async function handOversOf(
  reader: BusinessReader,
  shipmentIds: readonly string[],
): Promise<DocumentReference[]> {
  if (shipmentIds.length === 0) return []
  const rows = await reader
    .selectFrom('custody')
    .innerJoin('device_document', 'device_document.id', 'custody.document_id')
    .select([
      'device_document.device',
      'device_document.id',
      'device_document.digest',
      'device_document.received_at_ms',
    ])
    .where('custody.shipment_id', 'in', shipmentIds)
    .orderBy('device_document.received_at_ms')
    .orderBy('device_document.digest')
    .execute()
  return rows.map(({ device, id, digest, received_at_ms: atMs }) => ({
    ...{ kind: 'device-document', device, id, digest, atMs },
  }))
}

function inReach(reader: BusinessReader, { actor, reach }: Scope) {
  const all = reader.selectFrom('trip').select(['id', 'number', 'organisation_id'])
  return reach === 'all' ? all : all.where('organisation_id', '=', actor.organisationId ?? '')
}

function toFound(row: { readonly id: string; readonly number: string; readonly organisation_id: string }): FoundRecord {
  return { kind: 'trip', id: row.id, title: row.number, organisationId: row.organisation_id }
}
