import { measured, type ProbeModel, setting } from './model.ts'

/** XY-MD02 with SHT20 or SHT40: values by function 4, settings by function 3. */
export const xyMd02: ProbeModel = {
  id: 'xy-md02',
  origin: 'manual of the XY-MD02; the baud register holds 9600 itself, unlike its table says',
  readFunctions: [4],
  settingFunctions: [3],
  writeFunctions: [6, 16],
  fields: [
    measured('temperature', 0x0001),
    measured('humidity', 0x0002, 'uint16'),
    setting('unit', 0x0101, 'unit'),
    setting('baud', 0x0102, 'baud'),
    setting('temperature correction', 0x0103, 0, 'temperature'),
    setting('humidity correction', 0x0104, 0, 'humidity'),
  ],
  bits: [],
  latencyMs: 20,
}
