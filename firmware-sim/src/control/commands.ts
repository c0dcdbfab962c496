import { SimulatorError } from '../errors.ts'
import { parseFault } from '../faults/words.ts'
import type { ControlledTruck } from './controlled-truck.ts'

export type CommandOutcome = {
  /** Wall time from which the command counts. */
  readonly at: number
  readonly faults: { target: string; fault: { kind: string } }[]
}

/** Words that only help a reader: `probe p1 value 9.4` and `p1 value 9.4` are the same command. */
const NOUNS = new Set(['probe', 'compartment', 'line', 'target'])
/** `compressor c1 off`: the aspect may stand before the compartment too. */
const ASPECTS = new Set(['compressor', 'defrost', 'door', 'outside-temperature'])

export const COMMAND_HELP = `  TARGET silent | slow [ms] | wrong-crc | frozen | out-of-range [celsius] | noise | local-echo | late-reply [ms]
                                     TARGET: a probe (p1), an input module or a whole line (rs485-1)
  gnss void | jump [km] | rollover | garbage | silent
  modem silent | slow [ms] | not-registered | no-sim | sim-locked | no-centre | text-only | weak | sms-refused [code]
  TARGET clear [fault]               ends one fault or all of a target
  clear                              ends all faults
  c1 door open | closed
  c1 defrost start                   ends by itself after eight minutes
  c1 compressor off | auto
  c1 outside-temperature 45 | auto
  p1 value 9.4 | auto                temperature that the probe serves from now on
  p1 humidity 80 | auto
  power cut | on
  list                               faults in force`

/** One command of a person or a script, as words. */
export function runCommand(truck: ControlledTruck, words: readonly string[], nowMs: number): CommandOutcome {
  const at = apply(truck, normalise(words), nowMs)
  return { at, faults: truck.faults.list() }
}

function normalise(words: readonly string[]): readonly string[] {
  const [first, second, ...rest] = words.length > 1 && NOUNS.has(words[0] ?? '') ? words.slice(1) : words
  if (first !== undefined && second !== undefined && ASPECTS.has(first)) return [second, first, ...rest]
  return [first, second, ...rest].filter((word) => word !== undefined)
}

function apply({ faults, force }: ControlledTruck, words: readonly string[], nowMs: number): number {
  const [target, verb, argument] = words
  if (target === undefined) throw new SimulatorError(`a command is needed:\n${COMMAND_HELP}`)
  if (target === 'list') return nowMs
  if (target === 'clear' && verb === undefined) {
    faults.clearAll()
    return nowMs
  }
  if (verb === undefined) throw new SimulatorError(`"${target}": what shall happen?\n${COMMAND_HELP}`)
  if (target === 'power') return force(target, { power: oneOf('power', verb, ['cut', 'on']) })
  switch (verb) {
    case 'clear':
      faults.clear(target, argument === undefined ? undefined : parseFault(argument, undefined).kind)
      return nowMs
    case 'door':
      return force(target, { door: oneOf('door', argument, ['open', 'closed']) })
    case 'defrost':
      return force(target, { defrost: oneOf('defrost', argument, ['start']) })
    case 'compressor':
      return force(target, { compressor: oneOf('compressor', argument, ['off', 'auto']) })
    case 'outside-temperature':
      return force(target, { outsideCelsius: argument === 'auto' ? 'auto' : numberOf(verb, argument) })
    case 'value':
    case 'temperature':
      return force(target, { values: argument === 'auto' ? 'auto' : { temperature: numberOf(verb, argument) } })
    case 'humidity':
      return force(target, { values: argument === 'auto' ? 'auto' : { humidity: numberOf(verb, argument) } })
    default:
      faults.set(target, parseFault(verb, argument))
      return nowMs
  }
}

function oneOf<T extends string>(name: string, word: string | undefined, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === word)
  if (found === undefined) throw new SimulatorError(`${name}: "${word ?? ''}" is not one of ${allowed.join(', ')}`)
  return found
}

function numberOf(name: string, word: string | undefined): number {
  const value = Number(word)
  if (word === undefined || word.trim() === '' || !Number.isFinite(value))
    throw new SimulatorError(`${name}: "${word ?? ''}" is neither a number nor auto`)
  return value
}
