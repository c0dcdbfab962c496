import { type ReportedSettings, wantedLayoutSchema } from '@coldrx/protocol'
import type { z } from 'zod'
import type { BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import type { Clock } from '../lib/clock.ts'
import type { Asset } from './asset.ts'
import { dayInChina } from './calibration.ts'
import { noteFleetChange } from './fleet-version.ts'
import { selectAssets, toAssets } from './read-assets.ts'

export type WantedLayout = z.infer<typeof wantedLayoutSchema>

export interface WantedRevision {
  readonly revision: number
  readonly layout: WantedLayout
  readonly madeAtMs: number
}

export interface SettingsState {
  readonly wanted: WantedRevision | null
  readonly reported: (ReportedSettings & { readonly atMs: number }) | null
}

/** Why no settings are wanted of the device of an asset. */
export type NothingToSet = 'no-compartments' | 'compartment-without-probe' | 'retired'

/**
 * What the fleet's records make of a device. Nothing, where a space would be without a probe: a device would refuse it,
 * and what it records meanwhile must go on. A compartment with too few points is sent all the same: refusing it would
 * leave the device to poll a probe that is gone, and hide what is there; the asset shows it as a fault instead.
 */
export function settingsOf({ state, compartments }: Asset): WantedLayout | NothingToSet {
  if (state === 'retired') return 'retired'
  if (compartments.length === 0) return 'no-compartments'
  if (compartments.some(({ points }) => points.length === 0)) return 'compartment-without-probe'
  return {
    compartments: compartments.map((compartment) => ({
      id: compartment.code,
      name: compartment.name,
      range: compartment.range,
      volumeCubicMetres: compartment.volumeCubicMetres,
    })),
    probes: compartments.flatMap(({ code, points }) =>
      points.map(({ point, bus, unit, probe }) => ({ id: point, bus, unit, profile: probe.model, compartment: code })),
    ),
  }
}

/** Settings that are wanted of devices, revision by revision, and what the devices say of them. */
export function createWantedSettings({ reader, clock }: { readonly reader: BusinessReader; readonly clock: Clock }) {
  return {
    /** Makes a new revision where the records of the asset now say something else. */
    async refresh(tx: BusinessTransaction, assetId: string): Promise<void> {
      const rows = await selectAssets(tx).where('asset.id', '=', assetId).execute()
      const [asset] = await toAssets(tx, rows, dayInChina(clock.nowMs()))
      if (asset?.device == null) return
      const document = settingsOf(asset)
      if (typeof document === 'string') return
      const text = canonicalJson({ ...document })
      const last = await tx
        .selectFrom('wanted_settings')
        .select(['revision', 'document'])
        .where('device_id', '=', asset.device)
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (last?.document === text) return
      await tx
        .insertInto('wanted_settings')
        .values({
          device_id: asset.device,
          revision: (last?.revision ?? 0) + 1,
          document: text,
          made_at_ms: clock.nowMs(),
        })
        .execute()
      await noteFleetChange(tx)
    },

    async stateOf(device: string): Promise<SettingsState> {
      const wanted = await reader
        .selectFrom('wanted_settings')
        .selectAll()
        .where('device_id', '=', device)
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst()
      const report = await reader
        .selectFrom('settings_report')
        .selectAll()
        .where('device_id', '=', device)
        .executeTakeFirst()
      return {
        wanted:
          wanted === undefined
            ? null
            : {
                revision: wanted.revision,
                layout: wantedLayoutSchema.parse(JSON.parse(wanted.document)),
                madeAtMs: wanted.made_at_ms,
              },
        reported:
          report === undefined
            ? null
            : {
                applied: report.applied_revision,
                refused:
                  report.refused_revision === null
                    ? null
                    : {
                        revision: report.refused_revision,
                        field: report.refused_field ?? '',
                        problem: report.refused_problem ?? '',
                      },
                atMs: report.reported_at_ms,
              },
      }
    },

    /** What a device says in its birth. Of a device that is not registered nothing is kept. */
    async report(tx: BusinessTransaction, device: string, { applied, refused }: ReportedSettings): Promise<void> {
      const known = await tx.selectFrom('device').select('id').where('id', '=', device).executeTakeFirst()
      if (known === undefined) return
      const columns = {
        applied_revision: applied,
        refused_revision: refused?.revision ?? null,
        refused_field: refused?.field ?? null,
        refused_problem: refused?.problem ?? null,
        reported_at_ms: clock.nowMs(),
      }
      await tx
        .insertInto('settings_report')
        .values({ device_id: device, ...columns })
        .onConflict((conflict) => conflict.column('device_id').doUpdateSet(columns))
        .execute()
    },
  }
}

export type WantedSettings = ReturnType<typeof createWantedSettings>

/** Whether the device should be told (again): it has said nothing of the newest revision yet. */
export function isUnanswered({ wanted, reported }: SettingsState): boolean {
  if (wanted === null) return false
  return reported?.applied !== wanted.revision && reported?.refused?.revision !== wanted.revision
}
