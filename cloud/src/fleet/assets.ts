import { randomUUID } from 'node:crypto'
import { LIMITS, type TemperatureRange } from '@coldrx/protocol'
import type { Scope } from '../access/actor.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { stateAfter } from '../lib/lifecycle.ts'
import type { Asset, AssetKind } from './asset.ts'
import { ASSET_LIFECYCLE, type AssetEvent, type AssetState } from './asset-lifecycle.ts'
import { dayInChina } from './calibration.ts'
import { type CompartmentShape, compartmentOf, requireShape, toColumns } from './compartment-shape.ts'
import { assertState, changedMeanwhile, conflict, notFound, unprocessable } from './fleet-errors.ts'
import { contains, ownsFor, visibleAssets } from './fleet-scope.ts'
import { noteFleetChange } from './fleet-version.ts'
import { selectAssets, toAssets } from './read-assets.ts'
import type { DeviceWishes, WantedSettings } from './wanted-settings.ts'

export interface NewAsset {
  readonly kind: AssetKind
  readonly name: string
  /** undefined: the actor's */
  readonly organisationId?: string | undefined
  readonly carrierOrganisationId?: string | null | undefined
}

export interface AssetSearch {
  readonly kind?: AssetKind | undefined
  readonly state?: AssetState | undefined
  readonly search?: string | undefined
  readonly limit: number
  readonly after?: readonly [name: string, id: string] | undefined
}

/** What a writer is given: who asks, with what reach, in which transaction. */
export interface FleetWrite {
  readonly tx: BusinessTransaction
  readonly scope: Scope
  /** in which the access table lets the actor do it; undefined: in all */
  readonly states?: readonly string[] | undefined
}

