import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ASSET_PLANS } from './asset-plans.mjs'

/** Of a zone of the simulated rooms; their ceilings are at 3 m. */
const CEILING_METRES = 3

/**
 * Writes what the cloud's records shall say of the simulated assets: what is in them as the plans have it, and the keys
 * that their agents enrolled with.
 */
export function writeDemoFleet({ data, assets, devices }) {
  const file = join(data, 'fleet', 'demo-fleet.json')
  const fleet = assets.map(({ kind, number, device }) => {
    const { nameOf, compartments, buses } = ASSET_PLANS[kind]
    return {
      ...devices.find((one) => one.device === device),
      kind,
      name: nameOf(number),
      compartments: compartments.map(({ id, name, range, volumeCubicMetres }) => ({
        code: id,
        name,
        range,
        volumeCubicMetres,
        floorAreaSquareMetres: kind === 'room' ? volumeCubicMetres / CEILING_METRES : null,
        probes: buses.flatMap((bus) =>
          bus.probes
            .filter(({ compartment }) => compartment === id)
            .map(({ id: point, unit, model }) => ({ point, bus: bus.id, unit, model })),
        ),
      })),
    }
  })
  writeFileSync(file, `${JSON.stringify(fleet, null, 2)}\n`, { mode: 0o600 })
  return file
}
