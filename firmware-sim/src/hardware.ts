import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { reasonOf, SimulatorError } from './errors.ts'
import { ROUTE_IDS } from './gnss/routes/catalogue.ts'
import { MODEL_IDS } from './models/catalogue.ts'
import { SERIES_FORMATS } from './series/series-file.ts'

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'expected a-z, 0-9 and -, at most 32 characters')
const baud = z.union(
  [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200].map((rate) => z.literal(rate)),
  {
    error: 'expected one of 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200',
  },
)
const port = z.int().min(0).max(65_535)

const series = z.strictObject({
  path: z.string().min(1),
  format: z.enum(SERIES_FORMATS),
  stepMs: z.number().positive().default(1000),
})

const compartment = z.strictObject({
  id,
  setpointCelsius: z.number().min(-40).max(40),
  volumeCubicMetres: z.number().positive().max(200),
  loadKg: z.number().min(0).max(50_000),
  series: series.exactOptional(),
})

const slave = z.strictObject({
  // 0 is the broadcast address, 248 and above are reserved (Modbus over Serial Line V1.02 §2.2).
  unit: z.int().min(1).max(247),
  model: z.enum(MODEL_IDS),
  source: id,
  compartment: id.exactOptional(),
  offsetCelsius: z.number().default(0),
  inputs: z
    .array(
      z
        .string()
        .regex(
          /^(power|(door|defrost):[a-z0-9][a-z0-9-]*)$/,
          'expected power, door:COMPARTMENT or defrost:COMPARTMENT',
        ),
    )
    .max(8)
    .exactOptional(),
  series: series.exactOptional(),
})

const line = z.strictObject({ id, baud, port: port.exactOptional(), slaves: z.array(slave) })

const gnss = z.strictObject({
  id,
  baud,
  port: port.exactOptional(),
  route: z.enum(ROUTE_IDS).exactOptional(),
  startFraction: z.number().min(0).max(1).default(0),
  log: z
    .strictObject({ path: z.string().min(1), shiftToNow: z.boolean().default(false), loop: z.boolean().default(false) })
    .exactOptional(),
})

const modem = z.strictObject({ id, baud, port: port.exactOptional() })

const hardware = z
  .strictObject({
    device: id,
    directory: z.string().min(1),
    transport: z.enum(['pty', 'tcp']).default('pty'),
    seed: z.int().default(1),
    speed: z.number().positive().max(10_000).default(1),
    compartments: z.array(compartment),
    lines: z.array(line),
    gnss: gnss.exactOptional(),
    modem: modem.exactOptional(),
    control: z.string().min(1).exactOptional(),
  })
  .superRefine((world, context) => {
    const complain = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message })
    const compartments = new Set(world.compartments.map((one) => one.id))
    const known = `expected one of ${[...compartments].join(', ')}`
    const targets = new Set<string>([...compartments, 'power'])
    if (targets.size !== world.compartments.length + 1)
      complain(['compartments'], 'ids must differ, none may be "power"')
    const takeTarget = (path: (string | number)[], target: string): void => {
      if (targets.has(target)) complain(path, `"${target}" is used twice; commands would not know which is meant`)
      targets.add(target)
    }
    world.lines.forEach((one, lineIndex) => {
      takeTarget(['lines', lineIndex, 'id'], one.id)
      const units = new Set<number>()
      one.slaves.forEach((device, slaveIndex) => {
        const path = ['lines', lineIndex, 'slaves', slaveIndex]
        takeTarget([...path, 'source'], device.source)
        if (units.has(device.unit)) complain([...path, 'unit'], `unit ${device.unit} is twice on line ${one.id}`)
        units.add(device.unit)
        const isInputs = device.model === 'waveshare-di8'
        const isRelays = device.model === 'waveshare-relay8'
        if (isInputs !== (device.inputs !== undefined))
          complain([...path, 'inputs'], isInputs ? 'waveshare-di8 needs inputs' : `${device.model} has no inputs`)
        if (!isInputs && !isRelays && device.compartment === undefined && device.series === undefined)
          complain([...path, 'compartment'], `a probe needs a compartment or a series; compartment: ${known}`)
        if (device.compartment !== undefined && !compartments.has(device.compartment))
          complain([...path, 'compartment'], known)
        for (const input of device.inputs ?? [])
          if (input !== 'power' && !compartments.has(input.slice(input.indexOf(':') + 1)))
            complain([...path, 'inputs'], `${input}: compartment: ${known}`)
      })
    })
    if (world.modem !== undefined) takeTarget(['modem', 'id'], world.modem.id)
    if (world.gnss !== undefined) {
      takeTarget(['gnss', 'id'], world.gnss.id)
      if ((world.gnss.route === undefined) === (world.gnss.log === undefined))
        complain(['gnss'], `needs either route (${ROUTE_IDS.join(', ')}) or log`)
    }
  })

export type Hardware = z.output<typeof hardware>
export type HardwareInput = z.input<typeof hardware>
export type HardwareSlave = Hardware['lines'][number]['slaves'][number]

/** Checks a world file; every complaint names the field and what is allowed. */
export function parseHardware(input: unknown): Hardware {
  const parsed = hardware.safeParse(input)
  if (parsed.success) return parsed.data
  const complaints = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'hardware'}: ${issue.message}`)
  throw new SimulatorError(`hardware is not usable:\n  ${complaints.join('\n  ')}`)
}

export function readHardwareFile(path: string): Hardware {
  let input: unknown
  try {
    input = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new SimulatorError(`hardware file ${path}: ${reasonOf(error)}`)
  }
  return parseHardware(input)
}
