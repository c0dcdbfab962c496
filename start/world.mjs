import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROUTES = ['shanghai-hangzhou', 'beijing-tianjin', 'guangzhou-shenzhen']
const PLATES = ['沪A·D8231', '京B·L5520', '粤S·C1907', '苏E·K3316', '浙A·H7042', '鲁B·N2285']

const COMPARTMENTS = [
  {
    id: 'c1',
    name: { zh: '前舱 冷藏', en: 'Front, chilled' },
    range: { minCelsius: 2, maxCelsius: 8 },
    setpointCelsius: 5,
    volumeCubicMetres: 12,
    loadKg: 900,
  },
  {
    id: 'c2',
    name: { zh: '后舱 冷冻', en: 'Rear, frozen' },
    range: { minCelsius: -25, maxCelsius: -15 },
    setpointCelsius: -20,
    volumeCubicMetres: 8,
    loadKg: 500,
  },
]

/** Five makes on two lines; GSP Annex 3 asks for at least two measuring points a compartment. */
const BUSES = [
  {
    id: 'rs485-1',
    baud: 9600,
    probes: [
      { id: 'p1', unit: 1, model: 'xy-md02', compartment: 'c1' },
      { id: 'p2', unit: 2, model: 'srth100', compartment: 'c1' },
      { id: 'p3', unit: 3, model: 'r444a01', compartment: 'c1' },
      { id: 'p4', unit: 4, model: 'kincony-sht30', compartment: 'c2' },
    ],
    inputs: true,
  },
  {
    id: 'rs485-2',
    baud: 4800,
    probes: [{ id: 'p5', unit: 1, model: 'renke-ws-n01', compartment: 'c2' }],
    inputs: false,
  },
]

const INPUTS = [{ kind: 'door', compartment: 'c1' }, { kind: 'door', compartment: 'c2' }, { kind: 'power' }]

/** The cadence of GSP with margin (Annex 3: 1, 5 and 2 minutes); frames each minute, so that a demo's records move. */
export const DEMO_CADENCE = {
  sampleIntervalMs: 10_000,
  recordIntervalMs: 60_000,
  outOfRangeRecordIntervalMs: 30_000,
  frameIntervalMs: 60_000,
  sealIntervalMs: 300_000,
}

/** A handful of trucks need not spread their return over the minute that a fleet does. */
const RECONNECT_SPREAD_MS = 3_000

export const deviceName = (number) => `tk${String(number).padStart(3, '0')}`

/**
 * Writes the hardware and agent files of one truck and gives their paths.
 *
 * @param {object} plan
 * @param {string} plan.data
 * @param {number} plan.number
 * @param {string} plan.brokerUrl
 * @param {string} plan.cabPages
 * @param {typeof DEMO_CADENCE} [plan.cadence]
 * @param {number} [plan.speed]
 * @param {object} [plan.gnss] what the receiver plays, instead of one of the routes
 * @param {Record<string, object>} [plan.seriesOf] recorded series by probe, instead of the thermal model
 */
export function planTruck({
  data,
  number,
  brokerUrl,
  cabPages,
  cadence = DEMO_CADENCE,
  speed = 1,
  gnss,
  seriesOf = {},
}) {
  const device = deviceName(number)
  const directory = join(data, 'trucks', device)
  mkdirSync(join(directory, 'agent'), { recursive: true })
  const paths = {
    device,
    directory,
    hardwareFile: join(directory, 'hardware.json'),
    agentFile: join(directory, 'agent.json'),
    portFile: join(directory, 'agent', 'cab-port'),
    control: join(directory, 'control.sock'),
  }
  writeJson(paths.hardwareFile, {
    device,
    directory,
    transport: 'pty',
    seed: number,
    speed,
    compartments: COMPARTMENTS.map(({ id, setpointCelsius, volumeCubicMetres, loadKg }) => ({
      id,
      setpointCelsius,
      volumeCubicMetres,
      loadKg,
    })),
    lines: BUSES.map(({ id, baud, probes, inputs }) => ({
      id,
      baud,
      slaves: [
        ...probes.map((probe, at) => ({
          unit: probe.unit,
          model: probe.model,
          source: probe.id,
          compartment: probe.compartment,
          offsetCelsius: [0, 0.3, -0.2, 0.4, -0.3][at] ?? 0,
          ...(seriesOf[probe.id] === undefined ? {} : { series: seriesOf[probe.id] }),
        })),
        ...(inputs
          ? [
              {
                unit: 9,
                model: 'waveshare-di8',
                source: 'inputs',
                inputs: INPUTS.map((input) => (input.compartment ? `door:${input.compartment}` : 'power')),
              },
            ]
          : []),
      ],
    })),
    gnss: {
      id: 'gnss',
      baud: 9600,
      ...(gnss ?? { route: ROUTES[(number - 1) % ROUTES.length], startFraction: ((number * 37) % 100) / 100 }),
    },
    control: paths.control,
  })
  writeJson(paths.agentFile, {
    device,
    asset: { kind: 'truck', name: PLATES[(number - 1) % PLATES.length] + (number > PLATES.length ? `-${number}` : '') },
    directory: join(directory, 'agent'),
    broker: { url: brokerUrl, secretFile: join(directory, 'agent', 'broker-secret'), spreadMs: RECONNECT_SPREAD_MS },
    cab: { port: 0, pages: cabPages, portFile: paths.portFile },
    cadence,
    compartments: COMPARTMENTS.map(({ id, name, range }) => ({ id, name, range })),
    buses: BUSES.map(({ id, baud, probes, inputs }) => ({
      id,
      path: join(directory, 'dev', id),
      baud,
      timeoutMs: 400,
      probes: probes.map(({ id: probe, unit, model, compartment }) => ({
        id: probe,
        unit,
        profile: model,
        compartment,
      })),
      inputs: inputs
        ? [
            {
              id: 'inputs',
              unit: 9,
              profile: 'waveshare-di8',
              channels: INPUTS.map((input, at) => ({ input: at, ...input })),
            },
          ]
        : [],
    })),
    gnss: { id: 'gnss', path: join(directory, 'dev', 'gnss'), baud: 9600, staleMs: 5_000 },
  })
  return paths
}

/** The secret by which the cloud signs in at the broker: made once, kept with the data. */
export function cloudSecretFile(data) {
  const file = join(data, 'fleet', 'cloud-secret')
  mkdirSync(join(data, 'fleet'), { recursive: true })
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return file
}

/** Registers devices by file: the broker and the cloud believe no key that arrives any other way. */
export function writeFleet({ data, devices, cloudSecretHash }) {
  const file = join(data, 'fleet', 'devices.json')
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).devices : []
  const merged = new Map([...known, ...devices].map((device) => [device.device, device]))
  writeJson(file, {
    devices: [...merged.values()],
    services: [{ name: 'cloud', role: 'cloud', secretHash: cloudSecretHash }],
  })
  return file
}

function writeJson(file, value) {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
