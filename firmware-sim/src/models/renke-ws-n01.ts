import { measured, type ProbeModel, setting } from './model.ts'

/** Jiandarenke (建大仁科) RS-WS-N01: humidity first; sold with 4,800 baud. */
export const renkeWsN01: ProbeModel = {
  id: 'renke-ws-n01',
  origin: 'third-party manuals of the RS-WS-N01 family, which agree with each other',
  readFunctions: [3, 4],
  writeFunctions: [6, 16],
  fields: [
    measured('humidity', 0x0000, 'uint16'),
    measured('temperature', 0x0001),
    setting('unit', 0x07d0, 'unit'),
    setting('baud code', 0x07d1, 1),
  ],
  bits: [],
  latencyMs: 40,
}
