import {
  createLayoutDocument,
  type Layout,
  type LayoutChannel,
  type LayoutGroup,
  LIMITS,
  ProtocolError,
} from '@coldrx/protocol'
import { type AgentConfig, ConfigError } from './config.ts'
import { inputChannelId } from './inputs/decode.ts'
import type { ProfileSet } from './probes/profile.ts'

const UNITS = { temperature: 'Cel', humidity: '%' } as const

const VEHICLE = 'vehicle'

/** The group of what belongs to no compartment. */
const WHOLE = {
  truck: { zh: '车辆', en: 'Vehicle' },
  room: { zh: '库房', en: 'Room' },
  box: { zh: '箱体', en: 'Box' },
} as const satisfies Record<AgentConfig['asset']['kind'], object>

/**
 * Group 0 is the asset as a whole (position, speed, power; absent where there is none of it), then one group a compartment.
 *
 * @throws ConfigError
 */
export function layoutFor(config: AgentConfig, profiles: ProfileSet): Layout {
  const problems: string[] = []
  const vehicle = vehicleChannels(config)
  const compartments = config.compartments.map((compartment): LayoutGroup => {
    const channels = [
      ...probeChannels(config, profiles, compartment.id, problems),
      ...switchChannels(config, compartment.id),
    ]
    const where = `compartments: "${compartment.id}"`
    if (compartment.id === VEHICLE) problems.push(`${where} is the name of the vehicle's own readings`)
    if (channels.length === 0) problems.push(`${where} has neither a probe nor a switch`)
    if (channels.length > LIMITS.channels) {
      problems.push(`${where} has ${channels.length} readings, allowed are ${LIMITS.channels}`)
    }
    return { id: compartment.id, kind: 'compartment', name: compartment.name, range: compartment.range, channels }
  })
  checkInputs(config, profiles, problems)
  if (problems.length > 0) throw new ConfigError('agent.json', problems)
  const groups: LayoutGroup[] =
    vehicle.length === 0
      ? compartments
      : [{ id: VEHICLE, kind: 'vehicle', name: WHOLE[config.asset.kind], channels: vehicle }, ...compartments]
  const { sampleIntervalMs, recordIntervalMs, outOfRangeRecordIntervalMs } = config.cadence
  const layout: Layout = {
    v: 1,
    timeUnitMs: timeUnitMs(sampleIntervalMs),
    cadence: { recordIntervalMs, outOfRangeRecordIntervalMs },
    asset: config.asset,
    groups,
  }
  requireDocument(layout)
  return layout
}

/** What only the whole shows: a document has a largest size. */
function requireDocument(layout: Layout): void {
  try {
    createLayoutDocument(layout)
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    throw new ConfigError('agent.json', [`compartments, buses: ${error.message}`])
  }
}

function vehicleChannels({ gnss, buses }: AgentConfig): LayoutChannel[] {
  const channels: LayoutChannel[] = []
  if (gnss !== undefined) {
    channels.push(
      { id: 'gnss.latitude', quantity: 'latitude', unit: 'deg', decimals: 5, source: gnss.id },
      { id: 'gnss.longitude', quantity: 'longitude', unit: 'deg', decimals: 5, source: gnss.id },
      { id: 'gnss.speed', quantity: 'speed', unit: 'km/h', decimals: 0, source: gnss.id },
    )
  }
  for (const inputs of buses.flatMap((bus) => bus.inputs)) {
    if (inputs.channels.some((channel) => channel.kind === 'power')) {
      channels.push({
        id: 'power',
        quantity: 'power',
        unit: '1',
        decimals: 0,
        source: inputs.id,
        profile: inputs.profile,
      })
    }
  }
  return channels
}

function probeChannels(
  config: AgentConfig,
  profiles: ProfileSet,
  compartment: string,
  problems: string[],
): LayoutChannel[] {
  const probes = config.buses.flatMap((bus) => bus.probes).filter((probe) => probe.compartment === compartment)
  return probes.flatMap((probe) => {
    const profile = profiles.get(probe.profile)
    if (profile?.kind !== 'registers') {
      problems.push(unknownProfile(probe, profiles, 'registers'))
      return []
    }
    return profile.fields.map(
      ({ quantity, decimals }): LayoutChannel => ({
        id: `${probe.id}.${quantity}`,
        quantity,
        unit: UNITS[quantity],
        decimals,
        source: probe.id,
        profile: probe.profile,
      }),
    )
  })
}

/** The door, and whether the unit defrosts. */
function switchChannels(config: AgentConfig, compartment: string): LayoutChannel[] {
  const modules = config.buses.flatMap((bus) => bus.inputs)
  return (['door', 'defrost'] as const).flatMap((kind) =>
    modules.flatMap(({ id: source, profile, channels }) =>
      channels
        .filter((channel) => channel.kind === kind && channel.compartment === compartment)
        .map((channel) => ({
          id: inputChannelId(channel),
          ...{ quantity: kind, unit: '1', decimals: 0, source, profile },
        })),
    ),
  )
}

function checkInputs(config: AgentConfig, profiles: ProfileSet, problems: string[]): void {
  for (const inputs of config.buses.flatMap((bus) => bus.inputs)) {
    const profile = profiles.get(inputs.profile)
    if (profile?.kind !== 'inputs') {
      problems.push(unknownProfile(inputs, profiles, 'inputs'))
      continue
    }
    for (const channel of inputs.channels) {
      if (channel.input >= profile.quantity) {
        problems.push(`inputs "${inputs.id}": input: ${profile.id} has inputs 0 to ${profile.quantity - 1}`)
      }
    }
  }
}

function unknownProfile(
  source: { readonly id: string; readonly profile: string },
  profiles: ProfileSet,
  kind: 'registers' | 'inputs',
): string {
  const allowed = [...profiles.values()].filter((profile) => profile.kind === kind).map((profile) => profile.id)
  return `"${source.id}": profile: "${source.profile}" is not one of ${allowed.join(', ')}`
}

/** Seconds, or the sample interval where that is finer: the first tick of a start falls on no multiple of the interval. */
export function timeUnitMs(sampleIntervalMs: number): number {
  return sampleIntervalMs % 1_000 === 0 ? 1_000 : sampleIntervalMs
}
