import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { DeviceTable } from '../business-database/tables/fleet.ts'
import type { Clock } from '../lib/clock.ts'
import { stateAfter } from '../lib/lifecycle.ts'
import type { Asset } from './asset.ts'
import type { Assets, FleetWrite } from './assets.ts'
import { DEVICE_LIFECYCLE, type DeviceEvent, type DeviceState } from './device-lifecycle.ts'
import { assertState, changedMeanwhile, conflict, notFound, unprocessable } from './fleet-errors.ts'
import { contains, ownsFor, visibleAssets } from './fleet-scope.ts'
import { noteFleetChange } from './fleet-version.ts'
import type { WantedSettings } from './wanted-settings.ts'

export interface DeviceKeyRecord {
  /** SM3 of the public key, hex */
  readonly fingerprint: string
  /** uncompressed SM2 point, 130 hex digits */
  readonly publicKey: string
  readonly fromMs: number
  /** null: in force */
  readonly untilMs: number | null
}

export interface Device {
  readonly id: string
  readonly state: DeviceState
  readonly revision: number
  readonly asset: Pick<Asset, 'id' | 'name' | 'kind' | 'organisationId'> | null
  readonly createdAtMs: number
}

export interface DeviceSearch {
  readonly state?: DeviceState | undefined
  /** in the names of device and asset */
  readonly search?: string | undefined
  readonly limit: number
  readonly after?: readonly [device: string] | undefined
}

