import { measured, type ProbeModel, setting } from './model.ts'

/** R444A01 board with SHT20. */
export const r444a01: ProbeModel = {
  id: 'r444a01',
  origin: "the board's published register list",
  readFunctions: [3],
  writeFunctions: [6],
  fields: [
    measured('temperature', 0x0000),
    measured('humidity', 0x0001, 'uint16'),
    setting('unit', 0x0002, 'unit'),
    setting('baud code', 0x0003, 3),
  ],
  bits: [],
  latencyMs: 25,
}
