export { CADENCES, type Cadence, recordIntervalMs } from './cadence.ts'
export { isOutOfRange, type TemperatureRange } from './range.ts'