/** Devices and the assets that they record. One without an asset is seen only by who sees everything. */
export function createDevices({
  reader,
  clock,
  audit,
  assets,
  settings,
}: {
  readonly reader: BusinessReader
  readonly clock: Clock
  readonly audit: AuditLog
  readonly assets: Pick<Assets, 'getIn'>
  readonly settings: Pick<WantedSettings, 'refresh'>
}) {
  function select(from: BusinessReader, scope: Scope) {
    const query = from
      .selectFrom('device')
      .leftJoin('asset', 'asset.id', 'device.asset_id')
      .selectAll('device')
      .select(['asset.name as asset_name', 'asset.kind as asset_kind', 'asset.organisation_id as owner'])
    if (scope.reach === 'all') return query
    const visible = from.selectFrom('asset').select('asset.id').where(visibleAssets(scope))
    return query.where('device.asset_id', 'in', visible)
  }
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

  function toDevice(row: Row): Device {
    return {
      id: row.id,
      state: row.state,
      revision: row.revision,
      asset:
        row.asset_id === null || row.asset_kind === null
          ? null
          : { id: row.asset_id, name: row.asset_name ?? '', kind: row.asset_kind, organisationId: row.owner ?? '' },
      createdAtMs: row.created_at_ms,
    }
  }

  async function find(from: BusinessReader, scope: Scope, id: string): Promise<Device> {
    const row = await select(from, scope).where('device.id', '=', id).executeTakeFirst()
    if (row === undefined) throw notFound('device')
    return toDevice(row)
  }

  async function findOwn({ tx, scope }: FleetWrite, id: string): Promise<Device> {
    const device = await find(tx, scope, id)
    if (scope.reach !== 'all' && !ownsFor(scope, device.asset?.organisationId ?? '')) throw notFound('device')
    return device
  }

  async function set(
    tx: BusinessTransaction,
    device: Pick<Device, 'id' | 'state'>,
    columns: Partial<DeviceTable>,
    revision: number,
  ): Promise<void> {
    const changed = await tx
      .updateTable('device')
      .set({ ...columns, revision: revision + 1 })
      .where('id', '=', device.id)
      .where('state', '=', device.state)
      .where('revision', '=', revision)
      .executeTakeFirst()
    if (changed.numUpdatedRows !== 1n) throw changedMeanwhile('device')
  }

  async function assetFor(write: FleetWrite, assetId: string): Promise<Asset> {
    const asset = await assets.getIn(write, assetId)
    if (!ownsFor(write.scope, asset.organisationId)) throw notFound('asset')
    if (asset.state === 'retired') throw conflict('assetId', 'the asset is retired')
    if (asset.device !== null) throw conflict('assetId', `the asset has the device ${asset.device} already`)
    return asset
  }

  return {
    async list(scope: Scope, { state, search, limit, after }: DeviceSearch): Promise<Device[]> {
      let query = select(reader, scope)
      if (state !== undefined) query = query.where('device.state', '=', state)
      if (search !== undefined)
        query = query.where((eb) => eb.or([contains('device.id', search), contains('asset.name', search)]))
      if (after !== undefined) query = query.where('device.id', '>', after[0])
      const rows = await query
        .orderBy('device.id')
        .limit(limit + 1)
        .execute()
      return rows.map(toDevice)
    },

    get: (scope: Scope, id: string): Promise<Device> => find(reader, scope, id),

    getIn: ({ tx, scope }: FleetWrite, id: string): Promise<Device> => find(tx, scope, id),

    /** For a change by whoever owns its asset. */
    getOwn: findOwn,

    /** Every key that it ever had, newest first. */
    async keysOf(scope: Scope, id: string): Promise<DeviceKeyRecord[]> {
      await find(reader, scope, id)
      const rows = await reader
        .selectFrom('device_key')
        .selectAll()
        .where('device_id', '=', id)
        .orderBy('from_ms', 'desc')
        .orderBy('fingerprint')
        .execute()
      return rows.map((row) => ({
        fingerprint: row.fingerprint,
        publicKey: row.public_key,
        fromMs: row.from_ms,
        untilMs: row.until_ms,
      }))
    },

    async register(
      write: FleetWrite,
      { id, assetId }: { readonly id: string; readonly assetId?: string | undefined },
    ): Promise<Device> {
      const { tx, scope } = write
      if (assetId === undefined && scope.reach !== 'all')
        throw unprocessable('assetId', 'must be given: a device without an asset is the administrator’s only')
      if (assetId !== undefined) await assetFor(write, assetId)
      const taken = await tx.selectFrom('device').select('id').where('id', '=', id).executeTakeFirst()
      if (taken !== undefined) throw conflict('device', 'a device of this name is registered')
      await tx
        .insertInto('device')
        .values({
          id,
          asset_id: assetId ?? null,
          state: 'registered',
          secret_hash: null,
          revision: 1,
          created_at_ms: clock.nowMs(),
        })
        .execute()
      if (assetId !== undefined) await settings.refresh(tx, assetId)
      await noteFleetChange(tx)
      await audit.append(tx, {
        actor: scope.actor,
        action: 'device.register',
        subject: { kind: 'device', id },
        details: { asset: assetId ?? '' },
      })
      return find(tx, scope, id)
    },

    /** null: unbinds it */
    async bind(
      write: FleetWrite,
      id: string,
      {
        assetId,
        revision,
        reason,
      }: { readonly assetId: string | null; readonly revision: number; readonly reason: string },
    ): Promise<void> {
      const { tx, scope } = write
      const device = await findOwn(write, id)
      if (device.state === 'revoked') throw conflict('device', 'it is revoked')
      if (device.asset !== null) {
        const before = await assets.getIn({ tx, scope: { ...scope, reach: 'all' } }, device.asset.id)
        if (before.state === 'in-service')
          throw conflict('device', `its asset ${before.name} is in service; withdraw it first`)
      }
      if (assetId !== null && assetId !== device.asset?.id) await assetFor(write, assetId)
      await set(tx, device, { asset_id: assetId }, revision)
      if (assetId !== null) await settings.refresh(tx, assetId)
      await noteFleetChange(tx)
      await audit.append(tx, {
        actor: scope.actor,
        action: assetId === null ? 'device.unbind' : 'device.bind',
        subject: { kind: 'device', id },
        details: { from: device.asset?.id ?? '', to: assetId ?? '' },
        reason,
      })
    },

    /** Ends its key and takes its credentials away from the broker, or lets it be enrolled anew. */
    async move(
      write: FleetWrite,
      id: string,
      {
        event,
        revision,
        reason,
      }: {
        readonly event: Extract<DeviceEvent, 'revoke' | 'register-again'>
        readonly revision: number
        readonly reason: string
      },
    ): Promise<Device> {
      const { tx, scope } = write
      const device = await findOwn(write, id)
      assertState('device', device.state, write.states)
      const from = device.state
      const to = stateAfter(DEVICE_LIFECYCLE, from, event)
      await set(tx, device, { state: to, secret_hash: null }, revision)
      await tx
        .updateTable('device_key')
        .set({ until_ms: clock.nowMs() })
        .where('device_id', '=', id)
        .where('until_ms', 'is', null)
        .execute()
      await tx.deleteFrom('enrolment_code').where('device_id', '=', id).where('used_at_ms', 'is', null).execute()
      await noteFleetChange(tx)
      await audit.append(tx, {
        actor: scope.actor,
        action: `device.${event}`,
        subject: { kind: 'device', id },
        details: { from, to },
        reason,
      })
      return find(tx, scope, id)
    },
  }
}

export type Devices = ReturnType<typeof createDevices>
