import {
  canonicalJson,
  type ReportedSettings,
  reportedSettingsSchema,
  type WantedSettings as SettingsMessage,
  settingsHash,
  settingsMessageSchema,
  wantedLayoutSchema,
} from '@coldrx/protocol'
import type { z } from 'zod'
import type { BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { SettingsReportTable, WantedSettingsTable } from '../business-database/tables/fleet.ts'
import type { Clock } from '../lib/clock.ts'
import type { Asset } from './asset.ts'
import { dayInChina } from './calibration.ts'
import { conflict } from './fleet-errors.ts'
import { noteFleetChange } from './fleet-version.ts'
import { selectAssets, toAssets } from './read-assets.ts'

export type WantedLayout = z.infer<typeof wantedLayoutSchema>

export interface WantedRevision {
  readonly revision: number
  readonly layout: WantedLayout
  readonly cadence: NonNullable<SettingsMessage['cadence']> | null
  readonly brokerUrl: string | null
  /** what a device that applies it reports */
  readonly hash: string
  readonly madeAtMs: number
}

/** What is wanted of a device beside the layout, which follows from the records; null: as the device's own file says. */
export type DeviceWishes = Partial<Pick<WantedRevision, 'cadence' | 'brokerUrl'>>

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

const cadenceSchema = settingsMessageSchema.shape.cadence.unwrap()
const othersSchema = reportedSettingsSchema.shape.refused.unwrap().shape.others.unwrap()

/** The message that tells a device what is wanted. */
export const toSettingsMessage = ({
  revision,
  layout,
  cadence,
  brokerUrl,
}: Omit<WantedRevision, 'madeAtMs' | 'hash'>): SettingsMessage => ({
  v: 1,
  revision,
  layout,
  ...(cadence === null ? {} : { cadence }),
  ...(brokerUrl === null ? {} : { broker: { url: brokerUrl } }),
})

/** Settings that are wanted of devices, revision by revision, and what the devices say of them. */
export function createWantedSettings({ reader, clock }: { readonly reader: BusinessReader; readonly clock: Clock }) {
  const newestOf = (from: BusinessReader, device: string) =>
    from
      .selectFrom('wanted_settings')
      .selectAll()
      .where('device_id', '=', device)
      .orderBy('revision', 'desc')
      .limit(1)
      .executeTakeFirst()

  async function add(
    tx: BusinessTransaction,
    last: Pick<WantedSettingsTable, 'device_id' | 'document'> & Partial<WantedSettingsTable>,
  ): Promise<void> {
    const report = await tx
      .selectFrom('settings_report')
      .select(['applied_revision', 'trying_revision', 'refused_revision'])
      .where('device_id', '=', last.device_id)
      .executeTakeFirst()
    await tx
      .insertInto('wanted_settings')
      .values({
        device_id: last.device_id,
        // the device follows nothing below what it heard, of an installation that is gone too
        revision: Math.max(last.revision ?? 0, heardRevision(report)) + 1,
        document: last.document,
        cadence: last.cadence ?? null,
        broker_url: last.broker_url ?? null,
        made_at_ms: clock.nowMs(),
      })
      .execute()
    await noteFleetChange(tx)
  }

  return {
    /** Makes a new revision where the records of the asset now say something else. */
    async refresh(tx: BusinessTransaction, assetId: string): Promise<void> {
      const rows = await selectAssets(tx).where('asset.id', '=', assetId).execute()
      const [asset] = await toAssets(tx, rows, dayInChina(clock.nowMs()))
      if (asset?.device == null) return
      const document = settingsOf(asset)
      if (typeof document === 'string') return
      const text = canonicalJson({ ...document })
      const last = await newestOf(tx, asset.device)
      if (last?.document === text) return
      await add(tx, { ...last, device_id: asset.device, document: text })
    },

    /** A new revision, of which a device that took the last one back takes notice; with other wishes where they are given. */
    async wantAnew(tx: BusinessTransaction, device: string, { cadence, brokerUrl }: DeviceWishes): Promise<void> {
      const last = await newestOf(tx, device)
      if (last === undefined) throw conflict('asset', 'nothing is wanted of its device yet')
      await add(tx, {
        ...last,
        ...(cadence === undefined ? {} : { cadence: cadence === null ? null : JSON.stringify(cadence) }),
        ...(brokerUrl === undefined ? {} : { broker_url: brokerUrl }),
      })
    },

    async stateOf(device: string): Promise<SettingsState> {
      const wanted = await newestOf(reader, device)
      const report = await reader
        .selectFrom('settings_report')
        .selectAll()
        .where('device_id', '=', device)
        .executeTakeFirst()
      return {
        wanted: wanted === undefined ? null : toRevision(wanted),
        reported:
          report === undefined
            ? null
            : {
                applied: report.applied_revision,
                hash: report.applied_hash,
                trying: report.trying_revision,
                refused:
                  report.refused_revision === null
                    ? null
                    : {
                        revision: report.refused_revision,
                        field: report.refused_field ?? '',
                        problem: report.refused_problem ?? '',
                        ...(report.refused_others === null
                          ? {}
                          : { others: othersSchema.parse(JSON.parse(report.refused_others)) }),
                        ...(report.taken_back === 1 ? { takenBack: true as const } : {}),
                      },
                atMs: report.reported_at_ms,
              },
      }
    },

    /** What a device says in its birth. Of a device that is not registered nothing is kept. */
    async report(
      tx: BusinessTransaction,
      device: string,
      { applied, hash = null, trying = null, refused }: ReportedSettings,
    ): Promise<void> {
      const known = await tx.selectFrom('device').select('id').where('id', '=', device).executeTakeFirst()
      if (known === undefined) return
      const columns = {
        applied_revision: applied,
        applied_hash: hash,
        trying_revision: trying,
        refused_revision: refused?.revision ?? null,
        refused_field: refused?.field ?? null,
        refused_problem: refused?.problem ?? null,
        refused_others: refused?.others === undefined ? null : JSON.stringify(refused.others),
        taken_back: refused?.takenBack === true ? (1 as const) : null,
        reported_at_ms: clock.nowMs(),
      }
      await tx
        .insertInto('settings_report')
        .values({ device_id: device, ...columns })
        .onConflict((conflict) => conflict.column('device_id').doUpdateSet(columns))
        .execute()
      const last = await newestOf(tx, device)
      if (last !== undefined && heardRevision(columns) > last.revision) await add(tx, last)
    },
  }
}

/** No device was told more; what claims to be more is no revision of anybody's. */
const HIGHEST_REVISION = 2 ** 40

function heardRevision(
  report: Pick<SettingsReportTable, 'applied_revision' | 'trying_revision' | 'refused_revision'> | undefined,
): number {
  const { applied_revision: applied, trying_revision: trying, refused_revision: refused } = report ?? {}
  const heard = [applied ?? 0, trying ?? 0, refused ?? 0].filter((revision) => revision <= HIGHEST_REVISION)
  return Math.max(0, ...heard)
}

function toRevision({ revision, document, cadence, broker_url, made_at_ms }: WantedSettingsTable): WantedRevision {
  const wanted = {
    revision,
    layout: wantedLayoutSchema.parse(JSON.parse(document)),
    cadence: cadence === null ? null : cadenceSchema.parse(JSON.parse(cadence)),
    brokerUrl: broker_url,
  }
  return { ...wanted, hash: settingsHash(toSettingsMessage(wanted)), madeAtMs: made_at_ms }
}

export type WantedSettings = ReturnType<typeof createWantedSettings>

/** Whether the device should be told (again): it has said nothing of the newest revision yet, not even that it tries it. */
export function isUnanswered({ wanted, reported }: SettingsState): boolean {
  if (wanted === null) return false
  const answered = [reported?.applied, reported?.trying, reported?.refused?.revision]
  return !answered.includes(wanted.revision)
}
