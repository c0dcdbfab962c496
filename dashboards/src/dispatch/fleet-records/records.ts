import type { paths } from '../../api/schema.ts'

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Body
  : never

export type Asset = Answer<'/api/assets/{asset}'>
export type Carrier = Answer<'/api/carriers'>['items'][number]
export type Compartment = Asset['compartments'][number]
export type Probe = Answer<'/api/probes/{probe}'>
export type Certificate = Answer<'/api/certificates/{certificate}'>
export type Device = Answer<'/api/devices/{device}'>
export type DeviceRow = Answer<'/api/devices'>['items'][number]
export type Release = Answer<'/api/releases'>['items'][number]
export type DeviceVersion = Answer<'/api/device-versions'>['items'][number]
export type WantedSettings = NonNullable<Answer<'/api/assets/{asset}/settings'>['wanted']>
export type Calibration = Probe['calibration']

export const ASSET_KINDS = ['truck', 'room', 'box'] as const satisfies readonly Asset['kind'][]
export const ASSET_STATES = [
  'in-preparation',
  'in-service',
  'out-of-service',
  'retired',
] as const satisfies readonly Asset['state'][]
export const PROBE_STATES = ['in-stock', 'fitted', 'due', 'retired'] as const satisfies readonly Probe['state'][]
export const CALIBRATIONS = [
  'overdue',
  'due-soon',
  'failed',
  'none',
  'valid',
] as const satisfies readonly Probe['calibration'][]
export const DEVICE_STATES = ['registered', 'active', 'revoked'] as const satisfies readonly Device['state'][]
export const SHEETS = ['assets', 'probes', 'certificates'] as const

export interface EarliestDue {
  readonly on: string
  readonly calibration: Calibration
}

/** Of all probes of an asset: the first day on which one of them needs another certificate; undefined: none has any. */
export function earliestDue({ compartments }: Pick<Asset, 'compartments'>): EarliestDue | undefined {
  let first: EarliestDue | undefined
  for (const { points } of compartments)
    for (const { probe } of points) {
      const on = probe.calibrationDueOn
      if (on !== null && (first === undefined || on < first.on)) first = { on, calibration: probe.calibration }
    }
  return first
}
