const ROUTES = ['shanghai-hangzhou', 'beijing-tianjin', 'guangzhou-shenzhen']
const PLATES = ['沪A·D8231', '京B·L5520', '粤S·C1907', '苏E·K3316', '浙A·H7042', '鲁B·N2285']

const chilled = { minCelsius: 2, maxCelsius: 8 }
const frozen = { minCelsius: -25, maxCelsius: -15 }

/** The cadence of GSP with margin (Annex 3: 1, 5 and 2 minutes); frames each minute, so that a demo's records move. */
const TRANSPORT = {
  sampleIntervalMs: 10_000,
  recordIntervalMs: 60_000,
  outOfRangeRecordIntervalMs: 30_000,
  frameIntervalMs: 60_000,
  sealIntervalMs: 300_000,
}
/** In storage GSP asks for a record each half hour at least. */
const STORAGE = { ...TRANSPORT, recordIntervalMs: 300_000, frameIntervalMs: 300_000 }

/** Five makes on two lines; GSP Annex 3 asks for at least two measuring points a compartment. */
const TRUCK = {
  prefix: 'tk',
  folder: 'trucks',
  cadence: TRANSPORT,
  nameOf: (number) => PLATES[(number - 1) % PLATES.length] + (number > PLATES.length ? `-${number}` : ''),
  gnssOf: (number) => ({
    route: ROUTES[(number - 1) % ROUTES.length],
    startFraction: ((number * 37) % 100) / 100,
  }),
  compartments: [
    {
      ...{ id: 'c1', name: { zh: '前舱 冷藏', en: 'Front, chilled' }, range: chilled },
      ...{ setpointCelsius: 5, volumeCubicMetres: 12, loadKg: 900 },
    },
    {
      ...{ id: 'c2', name: { zh: '后舱 冷冻', en: 'Rear, frozen' }, range: frozen },
      ...{ setpointCelsius: -20, volumeCubicMetres: 8, loadKg: 500 },
    },
  ],
  buses: [
    {
      id: 'rs485-1',
      baud: 9600,
      probes: [
        { id: 'p1', unit: 1, model: 'xy-md02', compartment: 'c1' },
        { id: 'p2', unit: 2, model: 'srth100', compartment: 'c1' },
        { id: 'p3', unit: 3, model: 'r444a01', compartment: 'c1' },
        { id: 'p4', unit: 4, model: 'kincony-sht30', compartment: 'c2' },
      ],
    },
    { id: 'rs485-2', baud: 4800, probes: [{ id: 'p5', unit: 1, model: 'renke-ws-n01', compartment: 'c2' }] },
  ],
  inputs: [
    ...[{ kind: 'door', compartment: 'c1' }, { kind: 'door', compartment: 'c2' }, { kind: 'power' }],
    ...[
      { kind: 'defrost', compartment: 'c1' },
      { kind: 'defrost', compartment: 'c2' },
    ],
  ],
}

/**
 * What warns people where there is no network. Nobody has the numbers: the simulated modem's network writes what it took to
 * `sms.ndjson` beside the truck.
 */
export const TRUCK_WARNINGS = {
  unit: 21,
  relays: [
    { id: 'siren', coil: 0, purpose: 'siren' },
    { id: 'lamp', coil: 1, purpose: 'light' },
  ],
  modemBaud: 115_200,
  recipients: [
    { name: '值班调度', number: '+8613900000001' },
    { name: '质量负责人', number: '+8613900000002' },
    { name: '车队负责人', number: '+8613900000003' },
  ],
}

/** Mains power, no receiver; an anteroom between the door of the chilled zone and the yard needs no probe of its own. */
const ROOM = {
  prefix: 'rm',
  folder: 'rooms',
  cadence: STORAGE,
  nameOf: (number) => `中心药库 ${number} 号冷库`,
  gnssOf: () => undefined,
  compartments: [
    {
      ...{ id: 'z1', name: { zh: '冷藏区', en: 'Chilled zone' }, range: chilled },
      ...{ setpointCelsius: 5, volumeCubicMetres: 150, loadKg: 6_000 },
    },
    {
      ...{ id: 'z2', name: { zh: '待验区', en: 'Receiving zone' }, range: chilled },
      ...{ setpointCelsius: 5, volumeCubicMetres: 60, loadKg: 1_200 },
    },
    {
      ...{ id: 'z3', name: { zh: '冷冻区', en: 'Frozen zone' }, range: frozen },
      ...{ setpointCelsius: -20, volumeCubicMetres: 40, loadKg: 2_000 },
    },
  ],
  buses: [
    {
      id: 'rs485-1',
      baud: 9600,
      probes: [
        { id: 'p1', unit: 1, model: 'srth100', compartment: 'z1' },
        { id: 'p2', unit: 2, model: 'srth100', compartment: 'z1' },
        { id: 'p3', unit: 3, model: 'srth100', compartment: 'z1' },
        { id: 'p4', unit: 4, model: 'srth100', compartment: 'z2' },
        { id: 'p5', unit: 5, model: 'srth100', compartment: 'z2' },
        { id: 'p6', unit: 6, model: 'kincony-sht30', compartment: 'z3' },
        { id: 'p7', unit: 7, model: 'kincony-sht30', compartment: 'z3' },
      ],
    },
  ],
  inputs: [
    ...[{ kind: 'door', compartment: 'z1' }, { kind: 'door', compartment: 'z3' }, { kind: 'power' }],
    ...['z1', 'z2', 'z3'].map((compartment) => ({ kind: 'defrost', compartment })),
  ],
}

/** A box in transit: battery (its input says whether it still has any), one probe, no door switch and no receiver. */
const BOX = {
  prefix: 'bx',
  folder: 'boxes',
  cadence: TRANSPORT,
  nameOf: (number) => `冷藏箱 B-${String(number).padStart(2, '0')}`,
  gnssOf: () => undefined,
  compartments: [
    {
      ...{ id: 'c1', name: { zh: '箱内', en: 'Inside' }, range: chilled },
      ...{ setpointCelsius: 5, volumeCubicMetres: 0.06, loadKg: 8 },
    },
  ],
  buses: [{ id: 'rs485-1', baud: 9600, probes: [{ id: 'p1', unit: 1, model: 'xy-md02', compartment: 'c1' }] }],
  inputs: [{ kind: 'power' }],
}

export const ASSET_PLANS = { truck: TRUCK, room: ROOM, box: BOX }
