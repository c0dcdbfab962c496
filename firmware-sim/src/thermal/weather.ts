import { createRandom } from '../random.ts'

/** What the outside of the body feels at a moment: air in the shade, air in the sun, vapour. */
export type Weather = { readonly airCelsius: number; readonly sunCelsius: number; readonly vapourPascal: number }

const DAY_MS = 86_400_000
/** China keeps one time zone, UTC+8. */
const LOCAL_OFFSET_MS = 8 * 3_600_000

/** A day of an East China summer; the seed decides how warm. */
export function createWeather(seed: number): (timeMs: number) => Weather {
  const random = createRandom(seed)
  const meanCelsius = 24 + 6 * random.uniform()
  const swingCelsius = 4 + 3 * random.uniform()
  const relativeHumidity = 0.6 + 0.2 * random.uniform()
  const vapourPascal = relativeHumidity * saturationPascal(meanCelsius - 2)
  return (timeMs) => {
    const hour = (((timeMs + LOCAL_OFFSET_MS) % DAY_MS) / DAY_MS) * 24
    // Warmest at three in the afternoon; sun from six to six.
    const airCelsius = meanCelsius + swingCelsius * Math.cos(((hour - 15) / 24) * 2 * Math.PI)
    const sunCelsius = 9 * Math.max(0, Math.sin(((hour - 6) / 12) * Math.PI))
    return { airCelsius, sunCelsius, vapourPascal }
  }
}

/** Magnus formula over water, WMO No. 8 Annex 4.B; good enough below zero for a relative humidity sensor. */
export function saturationPascal(celsius: number): number {
  return 611.2 * Math.exp((17.62 * celsius) / (243.12 + celsius))
}
