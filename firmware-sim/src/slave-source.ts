import type { HardwareSlave } from './hardware.ts'
import type { SlaveSource } from './modbus/slave.ts'
import { createRandom } from './random.ts'
import type { SeriesPlayer } from './series/series-player.ts'
import type { Compartment } from './thermal/compartment.ts'

/** Noise of the sensor itself, well inside the ±0.5 °C that GSP allows. */
const NOISE_CELSIUS = 0.03
const NOISE_HUMIDITY = 0.15

/** Joins a slave to the air it hangs in, to the file it plays or to the switches it is wired to. */
export function createSlaveSource({
  slave,
  compartments,
  series,
  powerOn,
  seed,
}: {
  slave: HardwareSlave
  compartments: ReadonlyMap<string, Compartment>
  series: SeriesPlayer | undefined
  powerOn: () => boolean
  seed: number
}): SlaveSource {
  const random = createRandom(seed)
  const compartment = slave.compartment === undefined ? undefined : compartments.get(slave.compartment)
  const isDefrosting = (of: Compartment | undefined, nowMs: number) => (of?.state(nowMs).defrostSeconds ?? 0) > 0
  const isOn = (name: string, nowMs: number): boolean => {
    if (name === 'power') return powerOn()
    const [what, id = ''] = name.split(':')
    const wired = compartments.get(id)
    return what === 'door' ? (wired?.doorOpen() ?? false) : isDefrosting(wired, nowMs)
  }
  return {
    sense(nowMs) {
      const air = compartment?.air(nowMs)
      const played = series?.at(nowMs)
      const row = played?.row ?? air?.row
      // A recorded series is served as recorded: the page must equal the file.
      const noise = row === undefined ? random.gaussian() : 0
      return {
        quantities: {
          temperature:
            (played?.temperature ?? air?.temperatureCelsius ?? 0) + slave.offsetCelsius + NOISE_CELSIUS * noise,
          humidity: Math.min(100, (played?.humidity ?? air?.relativeHumidity ?? 0) + NOISE_HUMIDITY * noise),
          evaporator: air?.evaporatorCelsius ?? 0,
        },
        ...(row === undefined ? {} : { row }),
      }
    },
    bits(nowMs) {
      const state = compartment?.state(nowMs)
      return {
        inputs: (slave.inputs ?? []).map((name) => ({ name, value: isOn(name, nowMs) ? 1 : 0 })),
        // Compressor, fan, defrost heater, light.
        relays: [state?.cooling ? 1 : 0, powerOn() ? 1 : 0, isDefrosting(compartment, nowMs) ? 1 : 0, 0],
        alarm: 0,
      }
    },
  }
}
