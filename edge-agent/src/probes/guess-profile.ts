import { toNumber } from '@coldrx/protocol'
import type { ReadOutcome, ReadRequest } from '../buses/bus.ts'
import type { ChannelSample } from '../sampling/tick.ts'
import { decodeRegisters } from './decode.ts'
import type { InputProfile, ProbeProfile, ProfileSet } from './profile.ts'

export interface ProfileGuess {
  readonly profile: ProbeProfile
  /** `recognised`: another register says so too; `fits`: its readings are what such a probe says */
  readonly certainty: 'recognised' | 'fits'
  readonly samples: readonly ChannelSample[]
}

export type Recognition =
  | { readonly kind: 'silent' }
  /** the likeliest first; none: it answers, and no profile makes sense of it */
  | { readonly kind: 'probe'; readonly guesses: readonly ProfileGuess[] }
  | { readonly kind: 'inputs'; readonly profile: InputProfile; readonly values: readonly number[] }

export type Read = (request: ReadRequest) => Promise<ReadOutcome>

/** Requests in a row that nobody answers at all, after which nobody is taken to be there. */
const SILENT_REQUESTS = 3
/** What a store, a truck or a workbench has: a register of another quantity is mostly beyond it. */
const LIKELY = { temperature: [-40, 50], humidity: [10, 100] } as const
const WITHOUT_ITS_SIGNATURE = -3

/** Whether anybody is there: who refuses, or is not understood, is. */
export const isAnswer = (outcome: ReadOutcome): boolean =>
  'values' in outcome || outcome.mark === 'exception' || outcome.mark === 'crc'

/** Which of the known models a slave may be: it is asked all that their profiles ask, and never written to. */
export async function recogniseSlave({
  unit,
  read,
  profiles,
}: {
  readonly unit: number
  readonly read: Read
  readonly profiles: ProfileSet
}): Promise<Recognition> {
  const known = new Map<string, ReadOutcome>()
  let silent = 0
  let hasAnswered = false

  async function ask({ functionCode, address, quantity }: Omit<ReadRequest, 'unit'>): Promise<ReadOutcome> {
    const key = `${functionCode} ${address} ${quantity}`
    const before = known.get(key)
    if (before !== undefined) return before
    if (!hasAnswered && silent >= SILENT_REQUESTS) return { mark: 'timeout', reason: 'nobody is there' }
    const outcome = await read({ unit, functionCode, address, quantity })
    known.set(key, outcome)
    if (isAnswer(outcome)) hasAnswered = true
    else silent++
    return outcome
  }

  const scored: { readonly guess: ProfileGuess; readonly score: number }[] = []
  const all = [...profiles.values()]
  for (const profile of all.filter((one) => one.kind === 'registers')) {
    const outcome = await ask(profile)
    if (!('values' in outcome)) continue
    const samples = decodeRegisters(profile, outcome.values)
    if (samples.some(({ mark }) => mark !== 'ok')) continue
    const signed = await signatureOf(profile, unit, ask)
    if (signed === 'another') continue
    const score = likelihood(profile, samples) + (signed === 'missing' ? WITHOUT_ITS_SIGNATURE : 0)
    scored.push({ guess: { profile, certainty: signed === 'holds' ? 'recognised' : 'fits', samples }, score })
  }
  const recognised = scored.filter(({ guess }) => guess.certainty === 'recognised')
  const candidates = recognised.length > 0 ? recognised : scored
  const guesses = candidates.sort((left, right) => right.score - left.score).map(({ guess }) => guess)
  if (guesses.length > 0) return { kind: 'probe', guesses }
  for (const profile of all.filter((one) => one.kind === 'inputs')) {
    const outcome = await ask(profile)
    if ('values' in outcome) return { kind: 'inputs', profile, values: outcome.values }
  }
  return hasAnswered ? { kind: 'probe', guesses } : { kind: 'silent' }
}

/** `another`: the register says that readings mean something else, as with a probe that is set to °F. */
async function signatureOf(
  { signature }: ProbeProfile,
  unit: number,
  ask: (request: Omit<ReadRequest, 'unit'>) => Promise<ReadOutcome>,
): Promise<'none' | 'holds' | 'missing' | 'another'> {
  if (signature === undefined) return 'none'
  const { functionCode, address, holds } = signature
  const outcome = await ask({ functionCode, address, quantity: 1 })
  const value = 'values' in outcome ? outcome.values[0] : undefined
  if (value === undefined) return 'missing'
  if (holds === 'unit') return value === unit ? 'holds' : 'missing'
  return holds.includes(value) ? 'holds' : 'another'
}

function likelihood(profile: ProbeProfile, samples: readonly ChannelSample[]): number {
  const scores = profile.fields.map(({ quantity, decimals }, at): number => {
    const value = toNumber(samples[at]?.integer ?? 0, { decimals })
    const [least, most] = LIKELY[quantity]
    return value >= least && value <= most ? 2 : 0
  })
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}
