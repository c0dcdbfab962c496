import { randomUUID } from 'node:crypto'
import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { stateAfter } from '../lib/lifecycle.ts'
import type { Assets, FleetWrite } from './assets.ts'
import {
  addDays,
  type CALIBRATION_STATUSES,
  calibrationStatus,
  DUE_SOON_DAYS,
  dayInChina,
  isInForce,
} from './calibration.ts'
import { changedMeanwhile, conflict, notFound, unprocessable } from './fleet-errors.ts'
import { contains, ownsFor } from './fleet-scope.ts'
import { PROBE_LIFECYCLE, type ProbeEvent, type ProbeState } from './probe-lifecycle.ts'
import type { WantedSettings } from './wanted-settings.ts'

export interface ProbePlace {
  readonly assetId: string
  readonly assetName: string
  readonly compartmentId: string
  readonly compartmentCode: string
  readonly point: string
  readonly bus: string
  readonly unit: number
  readonly fittedAtMs: number
}

export interface Probe {
  readonly id: string
  readonly organisationId: string
  readonly serialNumber: string
  readonly model: string
  readonly state: ProbeState
  readonly revision: number
  readonly calibration: (typeof CALIBRATION_STATUSES)[number]
  readonly calibrationDueOn: string | null
  readonly place: ProbePlace | null
}

export interface ProbeSearch {
  readonly state?: ProbeState | undefined
  readonly calibration?: Probe['calibration'] | undefined
  /** in serial number or model */
  readonly search?: string | undefined
  readonly limit: number
  readonly after?: readonly [serialNumber: string] | undefined
}

export interface Fitting {
  readonly assetId: string
  readonly compartmentId: string
  readonly point: string
  readonly bus: string
  readonly unit: number
  /** default now */
  readonly atMs?: number
}

