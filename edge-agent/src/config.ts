import { readFileSync } from 'node:fs'
import {
  CADENCE_LIMITS,
  CADENCES,
  type Cadence,
  cadenceUseOf,
  criticalMarginCelsius,
  DEVICE_PATTERN,
} from '@coldrx/protocol'
import { z } from 'zod'
import { compartmentAlarmsSchema, relaySchema, soundSchema } from './alarms/alarm-settings.ts'
import { idSchema, lineFields, pathSchema, requireOneLine, unitSchema } from './config-fields.ts'
import { FASTEST_KMH } from './gnss/track-filter.ts'
import { messageOf } from './message-of.ts'
import { smsSchema } from './sms/sms-settings.ts'

const compartmentSchema = z.strictObject({
  id: idSchema,
  name: z.strictObject({ zh: z.string().min(1).max(64), en: z.string().min(1).max(64) }),
  range: z
    .strictObject({ minCelsius: z.number().min(-100).max(100), maxCelsius: z.number().min(-100).max(100) })
    .refine((range) => range.minCelsius < range.maxCelsius, 'minCelsius must be below maxCelsius'),
  /** by it GSP annex 3 counts the measuring points of a truck */
  volumeCubicMetres: z.number().positive().max(100_000).exactOptional(),
  /** by it GSP annex 3 counts those of a room */
  floorAreaSquareMetres: z.number().positive().max(100_000).exactOptional(),
  alarms: compartmentAlarmsSchema.prefault({}),
})

const probeSchema = z.strictObject({
  id: idSchema,
  unit: unitSchema,
  profile: z.string().min(1),
  compartment: idSchema,
})

const inputChannelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ input: z.int().min(0).max(63), kind: z.literal('door'), compartment: idSchema }),
  z.strictObject({ input: z.int().min(0).max(63), kind: z.literal('defrost'), compartment: idSchema }),
  z.strictObject({ input: z.int().min(0).max(63), kind: z.literal('power') }),
])

const inputsSchema = z.strictObject({
  id: idSchema,
  unit: unitSchema,
  profile: z.string().min(1),
  channels: z.array(inputChannelSchema).min(1),
})

const busSchema = z
  .strictObject({
    id: idSchema,
    ...lineFields,
    timeoutMs: z.int().min(50).max(5_000).default(400),
    probes: z.array(probeSchema).default([]),
    inputs: z.array(inputsSchema).default([]),
  })
  .superRefine(requireOneLine)

const gnssSchema = z
  .strictObject({
    id: idSchema,
    ...lineFields,
    staleMs: z.int().min(1_000).max(60_000).default(5_000),
    /** a demonstration whose time runs faster drives faster than any truck: jumps up to here are believed */
    fastestKmh: z.int().min(50).max(200_000).default(FASTEST_KMH),
  })
  .superRefine(requireOneLine)

/** When readings that are sound on the wire are not believed, or are told to people. */
const plausibilitySchema = z.strictObject({
  jumpCelsius: z.number().min(1).max(100).default(15),
  disagreementCelsius: z.number().min(1).max(50).default(5),
  disagreementAfterMs: z.int().min(0).max(86_400_000).default(900_000),
  /** the same registers for this long: a probe hangs, whatever its neighbours do */
  stuckAfterMs: z.int().min(600_000).max(604_800_000).default(21_600_000),
})

const alarmsSchema = z
  .strictObject({
    ...soundSchema,
    relays: z.array(relaySchema).max(16).default([]),
    sms: smsSchema.exactOptional(),
  })
  .prefault({})

/** What the truck's SIM card may spend; what is recorded, and that it is sent, does not depend on it. */
const linkSchema = z
  .strictObject({
    /** both directions, headers included, in any 24 hours; null: nothing is spared */
    budgetBytesPerDay: z.int().min(50_000).max(1_000_000_000_000).nullable().default(10_000_000),
  })
  .prefault({})

/** How releases that the cloud orders are judged; those of a technician are by the options of `update`. */
const updatesSchema = z
  .strictObject({
    /** folder of the public keys that sign releases */
    keys: pathSchema.default('/etc/coldrx/release-keys'),
    /** how long a new release has to prove itself, and how long it must be steady for that */
    gateSeconds: z.int().min(60).max(3_600).default(300),
    steadySeconds: z.int().min(1).max(3_600).default(30),
  })
  .prefault({})

const recorderSchema = z
  .strictObject({
    /** limit of the recorder's file: from there on the oldest frames go that the cloud has, never one that it has not */
    mostMebibytes: z.int().min(64).max(65_536).default(2_048),
  })
  .prefault({})

