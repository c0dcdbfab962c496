import { readFileSync } from 'node:fs'
import { reasonOf, SimulatorError } from '../errors.ts'
import { parseSentence } from './sentence.ts'

/** What a receiver sent about one moment, byte for byte. */
export type LogEpoch = {
  readonly lines: readonly Buffer[]
  /** Wall time until the next epoch as the log tells it. */
  readonly untilNextMs: number
}

const DAY_MS = 86_400_000
/** Pauses longer than this were pauses of the recording, not of the receiver. */
const MAX_PAUSE_MS = 10_000
const USUAL_PAUSE_MS = 1_000

export function readLogFile(path: string): LogEpoch[] {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw new SimulatorError(`NMEA log ${path}: ${reasonOf(error)}`)
  }
  const epochs = splitEpochs(bytes)
  if (epochs.length === 0) throw new SimulatorError(`NMEA log ${path} has no sentence with a time`)
  return epochs
}

/** A new epoch begins where RMC or GGA tell another time of day than before. */
export function splitEpochs(bytes: Buffer): LogEpoch[] {
  const epochs: { lines: Buffer[]; timeMs: number }[] = []
  let head: Buffer[] = []
  for (const line of splitLines(bytes)) {
    // '#' lines are notes of whoever collected the log; the receiver never sent them.
    if (line[0] === 0x23) continue
    const timeMs = timeOfDayMs(line)
    const current = epochs.at(-1)
    if (timeMs !== undefined && current?.timeMs !== timeMs) {
      epochs.push({ lines: [...head, line], timeMs })
      head = []
    } else if (current === undefined) head.push(line)
    else current.lines.push(line)
  }
  return epochs.map(({ lines, timeMs }, index) => ({ lines, untilNextMs: pause(timeMs, epochs[index + 1]?.timeMs) }))
}

function splitLines(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, from)
    const to = newline < 0 ? bytes.length : newline + 1
    lines.push(bytes.subarray(from, to))
    from = to
  }
  return lines
}

function pause(fromMs: number, toMs: number | undefined): number {
  if (toMs === undefined) return USUAL_PAUSE_MS
  const difference = (((toMs - fromMs) % DAY_MS) + DAY_MS) % DAY_MS
  // A step back of the clock is a joint between two recordings.
  return difference > DAY_MS / 2 ? USUAL_PAUSE_MS : Math.min(difference, MAX_PAUSE_MS)
}

function timeOfDayMs(line: Buffer): number | undefined {
  const parsed = parseSentence(line.toString('latin1'))
  if (parsed === undefined || (parsed.type !== 'RMC' && parsed.type !== 'GGA')) return undefined
  const found = /^(\d\d)(\d\d)(\d\d(?:\.\d+)?)$/.exec(parsed.fields[1] ?? '')
  if (found === null) return undefined
  return (Number(found[1]) * 60 + Number(found[2])) * 60_000 + Math.round(Number(found[3]) * 1000)
}
