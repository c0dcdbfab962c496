import { type MeasuredSpace, measuringPointsRequired } from '@coldrx/protocol'
import type { AgentConfig } from '../config.ts'

/** Pharmacopoeia: a cold place goes up to 10 °C. */
const COLD_UP_TO_CELSIUS = 10

export interface PointCount {
  readonly compartment: string
  readonly points: number
  readonly required: number
  /** whether the size of the space, by which GSP counts, is in the configuration */
  readonly isSizeKnown: boolean
}

/** Probes of each compartment, and how many GSP annex 3 wants; without its size at least those of the smallest. */
export function countMeasuringPoints({
  asset,
  compartments,
  buses,
}: Pick<AgentConfig, 'asset' | 'compartments' | 'buses'>): PointCount[] {
  const probes = buses.flatMap((bus) => bus.probes)
  return compartments.map((compartment) => {
    const { id, range, volumeCubicMetres, floorAreaSquareMetres } = compartment
    const spaces: Record<AgentConfig['asset']['kind'], MeasuredSpace> = {
      truck: { kind: 'truck', volumeCubicMetres: volumeCubicMetres ?? 0 },
      room: {
        kind: 'room',
        floorAreaSquareMetres: floorAreaSquareMetres ?? 0,
        coldStore: range.maxCelsius <= COLD_UP_TO_CELSIUS,
      },
      box: { kind: 'box' },
    }
    const size = { truck: volumeCubicMetres, room: floorAreaSquareMetres, box: 0 }[asset.kind]
    return {
      compartment: id,
      points: probes.filter((probe) => probe.compartment === id).length,
      required: measuringPointsRequired(spaces[asset.kind]),
      isSizeKnown: size !== undefined,
    }
  })
}
