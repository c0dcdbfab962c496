import type { TemperatureRange } from './range.ts'

const SHARE_OF_RANGE = 1 / 8
const MOST_CELSIUS = 0.5

/** How far inside of a range its critical values lie. Where none is chosen: an eighth of the range, at most 0.5 °C. */
export function criticalMarginCelsius(
  chosen: number | undefined,
  { minCelsius, maxCelsius }: TemperatureRange,
): number {
  return chosen ?? Math.min(MOST_CELSIUS, (maxCelsius - minCelsius) * SHARE_OF_RANGE)
}
