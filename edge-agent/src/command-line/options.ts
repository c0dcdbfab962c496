import { type ParseArgsConfig, parseArgs } from 'node:util'
import { messageOf } from '../message-of.ts'
import { UsageError } from './usage-error.ts'

/** @throws UsageError in words, where parseArgs throws a TypeError */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: false, strict: true }).values
  } catch (error) {
    throw new UsageError(messageOf(error))
  }
}

/** @throws UsageError naming the option and what it may be */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= least && number <= most) return number
  throw new UsageError(`--${option}: "${text}" is no whole number from ${least} to ${most}`)
}
