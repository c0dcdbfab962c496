import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ASSET_PLANS, TRUCK_WARNINGS } from './asset-plans.mjs'

/** A handful of trucks need not spread their return over the minute that a fleet does. */
const RECONNECT_SPREAD_MS = 3_000

/**
 * Writes the hardware and agent files of one asset and gives their paths. Trucks, rooms and boxes are the same programs:
 * only cadence and layout differ.
 *
 * @param {object} plan
 * @param {keyof typeof ASSET_PLANS} [plan.kind]
 * @param {string} plan.data
 * @param {number} plan.number
 * @param {string} plan.brokerUrl
 * @param {string} plan.cabPages
 * @param {typeof ASSET_PLANS.truck.cadence} [plan.cadence]
 * @param {number} [plan.speed]
 * @param {object} [plan.gnss] what the receiver plays, instead of one of the routes
 * @param {Record<string, object>} [plan.seriesOf] recorded series by probe, instead of the thermal model
 * @param {boolean} [plan.warns] with siren, light and a modem
 */
export function planAsset({
  kind = 'truck',
  data,
  number,
  brokerUrl,
  cabPages,
  cadence = ASSET_PLANS[kind].cadence,
  speed = 1,
  gnss = ASSET_PLANS[kind].gnssOf(number),
  seriesOf = {},
  warns = false,
}) {
  const { prefix, folder, nameOf, compartments, buses, inputs } = ASSET_PLANS[kind]
  const device = `${prefix}${String(number).padStart(3, '0')}`
  const directory = join(data, folder, device)
  mkdirSync(join(directory, 'agent'), { recursive: true })
  const paths = {
    kind,
    number,
    device,
    directory,
    hardwareFile: join(directory, 'hardware.json'),
    agentFile: join(directory, 'agent.json'),
    portFile: join(directory, 'agent', 'cab-port'),
    control: join(directory, 'control.sock'),
  }
  // the agent refuses places that no truck can have driven to
  const pace = speed > 1 ? { fastestKmh: Math.ceil(250 * speed) } : {}
  const inputsOf = (bus, module) => (bus === buses[0] ? [module] : [])
  writeJson(paths.hardwareFile, {
    device,
    directory,
    transport: 'pty',
    seed: number,
    speed,
    compartments: compartments.map(({ id, setpointCelsius, volumeCubicMetres, loadKg }) => ({
      id,
      setpointCelsius,
      volumeCubicMetres,
      loadKg,
    })),
    lines: buses.map((bus) => ({
      id: bus.id,
      baud: bus.baud,
      slaves: [
        ...bus.probes.map((probe, at) => ({
          unit: probe.unit,
          model: probe.model,
          source: probe.id,
          compartment: probe.compartment,
          offsetCelsius: [0, 0.3, -0.2, 0.4, -0.3][at] ?? 0,
          ...(seriesOf[probe.id] === undefined ? {} : { series: seriesOf[probe.id] }),
        })),
        ...inputsOf(bus, {
          unit: 9,
          model: 'waveshare-di8',
          source: 'inputs',
          inputs: inputs.map((input) => (input.compartment ? `${input.kind}:${input.compartment}` : input.kind)),
        }),
        ...(warns && bus === buses[0]
          ? [{ unit: TRUCK_WARNINGS.unit, model: 'waveshare-relay8', source: 'relays' }]
          : []),
      ],
    })),
    ...(gnss === undefined ? {} : { gnss: { id: 'gnss', baud: 9600, ...gnss } }),
    ...(warns ? { modem: { id: 'modem', baud: TRUCK_WARNINGS.modemBaud } } : {}),
    control: paths.control,
  })
  writeJson(paths.agentFile, {
    device,
    asset: { kind, name: nameOf(number) },
    directory: join(directory, 'agent'),
    broker: { url: brokerUrl, secretFile: join(directory, 'agent', 'broker-secret'), spreadMs: RECONNECT_SPREAD_MS },
    cab: { port: 0, pages: cabPages, portFile: paths.portFile },
    cadence,
    compartments: compartments.map(({ id, name, range }) => ({ id, name, range })),
    buses: buses.map((bus) => ({
      id: bus.id,
      path: join(directory, 'dev', bus.id),
      baud: bus.baud,
      timeoutMs: 400,
      probes: bus.probes.map(({ id, unit, model, compartment }) => ({ id, unit, profile: model, compartment })),
      inputs: inputsOf(bus, {
        id: 'inputs',
        unit: 9,
        profile: 'waveshare-di8',
        channels: inputs.map((input, at) => ({ input: at, ...input })),
      }),
    })),
    ...(gnss === undefined
      ? {}
      : { gnss: { id: 'gnss', path: join(directory, 'dev', 'gnss'), baud: 9600, staleMs: 5_000, ...pace } }),
    ...(warns ? { alarms: warningsOf(directory, buses[0]) } : {}),
  })
  return paths
}

function warningsOf(directory, bus) {
  const { unit, relays, modemBaud, recipients } = TRUCK_WARNINGS
  return {
    relays: relays.map((relay) => ({ ...relay, bus: bus.id, unit })),
    sms: { modem: { path: join(directory, 'dev', 'modem'), baud: modemBaud }, recipients },
  }
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
