export { CADENCE_LIMITS, CADENCES, type Cadence, cadenceUseOf, recordIntervalMs } from './cadence.ts'
export { isGap } from './gap.ts'
export * from './geofence.ts'
export { isOutOfRange, type TemperatureRange } from './range.ts'