/** Trucks, rooms and boxes with their compartments. Out of reach is not found; another's to change is not found either. */
export function createAssets({
  reader,
  clock,
  audit,
  settings,
}: {
  readonly reader: BusinessReader
  readonly clock: Clock
  readonly audit: AuditLog
  readonly settings: Pick<WantedSettings, 'refresh' | 'wantAnew'>
}) {
  const today = () => dayInChina(clock.nowMs())

  async function find(from: BusinessReader, scope: Scope, id: string): Promise<Asset> {
    const rows = await selectAssets(from).where('asset.id', '=', id).where(visibleAssets(scope)).execute()
    const [asset] = await toAssets(from, rows, today())
    if (asset === undefined) throw notFound('asset')
    return asset
  }

  /** The asset for a change: out of the organisation that owns it, there is none. */
  async function findOwn({ tx, scope }: FleetWrite, id: string): Promise<Asset> {
    const asset = await find(tx, scope, id)
    if (!ownsFor(scope, asset.organisationId)) throw notFound('asset')
    if (asset.state === 'retired') throw conflict('asset', 'it is retired, and its record stays as it is')
    return asset
  }

  async function setAsset(tx: BusinessTransaction, asset: Asset, columns: Record<string, unknown>, revision: number) {
    const changed = await tx
      .updateTable('asset')
      .set({ ...columns, revision: revision + 1 })
      .where('id', '=', asset.id)
      .where('revision', '=', revision)
      .where('state', '=', asset.state)
      .executeTakeFirst()
    if (changed.numUpdatedRows !== 1n) throw changedMeanwhile('asset')
  }

  /** What stands in no revision of its own moves that of the asset. */
  async function touch(tx: BusinessTransaction, asset: Asset): Promise<void> {
    await setAsset(tx, asset, {}, asset.revision)
  }

  async function requireOrganisation(tx: BusinessTransaction, id: string, field: string): Promise<void> {
    const found = await tx.selectFrom('organisation').select('closed_at_ms').where('id', '=', id).executeTakeFirst()
    if (found === undefined || found.closed_at_ms !== null) throw unprocessable(field, 'is no organisation at work')
  }

  async function requireFreeName(tx: BusinessTransaction, name: string): Promise<void> {
    const taken = await tx.selectFrom('asset').select('id').where('name', '=', name).executeTakeFirst()
    if (taken !== undefined) throw conflict('name', 'another asset has it')
  }

  function record(
    { scope }: FleetWrite,
    action: AuditAction,
    asset: string,
    details: Record<string, string | number> = {},
  ) {
    return { actor: scope.actor, action, subject: { kind: 'asset' as const, id: asset }, details }
  }

  return {
    async list(scope: Scope, { kind, state, search, limit, after }: AssetSearch): Promise<Asset[]> {
      let query = selectAssets(reader).where(visibleAssets(scope))
      if (kind !== undefined) query = query.where('asset.kind', '=', kind)
      if (state !== undefined) query = query.where('asset.state', '=', state)
      if (search !== undefined) query = query.where(contains('asset.name', search))
      if (after !== undefined)
        query = query.where((eb) =>
          eb.or([
            eb('asset.name', '>', after[0]),
            eb.and([eb('asset.name', '=', after[0]), eb('asset.id', '>', after[1])]),
          ]),
        )
      const rows = await query
        .orderBy('asset.name')
        .orderBy('asset.id')
        .limit(limit + 1)
        .execute()
      return toAssets(reader, rows, today())
    },

    get: (scope: Scope, id: string): Promise<Asset> => find(reader, scope, id),

    /** Inside a transaction, where what it wrote itself must be seen. */
    getIn: ({ tx, scope }: FleetWrite, id: string): Promise<Asset> => find(tx, scope, id),

    /** By its unique name, as import sheets name it; undefined: none in reach. */
    async byName({ tx, scope }: FleetWrite, name: string): Promise<Asset | undefined> {
      const rows = await selectAssets(tx).where('asset.name', '=', name).where(visibleAssets(scope)).execute()
      return (await toAssets(tx, rows, today()))[0]
    },

    /** Chinese names of the organisations that drive for others, by id. */
    async carrierNames(): Promise<ReadonlyMap<string, string>> {
      const rows = await reader
        .selectFrom('organisation')
        .select(['id', 'name_zh'])
        .where('id', 'in', reader.selectFrom('asset').select('carrier_organisation_id').distinct())
        .execute()
      return new Map(rows.map(({ id, name_zh }) => [id, name_zh]))
    },

    /** Whether the device's asset is a truck that an organisation may send on a trip. */
    async isTruckInService(organisationId: string, device: string): Promise<boolean> {
      const found = await selectAssets(reader)
        .where('device.id', '=', device)
        .where('asset.kind', '=', 'truck')
        .where('asset.state', '=', 'in-service')
        .where((eb) =>
          eb.or([
            eb('asset.organisation_id', '=', organisationId),
            eb('asset.carrier_organisation_id', '=', organisationId),
          ]),
        )
        .executeTakeFirst()
      return found !== undefined
    },

    /** What the device's compartment is kept at by the records; undefined: they have no such compartment. */
    async rangeOf(from: BusinessReader, device: string, compartment: string): Promise<TemperatureRange | undefined> {
      const row = await from
        .selectFrom('compartment')
        .innerJoin('device', 'device.asset_id', 'compartment.asset_id')
        .select(['compartment.min_celsius', 'compartment.max_celsius'])
        .where('device.id', '=', device)
        .where('compartment.code', '=', compartment)
        .where('compartment.removed_at_ms', 'is', null)
        .executeTakeFirst()
      return row && { minCelsius: row.min_celsius, maxCelsius: row.max_celsius }
    },

    async add(write: FleetWrite, { kind, name, organisationId, carrierOrganisationId }: NewAsset): Promise<Asset> {
      const { tx, scope } = write
      const owner = organisationId ?? scope.actor.organisationId
      if (owner === null) throw unprocessable('organisationId', 'must be given: you belong to no organisation')
      if (!ownsFor(scope, owner)) throw unprocessable('organisationId', 'must be your own organisation')
      await requireOrganisation(tx, owner, 'organisationId')
      if (carrierOrganisationId != null) {
        if (kind !== 'truck') throw unprocessable('carrierOrganisationId', 'only a truck has a carrier')
        await requireOrganisation(tx, carrierOrganisationId, 'carrierOrganisationId')
      }
      await requireFreeName(tx, name)
      const id = randomUUID()
      await tx
        .insertInto('asset')
        .values({
          id,
          kind,
          name,
          organisation_id: owner,
          carrier_organisation_id: carrierOrganisationId ?? null,
          state: 'in-preparation',
          revision: 1,
          created_at_ms: clock.nowMs(),
        })
        .execute()
      await noteFleetChange(tx)
      await audit.append(tx, record(write, 'asset.add', id, { kind, name }))
      return find(tx, { ...scope, reach: 'all' }, id)
    },

    async change(
      write: FleetWrite,
      id: string,
      {
        name,
        carrierOrganisationId,
        revision,
      }: {
        readonly name?: string | undefined
        readonly carrierOrganisationId?: string | null | undefined
        readonly revision: number
      },
    ): Promise<Asset> {
      const { tx } = write
      const asset = await findOwn(write, id)
      if (name !== undefined && name !== asset.name) await requireFreeName(tx, name)
      if (carrierOrganisationId != null) {
        if (asset.kind !== 'truck') throw unprocessable('carrierOrganisationId', 'only a truck has a carrier')
        await requireOrganisation(tx, carrierOrganisationId, 'carrierOrganisationId')
      }
      const columns = {
        ...(name === undefined ? {} : { name }),
        ...(carrierOrganisationId === undefined ? {} : { carrier_organisation_id: carrierOrganisationId }),
      }
      await setAsset(tx, asset, columns, revision)
      await settings.refresh(tx, id)
      await noteFleetChange(tx)
      await audit.append(tx, record(write, 'asset.change', id, { fields: Object.keys(columns).join(', ') }))
      return find(tx, write.scope, id)
    },

    /**
     * Into service goes no asset that GSP would not let carry anything: every compartment with points enough, every
     * probe calibrated, a device bound. What is in service already and loses a probe stays, and is shown as faulty: its
     * records go on being made.
     */
    async move(
      write: FleetWrite,
      id: string,
      { event, revision, reason }: { readonly event: AssetEvent; readonly revision: number; readonly reason: string },
    ): Promise<Asset> {
      const { tx, scope, states } = write
      const asset = await findOwn(write, id)
      assertState('asset', asset.state, states)
      const from = asset.state
      const to = stateAfter(ASSET_LIFECYCLE, from, event)
      if (to === 'in-service') requireFit(asset)
      if (to === 'retired') requireEmpty(asset)
      await setAsset(tx, asset, { state: to }, revision)
      await settings.refresh(tx, id)
      await noteFleetChange(tx)
      await audit.append(tx, { ...record(write, `asset.${event}`, id, { from, to }), reason })
      return find(tx, scope, id)
    },

    /** What its device shall be set to is told anew, with another cadence or broker where they are given. */
    async wantSettings(
      write: FleetWrite,
      id: string,
      { reason, ...wishes }: DeviceWishes & { readonly reason: string },
    ): Promise<Asset> {
      const { tx, scope } = write
      const asset = await findOwn(write, id)
      if (asset.device === null) throw conflict('asset', 'it has no device')
      await settings.wantAnew(tx, asset.device, wishes)
      const said = Object.entries(wishes).map(([wish, value]) => [wish, value === null ? '' : JSON.stringify(value)])
      await audit.append(tx, { ...record(write, 'asset.set', id, Object.fromEntries(said)), reason })
      return find(tx, scope, id)
    },

    async addCompartment(
      write: FleetWrite,
      id: string,
      { code, ...shape }: CompartmentShape & { readonly code: string },
    ) {
      const { tx, scope } = write
      const asset = await findOwn(write, id)
      requireShape(asset.kind, shape)
      if (asset.compartments.length >= LIMITS.groups - 1)
        throw conflict('compartments', `an asset has at most ${LIMITS.groups - 1}`)
      const taken = await tx
        .selectFrom('compartment')
        .select('id')
        .where('asset_id', '=', id)
        .where('code', '=', code)
        .executeTakeFirst()
      // frames of before carry the code: it may not come to mean another space
      if (taken !== undefined) throw conflict('code', 'the asset has or had a compartment of this code')
      const compartment = randomUUID()
      await tx
        .insertInto('compartment')
        .values({ id: compartment, asset_id: id, code, ...toColumns(shape), removed_at_ms: null })
        .execute()
      await touch(tx, asset)
      await settings.refresh(tx, id)
      await noteFleetChange(tx)
      await audit.append(tx, record(write, 'compartment.add', id, { code }))
      return find(tx, scope, id)
    },

    /** Another range is another promise to whoever's goods are inside: it needs a reason. */
    async changeCompartment(
      write: FleetWrite,
      id: string,
      compartmentId: string,
      {
        revision,
        reason,
        ...changes
      }: Partial<CompartmentShape> & { readonly revision: number; readonly reason?: string | undefined },
    ): Promise<Asset> {
      const { tx, scope } = write
      const asset = await findOwn(write, id)
      const compartment = compartmentOf(asset, compartmentId)
      if (changes.range !== undefined && (reason ?? '').trim() === '')
        throw unprocessable('reason', 'a change of the temperature range needs one')
      const shape = { ...compartment, ...changes }
      requireShape(asset.kind, shape)
      await tx.updateTable('compartment').set(toColumns(shape)).where('id', '=', compartmentId).execute()
      await setAsset(tx, asset, {}, revision)
      await settings.refresh(tx, id)
      await noteFleetChange(tx)
      const details = { code: compartment.code, fields: Object.keys(changes).join(', ') }
      await audit.append(tx, { ...record(write, 'compartment.change', id, details), reason })
      return find(tx, scope, id)
    },

    async removeCompartment(
      write: FleetWrite,
      id: string,
      compartmentId: string,
      { revision, reason }: { readonly revision: number; readonly reason: string },
    ): Promise<Asset> {
      const { tx, scope } = write
      const asset = await findOwn(write, id)
      const compartment = compartmentOf(asset, compartmentId)
      if (asset.state === 'in-service') throw conflict('asset', 'it is in service; withdraw it first')
      if (compartment.points.length > 0) throw conflict('compartment', 'probes are fitted in it; remove them first')
      await tx
        .updateTable('compartment')
        .set({ removed_at_ms: clock.nowMs() })
        .where('id', '=', compartmentId)
        .execute()
      await setAsset(tx, asset, {}, revision)
      await settings.refresh(tx, id)
      await noteFleetChange(tx)
      await audit.append(tx, { ...record(write, 'compartment.remove', id, { code: compartment.code }), reason })
      return find(tx, scope, id)
    },
  }
}

export type Assets = ReturnType<typeof createAssets>

function requireFit({ device, compartments }: Asset): void {
  if (device === null) throw conflict('device', 'no device is bound to the asset, so nothing would be recorded')
  if (compartments.length === 0) throw conflict('compartments', 'the asset has none')
  for (const { code, points, pointsRequired, problems } of compartments) {
    if (problems.includes('TOO_FEW_POINTS'))
      throw conflict(
        `compartments.${code}`,
        `has ${points.length} measuring points, GSP Annex 3 wants ${pointsRequired} at least`,
      )
    if (problems.includes('NOT_CALIBRATED'))
      throw conflict(`compartments.${code}`, 'has a probe without a calibration in force (GSP Annex 3)')
  }
}

function requireEmpty({ device, compartments }: Asset): void {
  if (device !== null) throw conflict('device', 'a device is bound to the asset; unbind it first')
  if (compartments.some(({ points }) => points.length > 0))
    throw conflict('compartments', 'probes are fitted; remove them first')
}
