import { measured, type ProbeModel, setting } from './model.ts'

/** Dixell XR cold room controller behind an XJ485 adapter. Parameters are written by function 16 only. */
export const dixellXr: ProbeModel = {
  id: 'dixell-xr',
  origin: 'field notes of integrators, no official map is public',
  readFunctions: [3],
  writeFunctions: [16],
  fields: [
    measured('temperature', 256),
    measured('evaporator', 257),
    measured('temperature', 258),
    setting('setpoint × 10', 272, 'setpoint'),
    setting('status', 300, 1),
    setting('parameter 0', 768, 20),
    setting('parameter 1', 769, 0),
  ],
  bits: [
    { functionCode: 1, address: 512, quantity: 4, source: 'relays' },
    { functionCode: 1, address: 528, quantity: 1, source: 'alarm' },
  ],
  latencyMs: 60,
}
