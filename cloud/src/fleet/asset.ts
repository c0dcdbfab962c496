import { type MeasuredSpace, measuringPointsRequired, type TemperatureRange } from '@coldrx/protocol'
import type { Names } from '../identity/names.ts'
import type { AssetState } from './asset-lifecycle.ts'
import { type CalibrationStatus, isInForce } from './calibration.ts'
import type { ProbeState } from './probe-lifecycle.ts'

export const ASSET_KINDS = ['truck', 'room', 'box'] as const
export type AssetKind = (typeof ASSET_KINDS)[number]

/** A probe at its place. */
export interface MeasuringPoint {
  /** what frames call it */
  readonly point: string
  readonly bus: string
  readonly unit: number
  readonly probe: {
    readonly id: string
    readonly serialNumber: string
    readonly model: string
    readonly state: ProbeState
    readonly calibration: CalibrationStatus
    readonly calibrationDueOn: string | null
  }
}

export const COMPARTMENT_PROBLEMS = ['TOO_FEW_POINTS', 'NOT_CALIBRATED'] as const
export type CompartmentProblem = (typeof COMPARTMENT_PROBLEMS)[number]

export interface Compartment {
  readonly id: string
  readonly code: string
  readonly name: Names
  readonly volumeCubicMetres: number
  readonly floorAreaSquareMetres: number | null
  readonly range: TemperatureRange
  readonly points: readonly MeasuringPoint[]
  readonly pointsRequired: number
  readonly problems: readonly CompartmentProblem[]
}

export interface Asset {
  readonly id: string
  readonly kind: AssetKind
  readonly name: string
  readonly organisationId: string
  readonly carrierOrganisationId: string | null
  readonly state: AssetState
  readonly revision: number
  /** whose frames are its records; null: none is bound */
  readonly device: string | null
  readonly compartments: readonly Compartment[]
}

/** Pharmacopoeia: a cold place goes up to 10 °C; what is warmer is a store of another kind. */
const COLD_UP_TO_CELSIUS = 10

export function pointsRequired(
  kind: AssetKind,
  {
    volumeCubicMetres,
    floorAreaSquareMetres,
    range,
  }: Pick<Compartment, 'volumeCubicMetres' | 'floorAreaSquareMetres' | 'range'>,
): number {
  const spaces: Record<AssetKind, MeasuredSpace> = {
    truck: { kind: 'truck', volumeCubicMetres },
    room: {
      kind: 'room',
      floorAreaSquareMetres: floorAreaSquareMetres ?? 0,
      coldStore: range.maxCelsius <= COLD_UP_TO_CELSIUS,
    },
    box: { kind: 'box' },
  }
  return measuringPointsRequired(spaces[kind])
}

export function compartmentProblems(points: readonly MeasuringPoint[], required: number): CompartmentProblem[] {
  return [
    ...(points.length < required ? (['TOO_FEW_POINTS'] as const) : []),
    ...(points.every(({ probe }) => isInForce(probe.calibration)) ? [] : (['NOT_CALIBRATED'] as const)),
  ]
}