const intervalSchema = z.int().min(100).max(3_600_000)
const kindSchema = z.enum(['truck', 'room', 'box'])

type Use = keyof typeof CADENCES

/** The law limits how rarely an asset may sample and record. */
function lawfulInterval(use: Use, field: keyof Cadence) {
  const mostMs = CADENCE_LIMITS[use][field]
  return z.int().min(100).max(mostMs, `at most ${mostMs} in ${use} (GSP annex 3)`).default(CADENCES[use][field])
}

const cadenceSchemaFor = (use: Use) =>
  z
    .strictObject({
      /** also the layout's time unit, which the wire limits to a minute */
      sampleIntervalMs: lawfulInterval(use, 'sampleIntervalMs'),
      recordIntervalMs: lawfulInterval(use, 'recordIntervalMs'),
      outOfRangeRecordIntervalMs: lawfulInterval(use, 'outOfRangeRecordIntervalMs'),
      frameIntervalMs: intervalSchema.default(300_000),
      /** how long frames may stand chained but not signed; alarms, hand-overs and ends of trips do not wait for it */
      sealIntervalMs: intervalSchema.default(1_800_000),
    })
    .superRefine((cadence, context) => {
      for (const field of ['recordIntervalMs', 'outOfRangeRecordIntervalMs'] as const) {
        if (cadence[field] % cadence.sampleIntervalMs !== 0) {
          context.addIssue({ code: 'custom', path: [field], message: 'must be a multiple of sampleIntervalMs' })
        }
      }
    })

const agentSchemaFor = (use: Use) =>
  z
    .strictObject({
      device: z.string().regex(DEVICE_PATTERN, `must match ${DEVICE_PATTERN.source}`),
      asset: z.strictObject({ kind: kindSchema, name: z.string().min(1).max(64) }),
      directory: pathSchema,
      broker: z.strictObject({
        url: z.url({ protocol: /^mqtts?$/, error: 'must be an mqtt:// or mqtts:// address' }),
        secretFile: pathSchema,
        /** over how long the fleet spreads its return after the broker closed all connections */
        spreadMs: z.int().min(0).max(600_000).default(60_000),
      }),
      cab: z.strictObject({
        port: z.int().min(0).max(65_535).default(0),
        /** where it listens: `127.0.0.1` for the device's own screen alone, `0.0.0.0` for screens on the truck's network, too */
        host: z.ipv4().default('127.0.0.1'),
        /** which screens need the PIN of `coldrx-edge pair`: those on the network, or the device's own, too */
        pairing: z.enum(['network', 'all']).default('network'),
        pages: pathSchema,
        portFile: pathSchema.exactOptional(),
      }),
      link: linkSchema,
      cadence: cadenceSchemaFor(use).prefault({}),
      recorder: recorderSchema,
      updates: updatesSchema,
      plausibility: plausibilitySchema.prefault({}),
      /** files that each hold one more profile of a probe or input module */
      profiles: z.array(pathSchema).default([]),
      compartments: z.array(compartmentSchema).min(1).max(16),
      buses: z.array(busSchema).min(1),
      gnss: gnssSchema.exactOptional(),
      alarms: alarmsSchema,
    })
    .superRefine((config, context) => {
      const compartments = new Set(config.compartments.map((compartment) => compartment.id))
      const issue = (path: (string | number)[], message: string): void =>
        context.addIssue({ code: 'custom', path, message })
      const requireCompartment = (id: string, path: (string | number)[]): void => {
        if (!compartments.has(id))
          issue([...path, 'compartment'], `no compartment "${id}"; there are ${[...compartments].join(', ')}`)
      }
      const seen = new Map<string, Set<string>>()
      const requireUnique = (kind: string, id: string, path: (string | number)[]): void => {
        const ids = seen.get(kind) ?? new Set()
        seen.set(kind, ids)
        if (ids.has(id)) issue(path, `${kind} "${id}" stands twice`)
        ids.add(id)
      }

      for (const [at, compartment] of config.compartments.entries()) {
        requireUnique('compartment', compartment.id, ['compartments', at, 'id'])
        const { range, alarms } = compartment
        if (criticalMarginCelsius(alarms.criticalMarginCelsius, range) * 2 >= range.maxCelsius - range.minCelsius) {
          const path = ['compartments', at, 'alarms', 'criticalMarginCelsius']
          issue(path, 'leaves nothing between the critical values: less than half of the range is allowed')
        }
      }
      if (config.gnss !== undefined) requireUnique('source', config.gnss.id, ['gnss', 'id'])
      for (const [busAt, bus] of config.buses.entries()) {
        const busPath = ['buses', busAt]
        requireUnique('bus', bus.id, [...busPath, 'id'])
        for (const [at, probe] of bus.probes.entries()) {
          const path = [...busPath, 'probes', at]
          requireUnique('source', probe.id, [...path, 'id'])
          requireUnique(`unit on bus ${bus.id}`, String(probe.unit), [...path, 'unit'])
          requireCompartment(probe.compartment, path)
        }
        for (const [at, inputs] of bus.inputs.entries()) {
          const path = [...busPath, 'inputs', at]
          requireUnique('source', inputs.id, [...path, 'id'])
          requireUnique(`unit on bus ${bus.id}`, String(inputs.unit), [...path, 'unit'])
          for (const [channelAt, channel] of inputs.channels.entries()) {
            const channelPath = [...path, 'channels', channelAt]
            if (channel.kind !== 'power') requireCompartment(channel.compartment, channelPath)
            const of = channel.kind === 'power' ? '' : ` of ${channel.compartment}`
            requireUnique('switch', `${channel.kind}${of}`, channelPath)
          }
        }
      }
      for (const [at, relay] of config.alarms.relays.entries()) {
        const path = ['alarms', 'relays', at]
        requireUnique('relay', relay.id, [...path, 'id'])
        requireUnique('coil', `${relay.coil} of unit ${relay.unit} on ${relay.bus}`, [...path, 'coil'])
        const bus = config.buses.find(({ id }) => id === relay.bus)
        if (bus === undefined) {
          issue([...path, 'bus'], `no bus "${relay.bus}"; there are ${config.buses.map(({ id }) => id).join(', ')}`)
        }
        // a cold room's controller is read as a probe, and its coils switch its compressor
        const probe = bus?.probes.find(({ unit }) => unit === relay.unit)
        if (probe !== undefined) {
          const rule = 'an output must be on a module of its own, never on what may control cooling (GSP annex 3)'
          issue([...path, 'unit'], `${relay.unit} is "${probe.id}" (${probe.profile}); ${rule}`)
        }
      }
      // whoever else talks on a line takes the other's answers for its own
      const lines = [
        ...config.buses.map((bus, at) => ({ line: bus, path: ['buses', at] })),
        ...(config.gnss === undefined ? [] : [{ line: config.gnss, path: ['gnss'] }]),
        ...(config.alarms.sms === undefined
          ? []
          : [{ line: config.alarms.sms.modem, path: ['alarms', 'sms', 'modem'] }]),
      ]
      for (const { line, path } of lines) {
        if (line.path !== undefined) requireUnique('line', line.path, [...path, 'path'])
        if (line.tcp !== undefined) requireUnique('line', `${line.tcp.host}:${line.tcp.port}`, [...path, 'tcp'])
      }
      const vehicle = config.alarms.sms?.policy.vehicle
      if (vehicle !== undefined && vehicle !== config.asset.name) {
        issue(
          ['alarms', 'sms', 'policy', 'vehicle'],
          `was approved for "${vehicle}", and this is "${config.asset.name}"`,
        )
      }
    })

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T

