import type { ProbeModel } from './model.ts'

/** Waveshare Modbus RTU module with eight relays. Without power all are off, and so they are at a start. */
export const waveshareRelay8: ProbeModel = {
  id: 'waveshare-relay8',
  origin: "Waveshare's description of the Modbus RTU Relay",
  readFunctions: [],
  writeFunctions: [],
  fields: [],
  bits: [{ functionCode: 1, address: 0, quantity: 8, source: 'coils' }],
  latencyMs: 8,
}
