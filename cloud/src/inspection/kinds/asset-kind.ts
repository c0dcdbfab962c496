import type { Scope } from '../../access/actor.ts'
import type { BusinessReader } from '../../business-database/business-database.ts'
import { toAssetView } from '../../fleet/asset-routes.ts'
import type { Fleet } from '../../fleet/fleet.ts'
import type { FindableKind, FoundRecord, Recording } from '../findable.ts'
import { namesOfOrganisations } from '../names-of.ts'
import { orUndefined } from '../or-undefined.ts'

const MOST_TRIPS = 50

/** A truck, room or box: its compartments and probes, the devices that recorded it, its trips. */
export function assetKind({ fleet, reader }: { readonly fleet: Fleet; readonly reader: BusinessReader }): FindableKind {
  return {
    kind: 'asset',

    async search(scope, text, limit) {
      const found = await fleet.assets.list(scope, { search: text, limit })
      return found.slice(0, limit).map(toFound)
    },

    async open(scope, id) {
      const asset = await orUndefined(fleet.assets.get(scope, id))
      if (asset === undefined) return undefined
      const recordings = await recordingsOf(reader, id, asset.device)
      const devices = [...new Set(recordings.map(({ device }) => device))]
      return {
        ...toFound(asset),
        record: toAssetView(asset),
        names: await namesOfOrganisations(reader, [asset.carrierOrganisationId]),
        related: [
          ...devices.map((device) => ({
            ...{ kind: 'device' as const, id: device, title: device, organisationId: asset.organisationId },
          })),
          ...asset.compartments.flatMap(({ points }) =>
            points.map(({ probe }) => ({
              ...{ kind: 'probe' as const, id: probe.id, title: probe.serialNumber },
              organisationId: asset.organisationId,
            })),
          ),
          ...(await newestTrips(reader, scope, devices)),
        ],
        recordings,
        documents: [],
      }
    },
  }
}

function toFound(asset: { readonly id: string; readonly name: string; readonly organisationId: string }): FoundRecord {
  return { kind: 'asset', id: asset.id, title: asset.name, organisationId: asset.organisationId }
}

/** Which devices recorded it, and when: what the audit says of each binding. */
async function recordingsOf(
  reader: BusinessReader,
  assetId: string,
  currentDevice: string | null,
): Promise<Recording[]> {
  const moves = await reader
    .selectFrom('audit_entry')
    .select(['subject_id as device', 'at_ms', 'details', 'action'])
    .where('subject_kind', '=', 'device')
    .where('action', 'in', ['device.register', 'device.bind', 'device.unbind'])
    .where('details', 'like', `%${assetId}%`)
    .orderBy('sequence')
    .execute()
  const spans: { device: string; fromMs: number | null; toMs: number | null }[] = []
  for (const { device, at_ms: atMs, details } of moves) {
    const { asset, from, to } = JSON.parse(details) as { asset?: string; from?: string; to?: string }
    const open = spans.find((span) => span.device === device && span.toMs === null)
    if (from === assetId && to !== assetId) {
      if (open === undefined) spans.push({ device, fromMs: null, toMs: atMs })
      else open.toMs = atMs
    } else if ((asset === assetId || to === assetId) && open === undefined) {
      spans.push({ device, fromMs: atMs, toMs: null })
    }
  }
  // one that was known before the audit was, or came with an import
  if (currentDevice !== null && !spans.some(({ device, toMs }) => device === currentDevice && toMs === null))
    spans.push({ device: currentDevice, fromMs: null, toMs: null })
  return spans.map((span) => ({ ...span, compartment: null }))
}

async function newestTrips(reader: BusinessReader, scope: Scope, devices: readonly string[]): Promise<FoundRecord[]> {
  if (devices.length === 0) return []
  const rows = await reader
    .selectFrom('trip')
    .select(['id', 'number', 'organisation_id'])
    .where('device', 'in', devices)
    .$if(scope.reach !== 'all', (query) => query.where('organisation_id', '=', scope.actor.organisationId ?? ''))
    .orderBy('planned_departure_ms', 'desc')
    .orderBy('id')
    .limit(MOST_TRIPS)
    .execute()
  return rows.map((row) => ({ kind: 'trip', id: row.id, title: row.number, organisationId: row.organisation_id }))
}
