import type { BusinessReader } from '../business-database/business-database.ts'
import type { AssetTable } from '../business-database/tables/fleet.ts'
import { type Asset, type Compartment, compartmentProblems, type MeasuringPoint, pointsRequired } from './asset.ts'
import { calibrationStatus } from './calibration.ts'

/** Assets with all that is in them, in three statements however many they are. `today`: YYYY-MM-DD */
export async function toAssets(
  reader: BusinessReader,
  rows: readonly (AssetTable & { readonly device: string | null })[],
  today: string,
): Promise<Asset[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const compartments = await reader
    .selectFrom('compartment')
    .selectAll()
    .where('asset_id', 'in', ids)
    .where('removed_at_ms', 'is', null)
    .orderBy('code')
    .execute()
  const fittings = await reader
    .selectFrom('probe_fitting')
    .innerJoin('probe', 'probe.id', 'probe_fitting.probe_id')
    .select(['probe_fitting.compartment_id', 'probe_fitting.point', 'probe_fitting.bus', 'probe_fitting.unit'])
    .select(['probe.id', 'probe.serial_number', 'probe.model', 'probe.state'])
    .select(['probe.calibration_due_on', 'probe.calibration_passed'])
    .where('probe_fitting.asset_id', 'in', ids)
    .where('probe_fitting.removed_at_ms', 'is', null)
    .orderBy('probe_fitting.point')
    .execute()

  const pointsOf = new Map<string, MeasuringPoint[]>()
  for (const row of fittings) {
    const passed = row.calibration_passed === null ? null : row.calibration_passed === 1
    const probe = {
      id: row.id,
      serialNumber: row.serial_number,
      model: row.model,
      state: row.state,
      calibration: calibrationStatus({ dueOn: row.calibration_due_on, passed }, today),
      calibrationDueOn: row.calibration_due_on,
    }
    const points = pointsOf.get(row.compartment_id) ?? []
    points.push({ point: row.point, bus: row.bus, unit: row.unit, probe })
    pointsOf.set(row.compartment_id, points)
  }
  const kindOf = new Map(rows.map(({ id, kind }) => [id, kind]))
  const compartmentsOf = new Map<string, Compartment[]>()
  for (const row of compartments) {
    const shape = {
      volumeCubicMetres: row.volume_cubic_metres,
      floorAreaSquareMetres: row.floor_area_square_metres,
      range: { minCelsius: row.min_celsius, maxCelsius: row.max_celsius },
    }
    const points = pointsOf.get(row.id) ?? []
    const required = pointsRequired(kindOf.get(row.asset_id) ?? 'truck', shape)
    const those = compartmentsOf.get(row.asset_id) ?? []
    those.push({
      id: row.id,
      code: row.code,
      name: { zh: row.name_zh, en: row.name_en },
      ...shape,
      points,
      pointsRequired: required,
      problems: compartmentProblems(points, required),
    })
    compartmentsOf.set(row.asset_id, those)
  }
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    organisationId: row.organisation_id,
    carrierOrganisationId: row.carrier_organisation_id,
    state: row.state,
    revision: row.revision,
    device: row.device,
    compartments: compartmentsOf.get(row.id) ?? [],
  }))
}

export function selectAssets(reader: BusinessReader) {
  return reader
    .selectFrom('asset')
    .leftJoin('device', 'device.asset_id', 'asset.id')
    .selectAll('asset')
    .select('device.id as device')
}