const AGENT_SCHEMAS = { transport: agentSchemaFor('transport'), storage: agentSchemaFor('storage') }
const usedSchema = z.looseObject({ asset: z.looseObject({ kind: kindSchema }) })

export type AgentConfig = DeepReadonly<z.infer<(typeof AGENT_SCHEMAS)[Use]>>
export type BusConfig = AgentConfig['buses'][number]
export type SmsConfig = NonNullable<AgentConfig['alarms']['sms']>
export type InputsConfig = BusConfig['inputs'][number]

/** agent.json says something that the agent cannot run with; `problems` has one sentence for each field. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(origin: string, problems: readonly string[]) {
    super(`${origin}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** @throws ConfigError with all problems at once: a fleet is not configured one error a drive */
export function parseConfig(document: unknown, origin = 'agent.json'): AgentConfig {
  const used = usedSchema.safeParse(document)
  const parsed = AGENT_SCHEMAS[used.success ? cadenceUseOf(used.data.asset.kind) : 'transport'].safeParse(document)
  if (!parsed.success) {
    throw new ConfigError(
      origin,
      parsed.error.issues.map((issue) => `${issue.path.join('.') || '(document)'}: ${issue.message}`),
    )
  }
  return freezeDeeply(parsed.data)
}

export function readConfigFile(file: string): AgentConfig {
  let document: unknown
  try {
    document = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new ConfigError(file, [messageOf(error)])
  }
  return parseConfig(document, file)
}

function freezeDeeply<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const member of Object.values(value)) freezeDeeply(member)
  }
  return value
}
