import type { TemperatureRange } from '@coldrx/protocol'
import type { Names } from '../identity/names.ts'
import type { Asset, AssetKind, Compartment } from './asset.ts'
import { notFound, unprocessable } from './fleet-errors.ts'

/** What people say of a compartment. */
export interface CompartmentShape {
  readonly name: Names
  readonly volumeCubicMetres: number
  readonly floorAreaSquareMetres?: number | null | undefined
  readonly range: TemperatureRange
}

/** @throws AppError where the asset has none of that id */
export function compartmentOf(asset: Asset, id: string): Compartment {
  const compartment = asset.compartments.find((one) => one.id === id)
  if (compartment === undefined) throw notFound('compartment')
  return compartment
}

export function requireShape(kind: AssetKind, { range, floorAreaSquareMetres }: CompartmentShape): void {
  if (range.minCelsius >= range.maxCelsius) throw unprocessable('range', 'minCelsius must be below maxCelsius')
  if (kind === 'room' && floorAreaSquareMetres == null)
    throw unprocessable('floorAreaSquareMetres', 'a zone of a room needs one: GSP counts measuring points by it')
  if (kind !== 'room' && floorAreaSquareMetres != null)
    throw unprocessable('floorAreaSquareMetres', 'only a zone of a room has one')
}

/** As the table has it. */
export function toColumns({ name, volumeCubicMetres, floorAreaSquareMetres, range }: CompartmentShape) {
  return {
    name_zh: name.zh,
    name_en: name.en,
    volume_cubic_metres: volumeCubicMetres,
    floor_area_square_metres: floorAreaSquareMetres ?? null,
    min_celsius: range.minCelsius,
    max_celsius: range.maxCelsius,
  }
}
