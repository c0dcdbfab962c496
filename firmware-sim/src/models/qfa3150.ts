import { measured, type ProbeModel, setting } from './model.ts'

/** Siemens QFA3150: hundredths, each value followed by its reliability. */
export const qfa3150: ProbeModel = {
  id: 'qfa3150',
  origin: 'Siemens A6V12297475 p. 8',
  readFunctions: [3],
  writeFunctions: [6, 16],
  fields: [
    measured('temperature', 1, 'int16', 2),
    { kind: 'reliability', quantity: 'temperature', address: 2 },
    measured('humidity', 3, 'int16', 2),
    { kind: 'reliability', quantity: 'humidity', address: 4 },
    setting('temperature unit, 0 = °C', 401, 0),
  ],
  bits: [],
  latencyMs: 30,
}
