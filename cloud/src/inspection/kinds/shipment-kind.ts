import { type SqlBool, sql } from 'kysely'
import type { Scope } from '../../access/actor.ts'
import type { BusinessReader } from '../../business-database/business-database.ts'
import { contains } from '../../fleet/fleet-scope.ts'
import type { Shipment } from '../../trips/shipment-records.ts'
import { toShipmentView } from '../../trips/shipment-routes.ts'
import type { Shipments } from '../../trips/shipments.ts'
import type { Trips } from '../../trips/trips.ts'
import type { FindableKind, FoundRecord, NamedById, Recording } from '../findable.ts'
import { namesOfPeople } from '../names-of.ts'
import { orUndefined } from '../or-undefined.ts'
import { handOversOf } from './trip-kind.ts'

/** A shipment: its boxes and hands, and what its compartment recorded while it was aboard. */
export function shipmentKind({
  shipments,
  trips,
  reader,
}: {
  readonly shipments: Shipments
  readonly trips: Trips
  readonly reader: BusinessReader
}): FindableKind {
  async function stopsOf(scope: Scope, trip: string | null): Promise<readonly NamedById[]> {
    const found = trip === null ? undefined : await orUndefined(trips.get(scope, trip))
    return (found?.stops ?? []).map(({ id, name: { zh, en } }) => ({ id, zh, en }))
  }

  return {
    kind: 'shipment',

    /** by its own number or that of a box; never by a person's name */
    async search({ actor, reach }, text, limit) {
      const rows = await reader
        .selectFrom('shipment')
        .select(['id', 'number', 'organisation_id'])
        .where((eb) =>
          eb.or([
            contains('number', text),
            sql<SqlBool>`id IN (SELECT shipment_id FROM shipment_box WHERE ${contains('code', text)})`,
          ]),
        )
        .$if(reach !== 'all', (query) => query.where('organisation_id', '=', actor.organisationId ?? ''))
        .orderBy('created_at_ms', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        ...{ kind: 'shipment', id: row.id, title: row.number, organisationId: row.organisation_id },
      }))
    },

    async open(scope, id) {
      const shipment = await orUndefined(shipments.get(scope, id))
      if (shipment === undefined) return undefined
      const trip =
        shipment.tripId === null
          ? undefined
          : await reader
              .selectFrom('trip')
              .select(['id', 'number', 'organisation_id', 'device'])
              .where('id', '=', shipment.tripId)
              .executeTakeFirst()
      const related: FoundRecord[] =
        trip === undefined
          ? []
          : [{ kind: 'trip', id: trip.id, title: trip.number, organisationId: trip.organisation_id }]
      return {
        ...{ kind: 'shipment', id, title: shipment.number, organisationId: shipment.organisationId },
        ...{ record: toShipmentView(shipment), related },
        names: [...(await stopsOf(scope, shipment.tripId)), ...(await namesOfPeople(reader, givers(shipment)))],
        recordings: aboard(shipment, trip?.device ?? null),
        documents: await handOversOf(reader, [id]),
      }
    },
  }
}

function givers({ custody }: Shipment): readonly (string | null)[] {
  return custody.map(({ byPersonId }) => byPersonId)
}

/** From when it was loaded until somebody took it. */
function aboard({ custody, compartment }: Shipment, device: string | null): Recording[] {
  const loaded = custody.find(({ kind }) => kind === 'loaded')
  if (device === null || loaded === undefined) return []
  const taken = custody.find(({ kind, atMs }) => kind !== 'loaded' && atMs >= loaded.atMs)
  return [{ device, compartment, fromMs: loaded.atMs, toMs: taken?.atMs ?? null }]
}
