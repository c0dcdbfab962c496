import type { UpdateState } from '@coldrx/protocol'
import type { Scope } from '../access/actor.ts'
import type { BusinessReader } from '../business-database/business-database.ts'
import { contains, visibleAssets } from '../fleet/fleet-scope.ts'
import { newestOrder } from './releases.ts'

export interface DeviceVersion {
  readonly device: string
  readonly asset: { readonly id: string; readonly name: string } | null
  /** null: it was never there */
  readonly version: string | null
  /** null: its program takes no orders, or it was never there */
  readonly machine: { readonly platform: string; readonly arch: string } | null
  /** since when it says what it says */
  readonly reportedAtMs: number | null
  /** the newest; null: none was given */
  readonly order: {
    readonly number: number
    /** null: what had been ordered before is taken back */
    readonly version: string | null
    /** `ordered`: it has not answered yet */
    readonly state: UpdateState | 'ordered'
    readonly problem: string | null
    readonly orderedAtMs: number
    readonly fetchedBytes: number
    readonly sizeBytes: number | null
  } | null
}

/** Which device runs which program, by the devices' names. */
export async function listDeviceVersions(
  reader: BusinessReader,
  scope: Scope,
  {
    search,
    limit,
    after,
  }: { readonly search?: string | undefined; readonly limit: number; readonly after?: string | undefined },
): Promise<DeviceVersion[]> {
  let query = reader
    .selectFrom('device')
    .leftJoin('asset', 'asset.id', 'device.asset_id')
    .leftJoin('device_version', 'device_version.device_id', 'device.id')
    .leftJoin('update_order', (join) =>
      join.onRef('update_order.device_id', '=', 'device.id').on('update_order.number', '=', newestOrder),
    )
    .leftJoin('release', 'release.id', 'update_order.release_id')
    .select(['device.id', 'asset.id as assetId', 'asset.name as assetName'])
    .select(['device_version.version', 'device_version.platform', 'device_version.arch'])
    .select(['device_version.order_number as answered', 'device_version.order_state as state'])
    .select(['device_version.problem', 'device_version.reported_at_ms as reportedAtMs'])
    .select(['update_order.number', 'update_order.ordered_at_ms as orderedAtMs'])
    .select(['update_order.fetched_bytes as fetchedBytes'])
    .select(['release.version as orderedVersion', 'release.size_bytes as sizeBytes'])
    .where('device.state', '!=', 'revoked')
  if (scope.reach !== 'all')
    query = query.where(
      'device.asset_id',
      'in',
      reader.selectFrom('asset').select('asset.id').where(visibleAssets(scope)),
    )
  if (search !== undefined)
    query = query.where((eb) =>
      eb.or([
        contains('device.id', search),
        contains('asset.name', search),
        contains('device_version.version', search),
      ]),
    )
  if (after !== undefined) query = query.where('device.id', '>', after)
  const rows = await query
    .orderBy('device.id')
    .limit(limit + 1)
    .execute()
  return rows.map((row) => ({
    device: row.id,
    asset: row.assetId === null ? null : { id: row.assetId, name: row.assetName ?? '' },
    version: row.version,
    machine: row.platform === null ? null : { platform: row.platform, arch: row.arch ?? '' },
    reportedAtMs: row.reportedAtMs,
    order:
      row.number === null
        ? null
        : {
            ...{ number: row.number, version: row.orderedVersion },
            state: row.answered === row.number ? (row.state ?? 'ordered') : 'ordered',
            problem: row.answered === row.number ? row.problem : null,
            ...{ orderedAtMs: row.orderedAtMs ?? 0, fetchedBytes: row.fetchedBytes ?? 0, sizeBytes: row.sizeBytes },
          },
  }))
}
