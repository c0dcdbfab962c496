import { toNumber } from '@coldrx/protocol'
import type { Bus, FailureMark, ReadOutcome, ReadRequest } from '../buses/bus.ts'
import { decodeRegisters } from '../probes/decode.ts'
import { isAnswer, type ProfileGuess, recogniseSlave } from '../probes/guess-profile.ts'
import type { InputProfile, ProbeProfile, ProfileSet } from '../probes/profile.ts'
import type { ChannelSample } from '../sampling/tick.ts'

export interface SlaveReading {
  readonly quantity: 'temperature' | 'humidity' | 'input'
  readonly value: number | null
  readonly unit: 'Cel' | '%' | '1'
  readonly mark: ChannelSample['mark']
}

export interface SlaveReport {
  readonly unit: number
  readonly profile: string | null
  /** `given`: somebody said so */
  readonly certainty: 'given' | ProfileGuess['certainty'] | null
  /** other profiles that its registers fit as well, the likeliest first */
  readonly alternatives: readonly string[]
  readonly readings: readonly SlaveReading[]
  /** null: it answered */
  readonly failure: { readonly mark: FailureMark; readonly reason: string } | null
}

const NOTHING = { profile: null, certainty: null, alternatives: [], readings: [], failure: null } as const
const UNITS = { temperature: 'Cel', humidity: '%' } as const

/** A failed request is made again once: one disturbed byte is no finding. */
async function readTwice(bus: Bus, request: ReadRequest): Promise<ReadOutcome> {
  const outcome = await bus.read(request)
  return 'mark' in outcome && outcome.mark !== 'exception' ? await bus.read(request) : outcome
}

/** By a profile that is known. */
export async function readSlave(bus: Bus, unit: number, profile: ProbeProfile | InputProfile): Promise<SlaveReport> {
  const { functionCode, address, quantity } = profile
  const outcome = await readTwice(bus, { unit, functionCode, address, quantity })
  const told = { ...NOTHING, unit, profile: profile.id, certainty: 'given' } as const
  if (!('values' in outcome)) return { ...told, failure: outcome }
  return { ...told, readings: readingsOf(profile, outcome.values) }
}

/** By whichever profile fits it. */
export async function readUnknownSlave(bus: Bus, unit: number, profiles: ProfileSet): Promise<SlaveReport> {
  const found = await recogniseSlave({ unit, profiles, read: (request) => readTwice(bus, request) })
  switch (found.kind) {
    case 'silent':
      return { ...NOTHING, unit, failure: { mark: 'timeout', reason: 'no answer' } }
    case 'inputs': {
      const readings = readingsOf(found.profile, found.values)
      return { ...NOTHING, unit, profile: found.profile.id, certainty: 'fits', readings }
    }
    case 'probe': {
      const [best, ...others] = found.guesses
      if (best === undefined) return { ...NOTHING, unit }
      const { profile, certainty, samples } = best
      const alternatives = others.map((guess) => guess.profile.id)
      return { ...NOTHING, unit, profile: profile.id, certainty, alternatives, readings: toReadings(profile, samples) }
    }
  }
}

/** Whether anybody answers there, in whichever way. */
export async function isSomebodyThere(bus: Bus, unit: number): Promise<boolean> {
  for (const functionCode of [3, 4, 2] as const) {
    if (isAnswer(await bus.read({ unit, functionCode, address: functionCode === 4 ? 1 : 0, quantity: 1 }))) return true
  }
  return false
}

function readingsOf(profile: ProbeProfile | InputProfile, values: readonly number[]): SlaveReading[] {
  return profile.kind === 'registers'
    ? toReadings(profile, decodeRegisters(profile, values))
    : values.map((value) => ({ quantity: 'input', value, unit: '1', mark: 'ok' }))
}

function toReadings({ fields }: ProbeProfile, samples: readonly ChannelSample[]): SlaveReading[] {
  return fields.map(({ quantity, decimals }, at) => {
    const { integer, mark } = samples[at] ?? { integer: null, mark: 'invalid' }
    return { quantity, value: integer === null ? null : toNumber(integer, { decimals }), unit: UNITS[quantity], mark }
  })
}