/** Probes from the shelf to their places and back. */
export function createProbes({
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
  const today = () => dayInChina(clock.nowMs())

  function select(from: BusinessReader) {
    return from
      .selectFrom('probe')
      .leftJoin('probe_fitting', (join) =>
        join.onRef('probe_fitting.probe_id', '=', 'probe.id').on('probe_fitting.removed_at_ms', 'is', null),
      )
      .leftJoin('compartment', 'compartment.id', 'probe_fitting.compartment_id')
      .leftJoin('asset', 'asset.id', 'probe_fitting.asset_id')
      .selectAll('probe')
      .select(['probe_fitting.point', 'probe_fitting.bus', 'probe_fitting.unit', 'probe_fitting.fitted_at_ms'])
      .select(['asset.id as asset_id', 'asset.name as asset_name'])
      .select(['compartment.id as compartment_id', 'compartment.code as compartment_code'])
  }
  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

  function inReach(from: BusinessReader, { actor, reach }: Scope) {
    const query = select(from)
    if (reach === 'all') return query
    // no organisation has the empty id
    return query.where('probe.organisation_id', '=', reach === 'organisation' ? (actor.organisationId ?? '') : '')
  }

  function toProbe(row: Row): Probe {
    const passed = row.calibration_passed === null ? null : row.calibration_passed === 1
    return {
      id: row.id,
      organisationId: row.organisation_id,
      serialNumber: row.serial_number,
      model: row.model,
      state: row.state,
      revision: row.revision,
      calibration: calibrationStatus({ dueOn: row.calibration_due_on, passed }, today()),
      calibrationDueOn: row.calibration_due_on,
      place:
        row.asset_id === null || row.compartment_id === null
          ? null
          : {
              assetId: row.asset_id,
              assetName: row.asset_name ?? '',
              compartmentId: row.compartment_id,
              compartmentCode: row.compartment_code ?? '',
              point: row.point ?? '',
              bus: row.bus ?? '',
              unit: row.unit ?? 0,
              fittedAtMs: row.fitted_at_ms ?? 0,
            },
    }
  }

  async function find(from: BusinessReader, scope: Scope, id: string): Promise<Probe> {
    const row = await inReach(from, scope).where('probe.id', '=', id).executeTakeFirst()
    if (row === undefined) throw notFound('probe')
    return toProbe(row)
  }

  async function setState(tx: BusinessTransaction, probe: Probe, state: ProbeState, revision = probe.revision) {
    const changed = await tx
      .updateTable('probe')
      .set({ state, revision: revision + 1 })
      .where('id', '=', probe.id)
      .where('state', '=', probe.state)
      .where('revision', '=', revision)
      .executeTakeFirst()
    if (changed.numUpdatedRows !== 1n) throw changedMeanwhile('probe')
  }

  async function move(
    { tx, scope }: FleetWrite,
    probe: Probe,
    event: ProbeEvent,
    {
      revision,
      reason,
      details = {},
    }: {
      readonly revision?: number
      readonly reason?: string | undefined
      readonly details?: Record<string, string>
    } = {},
  ): Promise<void> {
    const to = stateAfter(PROBE_LIFECYCLE, probe.state, event)
    await setState(tx, probe, to, revision)
    await audit.append(tx, {
      actor: scope.actor,
      action: `probe.${event}`,
      subject: { kind: 'probe', id: probe.id },
      details: { from: probe.state, to, ...details },
      reason,
    })
  }

  return {
    async list(scope: Scope, { state, calibration, search, limit, after }: ProbeSearch): Promise<Probe[]> {
      let query = inReach(reader, scope)
      if (state !== undefined) query = query.where('probe.state', '=', state)
      if (search !== undefined)
        query = query.where((eb) => eb.or([contains('probe.serial_number', search), contains('probe.model', search)]))
      if (calibration !== undefined) {
        const soon = addDays(today(), DUE_SOON_DAYS)
        query = query.where('probe.calibration_due_on', calibration === 'none' ? 'is' : 'is not', null)
        if (calibration !== 'none')
          query = query.where('probe.calibration_passed', '=', calibration === 'failed' ? 0 : 1)
        if (calibration === 'overdue') query = query.where('probe.calibration_due_on', '<', today())
        if (calibration === 'due-soon')
          query = query.where('probe.calibration_due_on', '>=', today()).where('probe.calibration_due_on', '<=', soon)
        if (calibration === 'valid') query = query.where('probe.calibration_due_on', '>', soon)
        // what is retired measures nothing and is due for nothing
        if (state === undefined) query = query.where('probe.state', '!=', 'retired')
      }
      if (after !== undefined) query = query.where('probe.serial_number', '>', after[0])
      const rows = await query
        .orderBy('probe.serial_number')
        .limit(limit + 1)
        .execute()
      return rows.map(toProbe)
    },

    get: (scope: Scope, id: string): Promise<Probe> => find(reader, scope, id),

    getIn: ({ tx, scope }: FleetWrite, id: string): Promise<Probe> => find(tx, scope, id),

    /** As import sheets name it; undefined: none in reach. */
    async bySerialNumber({ tx, scope }: FleetWrite, serialNumber: string): Promise<Probe | undefined> {
      const row = await inReach(tx, scope).where('probe.serial_number', '=', serialNumber).executeTakeFirst()
      return row === undefined ? undefined : toProbe(row)
    },

    async add(
      { tx, scope }: FleetWrite,
      {
        serialNumber,
        model,
        organisationId,
      }: { readonly serialNumber: string; readonly model: string; readonly organisationId?: string | undefined },
    ): Promise<Probe> {
      const owner = organisationId ?? scope.actor.organisationId
      if (owner === null) throw unprocessable('organisationId', 'must be given: you belong to no organisation')
      if (!ownsFor(scope, owner)) throw unprocessable('organisationId', 'must be your own organisation')
      const known = await tx.selectFrom('organisation').select('id').where('id', '=', owner).executeTakeFirst()
      if (known === undefined) throw unprocessable('organisationId', 'is no organisation')
      const taken = await tx
        .selectFrom('probe')
        .select('id')
        .where('serial_number', '=', serialNumber)
        .executeTakeFirst()
      if (taken !== undefined) throw conflict('serialNumber', 'another probe has it')
      const id = randomUUID()
      await tx
        .insertInto('probe')
        .values({
          id,
          organisation_id: owner,
          serial_number: serialNumber,
          model,
          state: 'in-stock',
          calibration_due_on: null,
          calibration_passed: null,
          revision: 1,
          created_at_ms: clock.nowMs(),
        })
        .execute()
      await audit.append(tx, {
        actor: scope.actor,
        action: 'probe.add',
        subject: { kind: 'probe', id },
        details: { serialNumber, model },
      })
      return find(tx, { ...scope, reach: 'all' }, id)
    },

    /** One without a calibration in force is due as soon as it is fitted, and keeps its asset out of service. */
    async fit(write: FleetWrite, id: string, fitting: Fitting, revision?: number): Promise<Probe> {
      const { tx, scope } = write
      const { assetId, compartmentId, point, bus, unit, atMs = clock.nowMs() } = fitting
      const probe = await find(tx, scope, id)
      const asset = await assets.getIn(write, assetId)
      if (!ownsFor(scope, asset.organisationId)) throw notFound('asset')
      if (asset.state === 'retired') throw conflict('asset', 'it is retired')
      const compartment = asset.compartments.find((one) => one.id === compartmentId)
      if (compartment === undefined) throw notFound('compartment')
      for (const { code, points } of asset.compartments) {
        if (points.some((other) => other.point === point))
          throw conflict('point', `${point} is taken in compartment ${code}`)
        if (points.some((other) => other.bus === bus && other.unit === unit))
          throw conflict('unit', `address ${unit} of ${bus} is taken in compartment ${code}`)
      }
      await move(write, probe, 'fit', {
        ...(revision === undefined ? {} : { revision }),
        details: { asset: assetId, compartment: compartment.code, point },
      })
      await tx
        .insertInto('probe_fitting')
        .values({
          id: randomUUID(),
          probe_id: id,
          asset_id: assetId,
          compartment_id: compartmentId,
          point,
          bus,
          unit,
          fitted_at_ms: atMs,
          removed_at_ms: null,
        })
        .execute()
      const fitted = await find(tx, scope, id)
      if (!isInForce(fitted.calibration)) await fallDue(write, fitted)
      await settings.refresh(tx, assetId)
      return find(tx, scope, id)
    },

    async remove(
      write: FleetWrite,
      id: string,
      { revision, reason }: { readonly revision: number; readonly reason: string },
    ): Promise<Probe> {
      const { tx, scope } = write
      const probe = await find(tx, scope, id)
      await move(write, probe, 'remove', { revision, reason, details: { asset: probe.place?.assetId ?? '' } })
      await tx
        .updateTable('probe_fitting')
        .set({ removed_at_ms: clock.nowMs() })
        .where('probe_id', '=', id)
        .where('removed_at_ms', 'is', null)
        .execute()
      if (probe.place !== null) await settings.refresh(tx, probe.place.assetId)
      return find(tx, scope, id)
    },

    async retire(
      write: FleetWrite,
      id: string,
      { revision, reason }: { readonly revision: number; readonly reason: string },
    ): Promise<Probe> {
      const probe = await find(write.tx, write.scope, id)
      await move(write, probe, 'retire', { revision, reason })
      return find(write.tx, write.scope, id)
    },

    /** The newest certificate as the probe's own columns have it; a probe that was due is fitted again by a good one. */
    async takeCalibration(
      write: FleetWrite,
      id: string,
      { dueOn, passed }: { readonly dueOn: string; readonly passed: boolean },
    ): Promise<void> {
      const { tx, scope } = write
      await tx
        .updateTable('probe')
        .set({ calibration_due_on: dueOn, calibration_passed: passed ? 1 : 0 })
        .where('id', '=', id)
        .execute()
      const probe = await find(tx, scope, id)
      const inForce = isInForce(probe.calibration)
      if (probe.state === 'due' && inForce) await move(write, probe, 'recalibrate')
      if (probe.state === 'fitted' && !inForce) await fallDue(write, probe)
    },

    /** Those whose calibration ran out since; any number of instances may do it at once. */
    async fallDueNow(write: FleetWrite): Promise<number> {
      const rows = await select(write.tx)
        .where('probe.state', '=', 'fitted')
        .where((eb) =>
          eb.or([eb('probe.calibration_due_on', '<', today()), eb('probe.calibration_due_on', 'is', null)]),
        )
        .orderBy('probe.id')
        .limit(200)
        .execute()
      for (const row of rows) await fallDue(write, toProbe(row))
      return rows.length
    },
  }

  async function fallDue({ tx, scope }: FleetWrite, probe: Probe): Promise<void> {
    const system = { kind: 'system', id: 'calibration', organisationId: null, roles: [] } as const
    await move({ tx, scope: { ...scope, actor: system } }, probe, 'fall-due')
  }
}

export type Probes = ReturnType<typeof createProbes>
