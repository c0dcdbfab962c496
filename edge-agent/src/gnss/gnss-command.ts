import { parseArgs } from 'node:util'
import type { LineSettings, OpenLine } from '../buses/line.ts'
import { ConfigError, readConfigFile } from '../config.ts'
import { gnssWords, type ToolLanguage } from './gnss-words.ts'
import { listen } from './listen.ts'
import { replay } from './replay.ts'
import { REFERENCE_UTC_MS } from './time-trust.ts'
import type { GnssToolOutput } from './tool-output.ts'
import { FASTEST_KMH } from './track-filter.ts'

const USAGE = `usage: coldrx-edge gnss SOURCE [--watch] [--json]
  --config FILE               the receiver of an agent.json
  --path DEVICE [--baud N]    a serial device, 9600 baud unless said otherwise
  --tcp HOST:PORT             a serial server
  --replay FILE [--reference YYYY-MM-DD]
                              a recording: its accepted fixes, one JSON text a line; dates of receivers whose
                              week counter rolled over are brought near to the reference`
const EXIT_USAGE = 2
const STALE_MS = 5_000
const DAY_MS = 86_400_000

interface GnssToolParts {
  readonly language: ToolLanguage
  readonly output: GnssToolOutput
  readonly openLine: OpenLine
  /** monotonic */
  readonly nowMs: () => number
  readonly wallNowMs: () => number
  /** ends --watch */
  readonly signal: AbortSignal
}

/** The bench tool of a technician: what a receiver says now, or said in a recording. @returns exit code */
export async function gnssCommand(args: readonly string[], parts: GnssToolParts): Promise<number> {
  const { language, output, wallNowMs } = parts
  const words = gnssWords(language)
  try {
    if (args.includes('--help')) {
      await output.say(`${USAGE}\n`)
      return 0
    }
    const wanted = readArguments(args)
    if ('file' in wanted) {
      // a host whose clock was never set knows less than this program
      const latestUtcMs = Math.max(wallNowMs(), REFERENCE_UTC_MS) + DAY_MS
      return await replay({ ...wanted, latestUtcMs, words, output })
    }
    return await listen({ ...parts, ...wanted, referenceUtcMs: REFERENCE_UTC_MS, words })
  } catch (error) {
    if (!(error instanceof GnssUsageError) && !(error instanceof ConfigError)) throw error
    output.note(error.message)
    return EXIT_USAGE
  }
}

class GnssUsageError extends Error {
  constructor(problem?: string) {
    super(problem === undefined ? USAGE : `${problem}\n${USAGE}`)
  }
}

type Wanted =
  | { readonly file: string; readonly referenceUtcMs: number | null }
  | {
      readonly settings: LineSettings
      readonly staleMs: number
      readonly fastestKmh: number
      readonly watch: boolean
      readonly json: boolean
    }

function readArguments(args: readonly string[]): Wanted {
  const { config, path, tcp, baud, reference, watch = false, json = false, replay: file } = parseCommandLine(args)
  const sources = [config, path, tcp, file].filter((source) => source !== undefined)
  if (sources.length !== 1) throw new GnssUsageError('one of --config, --path, --tcp and --replay is needed')
  if (file !== undefined) return { file, referenceUtcMs: reference === undefined ? null : toUtcMs(reference) }
  if (reference !== undefined) throw new GnssUsageError('--reference belongs to --replay')
  if (config !== undefined) {
    const { gnss } = readConfigFile(config)
    if (gnss === undefined) throw new GnssUsageError(`${config} has no receiver: gnss is missing`)
    return { settings: gnss, staleMs: gnss.staleMs, fastestKmh: gnss.fastestKmh, watch, json }
  }
  const settings = tcp === undefined ? { path: path ?? '', baud: toBaud(baud) } : { tcp: toAddress(tcp), baud: 9_600 }
  return { settings, staleMs: STALE_MS, fastestKmh: FASTEST_KMH, watch, json }
}

function parseCommandLine(args: readonly string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...{ config: text, path: text, tcp: text, baud: text, replay: text, reference: text },
        ...{ watch: flag, json: flag },
      },
    }).values
  } catch (error) {
    throw new GnssUsageError(error instanceof Error ? error.message : undefined)
  }
}

function toBaud(text: string | undefined): number {
  const baud = Number(text ?? 9_600)
  if (!Number.isInteger(baud) || baud < 300 || baud > 921_600) {
    throw new GnssUsageError(`--baud: "${text}" is not a whole number from 300 to 921600`)
  }
  return baud
}

function toAddress(text: string): { readonly host: string; readonly port: number } {
  const [, host, digits] = /^(.+):(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  if (host === undefined || port < 1 || port > 65_535) throw new GnssUsageError(`--tcp: "${text}" is not HOST:PORT`)
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port }
}

function toUtcMs(text: string): number {
  const utcMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(utcMs)) throw new GnssUsageError(`--reference: "${text}" is no date like 2026-01-31`)
  return utcMs
}
