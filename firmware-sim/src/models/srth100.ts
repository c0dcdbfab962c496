import { measured, type ProbeModel, setting } from './model.ts'

/** L-com SRTH100 type transmitter. */
export const srth100: ProbeModel = {
  id: 'srth100',
  origin: 'manual of the L-com SRTH100',
  readFunctions: [3],
  writeFunctions: [6],
  fields: [
    measured('temperature', 0x0000),
    measured('humidity', 0x0001, 'uint16'),
    setting('baud / 100', 0x0014, 'baud/100'),
    setting('parity', 0x0015, 0),
    setting('unit', 0x0017, 'unit'),
  ],
  bits: [],
  latencyMs: 30,
}
