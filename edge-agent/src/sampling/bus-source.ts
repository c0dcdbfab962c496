import type { LayoutChannel } from '@coldrx/protocol'
import { type Bus, createBus, type ReadOutcome } from '../buses/bus.ts'
import type { Log, OpenLine } from '../buses/line.ts'
import { createBusPoller, type Slave } from '../buses/poll.ts'
import type { BusConfig } from '../config.ts'
import { decodeInputs, inputChannelId } from '../inputs/decode.ts'
import { decodeRegisters } from '../probes/decode.ts'
import type { FrozenDetector } from '../probes/frozen.ts'
import { inputProfile, type ProbeProfile, type ProfileSet, probeProfile } from '../probes/profile.ts'
import type { ChannelSample } from './tick.ts'

export interface BusSource {
  readonly bus: Bus
  sample(deadlineMs: number): Promise<[LayoutChannel['id'], ChannelSample][]>
}

/** Polls one line and turns what came into one sample for each of its channels. */
export function createBusSource({
  config,
  profiles,
  frozen,
  openLine,
  nowMs,
  log,
}: {
  readonly config: BusConfig
  readonly profiles: ProfileSet
  readonly frozen: FrozenDetector
  readonly openLine: OpenLine
  readonly nowMs: () => number
  readonly log: Log
}): BusSource {
  const bus = createBus({
    id: config.id,
    settings: config,
    timeoutMs: config.timeoutMs,
    openLine,
    nowMs,
    log,
  })
  const probes = config.probes.map((probe) => ({ probe, profile: probeProfile(profiles, probe.profile) }))
  const inputs = config.inputs.map((module) => ({ module, profile: inputProfile(profiles, module.profile) }))
  const slaves: Slave[] = [
    ...probes.map(({ probe, profile }) => ({ id: probe.id, request: toRequest(probe.unit, profile) })),
    ...probes.flatMap(({ probe, profile: { temperatureUnit } }) =>
      temperatureUnit === undefined
        ? []
        : [{ id: unitSlave(probe.id), request: toRequest(probe.unit, { ...temperatureUnit, quantity: 1 }) }],
    ),
    ...inputs.map(({ module, profile }) => ({ id: module.id, request: toRequest(module.unit, profile) })),
  ]
  const poller = createBusPoller({
    bus,
    slaves,
    nowMs,
    log,
  })

  const unitWatch = createUnitWatch(log)

  function probeSamples(
    { probe, profile }: (typeof probes)[number],
    values: readonly number[],
    unit: ReadOutcome | undefined,
  ): ChannelSample[] {
    const isCelsius = unitWatch.isCelsius({ probe: probe.id, profile, unit })
    const samples = decodeRegisters(profile, values).map(
      (sample, field): ChannelSample =>
        isCelsius || profile.fields[field]?.quantity !== 'temperature' ? sample : { integer: null, mark: 'invalid' },
    )
    const at = profile.fields.findIndex((field) => field.quantity === 'temperature')
    const { integer, mark } = samples[at] ?? { integer: null, mark: 'invalid' }
    // a number beyond what the probe can measure says nothing of whether the compartment moved
    const celsius = integer === null || mark !== 'ok' ? null : integer / 10 ** (profile.fields[at]?.decimals ?? 0)
    const hangs = frozen.observe(probe.id, values, celsius)
    // `range` stays: it says more about the number than that it is old
    return samples.map((sample) => (hangs && sample.mark === 'ok' ? { ...sample, mark: 'frozen' } : sample))
  }

  return {
    bus,
    async sample(deadlineMs) {
      const outcomes = await poller.poll(deadlineMs)
      return [
        ...probes.flatMap((entry) => {
          const outcome = outcomes.get(entry.probe.id)
          const samples =
            outcome !== undefined && 'values' in outcome
              ? probeSamples(entry, outcome.values, outcomes.get(unitSlave(entry.probe.id)))
              : null
          return entry.profile.fields.map((field, at): [string, ChannelSample] => [
            `${entry.probe.id}.${field.quantity}`,
            samples?.[at] ?? toMissing(outcome),
          ])
        }),
        ...inputs.flatMap(({ module }) => {
          const outcome = outcomes.get(module.id)
          if (outcome !== undefined && 'values' in outcome) return decodeInputs(module.channels, outcome.values)
          return module.channels.map((channel): [string, ChannelSample] => [
            inputChannelId(channel),
            toMissing(outcome),
          ])
        }),
      ]
    },
  }
}

function toRequest(
  unit: number,
  { functionCode, address, quantity }: { functionCode: 2 | 3 | 4; address: number; quantity: number },
): Slave['request'] {
  return { unit, functionCode, address, quantity }
}

function toMissing(outcome: ReadOutcome | undefined): ChannelSample {
  return { integer: null, mark: outcome !== undefined && 'mark' in outcome ? outcome.mark : 'open' }
}

/** Asked beside the probe's own registers, which lie elsewhere. */
const unitSlave = (probe: string): string => `${probe} unit`

/** A probe that somebody set to degrees Fahrenheit gives numbers that look like degrees Celsius. */
function createUnitWatch(log: Log) {
  const known = new Map<string, boolean>()
  return {
    isCelsius({
      probe,
      profile: { temperatureUnit },
      unit,
    }: {
      readonly probe: string
      readonly profile: ProbeProfile
      readonly unit: ReadOutcome | undefined
    }): boolean {
      if (temperatureUnit === undefined) return true
      const before = known.get(probe)
      // one that has no such register has no such setting; one that did not answer now may have been set since
      if (unit !== undefined && 'values' in unit) known.set(probe, unit.values[0] === temperatureUnit.celsius)
      else if (unit?.mark === 'exception') known.set(probe, true)
      const isCelsius = known.get(probe) ?? false
      if (before !== isCelsius && known.has(probe) && !isCelsius)
        log.warn({ probe }, 'a probe is not set to degrees Celsius: its temperatures are not used')
      return isCelsius
    },
  }
}
