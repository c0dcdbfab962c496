import type { ProbeModel } from './model.ts'

/** Waveshare Modbus RTU module with eight digital inputs. */
export const waveshareDi8: ProbeModel = {
  id: 'waveshare-di8',
  origin: "Waveshare's description of the Modbus RTU IO 8CH",
  readFunctions: [],
  writeFunctions: [],
  fields: [],
  bits: [{ functionCode: 2, address: 0, quantity: 8, source: 'inputs' }],
  latencyMs: 5,
}
