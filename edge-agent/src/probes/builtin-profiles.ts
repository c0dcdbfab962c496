/**
 * Register maps of probes sold for cold chains, from makers' manuals and from units in the field. Plain documents: they
 * are validated like any other when they are loaded. Addresses are those on the wire, counted from 0.
 */
export const BUILTIN_PROFILES: readonly unknown[] = [
  {
    // 建大仁科 RS-WS-N01 and clones: humidity stands before temperature. Sold at 4,800 baud.
    id: 'renke-ws-n01',
    kind: 'registers',
    functionCode: 3,
    address: 0x0000,
    quantity: 2,
    signature: { functionCode: 3, address: 0x07d0, holds: 'unit' },
    fields: [
      { quantity: 'temperature', offset: 1, encoding: 'int16', decimals: 1, min: -40, max: 80 },
      { quantity: 'humidity', offset: 0, encoding: 'uint16', decimals: 1, min: 0, max: 100 },
    ],
  },
  {
    // ZTS-3008-WS-N01 (SHT30), a clone of it whose input registers are the same.
    id: 'zts-3008-ws-n01',
    kind: 'registers',
    functionCode: 4,
    address: 0x0000,
    quantity: 2,
    fields: [
      { quantity: 'temperature', offset: 1, encoding: 'int16', decimals: 1, min: -40, max: 80 },
      { quantity: 'humidity', offset: 0, encoding: 'uint16', decimals: 1, min: 0, max: 100 },
    ],
  },
  {
    // XY-MD02 and other SHT20/SHT40 boards: input registers, from address 1.
    id: 'xy-md02',
    kind: 'registers',
    functionCode: 4,
    address: 0x0001,
    quantity: 2,
    signature: { functionCode: 3, address: 0x0101, holds: 'unit' },
    fields: [
      { quantity: 'temperature', offset: 0, encoding: 'int16', decimals: 1, min: -40, max: 125 },
      { quantity: 'humidity', offset: 1, encoding: 'uint16', decimals: 1, min: 0, max: 100 },
    ],
  },
  {
    id: 'srth100',
    kind: 'registers',
    functionCode: 3,
    address: 0x0000,
    quantity: 2,
    signature: { functionCode: 3, address: 0x0017, holds: 'unit' },
    fields: [
      { quantity: 'temperature', offset: 0, encoding: 'int16', decimals: 1, min: -40, max: 80 },
      { quantity: 'humidity', offset: 1, encoding: 'uint16', decimals: 1, min: 0, max: 100 },
    ],
  },
  {
    id: 'r444a01',
    kind: 'registers',
    functionCode: 3,
    address: 0x0000,
    quantity: 2,
    signature: { functionCode: 3, address: 0x0002, holds: 'unit' },
    fields: [
      { quantity: 'temperature', offset: 0, encoding: 'int16', decimals: 1, min: -40, max: 80 },
      { quantity: 'humidity', offset: 1, encoding: 'uint16', decimals: 1, min: 0, max: 100 },
    ],
  },
  {
    // KinCony SHT30: −25.0 °C stands as 10,250; read as two's complement it would be +1,025.0 °C.
    id: 'kincony-sht30',
    kind: 'registers',
    functionCode: 3,
    address: 0x0000,
    quantity: 2,
    fields: [
      {
        quantity: 'temperature',
        offset: 0,
        encoding: 'off10000',
        decimals: 1,
        min: -40,
        max: 125,
        invalid: [0x7fff, 0x8000, 0xffff],
      },
      { quantity: 'humidity', offset: 1, encoding: 'uint16', decimals: 1, min: 0, max: 100 },
    ],
  },
  {
    // The same probe by its floats, whose sign needs no rule.
    id: 'kincony-sht30-float',
    kind: 'registers',
    functionCode: 3,
    address: 0x0002,
    quantity: 4,
    fields: [
      { quantity: 'temperature', offset: 0, encoding: 'float32be', decimals: 1, min: -40, max: 125 },
      { quantity: 'humidity', offset: 2, encoding: 'float32be', decimals: 1, min: 0, max: 100 },
    ],
  },
  {
    // Siemens QFA3150: hundredths, each value followed by its reliability, 0 = no fault. Register 401 is 0 for °C.
    id: 'qfa3150',
    kind: 'registers',
    functionCode: 3,
    address: 0x0001,
    quantity: 4,
    signature: { functionCode: 3, address: 401, holds: [0] },
    temperatureUnit: { functionCode: 3, address: 401, celsius: 0 },
    fields: [
      {
        quantity: 'temperature',
        offset: 0,
        encoding: 'int16',
        decimals: 2,
        min: -50,
        max: 70,
        reliability: { offset: 1, good: 0 },
      },
      {
        quantity: 'humidity',
        offset: 2,
        encoding: 'uint16',
        decimals: 2,
        min: 0,
        max: 100,
        reliability: { offset: 3, good: 0 },
      },
    ],
  },
  {
    // Dixell XR controllers: probe 1 of the controller; we never write to them.
    id: 'dixell-xr',
    kind: 'registers',
    functionCode: 3,
    address: 0x0100,
    quantity: 1,
    fields: [{ quantity: 'temperature', offset: 0, encoding: 'int16', decimals: 1, min: -50, max: 110 }],
  },
  { id: 'waveshare-di8', kind: 'inputs', functionCode: 2, address: 0x0000, quantity: 8 },
]
