/** Required temperature of a compartment, both ends allowed. */
export interface TemperatureRange {
  readonly minCelsius: number
  readonly maxCelsius: number
}

export function isOutOfRange(temperatureCelsius: number, range: TemperatureRange): boolean {
  return temperatureCelsius < range.minCelsius || temperatureCelsius > range.maxCelsius
}
