import { measured, type ProbeModel } from './model.ts'

/** KinCony SHT30 on a DIN rail: below zero 10000 + |t × 10|, and the same values as float32. */
export const kinconySht30: ProbeModel = {
  id: 'kincony-sht30',
  origin: "KinCony's register list",
  readFunctions: [3, 4],
  writeFunctions: [],
  fields: [
    measured('temperature', 0x0000, 'off10000'),
    measured('humidity', 0x0001, 'uint16'),
    measured('temperature', 0x0002, 'float32'),
    measured('humidity', 0x0004, 'float32'),
  ],
  bits: [],
  latencyMs: 35,
}
