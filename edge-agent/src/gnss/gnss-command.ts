import type { LineSettings } from '../buses/line.ts'
import { openLine } from '../buses/open-line.ts'
import type { Command, CommandIo } from '../command-line/command.ts'
import { chooseLanguage } from '../command-line/language.ts'
import { LINE_OPTIONS, readLine } from '../command-line/line-options.ts'
import { onSignal } from '../command-line/on-signal.ts'
import { parseOptions } from '../command-line/options.ts'
import type { Language } from '../command-line/text.ts'
import { UsageError } from '../command-line/usage-error.ts'
import { readConfigFile } from '../config.ts'
import { readTime } from '../export/time-text.ts'
import { gnssWords } from './gnss-words.ts'
import { listen } from './listen.ts'
import { replay } from './replay.ts'
import { REFERENCE_UTC_MS } from './time-trust.ts'
import { FASTEST_KMH } from './track-filter.ts'

const STALE_MS = 5_000
const DAY_MS = 86_400_000

/** The bench tool of a technician: what a receiver says now, or said in a recording. */
export const gnssCommand: Command = {
  usage: [
    'gnss (--config FILE | --path DEVICE [--baud RATE] | --tcp HOST:PORT) [--watch] [--json] [--language zh|en]',
    'gnss --replay FILE [--reference DATE] [--language zh|en]',
  ],
  async run(args, io) {
    const stopping = new AbortController()
    onSignal(() => stopping.abort())
    // whoever reads may have seen enough: `| head`
    process.stdout.on('error', () => process.exit(0))
    return await showReceiver(args, io, stopping.signal)
  },
}

/** @param signal ends --watch @returns exit code @throws UsageError, ConfigError */
export async function showReceiver(args: readonly string[], io: CommandIo, signal: AbortSignal): Promise<number> {
  const { language, ...wanted } = readRequest(args, io)
  const words = gnssWords(language)
  if ('file' in wanted) {
    // a host whose clock was never set knows less than this program
    const latestUtcMs = Math.max(Date.now(), REFERENCE_UTC_MS) + DAY_MS
    return await replay({ ...wanted, latestUtcMs, words, io })
  }
  const nowMs = (): number => performance.now()
  return await listen({ ...wanted, referenceUtcMs: REFERENCE_UTC_MS, words, io, openLine, nowMs, signal })
}

type Request = { readonly language: Language } & (
  | {
      readonly file: string
      /** dates of receivers whose week counter rolled over are brought near to it */
      readonly referenceUtcMs: number | null
    }
  | {
      readonly settings: LineSettings
      readonly staleMs: number
      readonly fastestKmh: number
      readonly watch: boolean
      readonly json: boolean
    }
)

function readRequest(args: readonly string[], { env }: CommandIo): Request {
  const options = parseOptions(args, {
    ...LINE_OPTIONS,
    config: { type: 'string' },
    replay: { type: 'string' },
    reference: { type: 'string' },
    watch: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    language: { type: 'string' },
  })
  const { config, path, tcp, replay: file, reference, watch, json } = options
  const language = chooseLanguage(options.language, env)
  if ([config, path, tcp, file].filter((source) => source !== undefined).length !== 1) {
    throw new UsageError('one of --config, --path, --tcp and --replay is needed')
  }
  if (file !== undefined) {
    const referenceUtcMs = reference === undefined ? null : readTime('reference', reference, 'UTC', 'begin')
    return { language, file, referenceUtcMs }
  }
  if (reference !== undefined) throw new UsageError('--reference belongs to --replay')
  const settings = readLine(options)
  if (settings !== null) return { language, settings, staleMs: STALE_MS, fastestKmh: FASTEST_KMH, watch, json }
  const { gnss } = readConfigFile(config ?? '')
  if (gnss === undefined) throw new UsageError(`${config} has no receiver: gnss is missing`)
  return { language, settings: gnss, staleMs: gnss.staleMs, fastestKmh: gnss.fastestKmh, watch, json }
}
