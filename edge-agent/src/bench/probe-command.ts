import type { Bus } from '../buses/bus.ts'
import type { LineSettings } from '../buses/line.ts'
import { openLine } from '../buses/open-line.ts'
import { wait } from '../buses/wait.ts'
import type { Command, CommandIo } from '../command-line/command.ts'
import { chooseLanguage } from '../command-line/language.ts'
import { LINE_OPTIONS, readLine } from '../command-line/line-options.ts'
import { onSignal } from '../command-line/on-signal.ts'
import { parseOptions, wholeNumber } from '../command-line/options.ts'
import { formatTable } from '../command-line/table.ts'
import type { Language } from '../command-line/text.ts'
import { UsageError } from '../command-line/usage-error.ts'
import { type InputProfile, type ProbeProfile, type ProfileSet, readProfiles } from '../probes/profile.ts'
import { isProblem, openBenchLine, READ_PACE, SCAN_PACE } from './bench-line.ts'
import { isSomebodyThere, readSlave, readUnknownSlave, type SlaveReport } from './read-slave.ts'
import { SLAVE_HEADINGS, slaveCells } from './slave-words.ts'

const LAST_UNIT = 247
const WATCH_INTERVAL_SECONDS = 2

interface ProbeRequest {
  readonly line: LineSettings
  readonly units: readonly number[]
  readonly isScan: boolean
  /** null: whichever fits */
  readonly profile: ProbeProfile | InputProfile | null
  readonly profiles: ProfileSet
  readonly timeoutMs: number
  readonly silenceMs: number
  /** null: once */
  readonly watchIntervalMs: number | null
  readonly isJson: boolean
  readonly language: Language
}

/** Exit code 0: all that was asked for answered with good readings; of a scan: somebody was found. */
export const probeCommand: Command = {
  usage: [
    'probe (--path DEVICE [--baud RATE] | --tcp HOST:PORT) [--unit 1-247|FROM-TO|scan] [--profile ID|auto] [--profile-file FILE]… [--timeout MS] [--watch [--interval SECONDS]] [--json] [--language zh|en]',
  ],
  async run(args, io) {
    const request = readRequest(args, io)
    const { line: settings, timeoutMs, silenceMs, language, isJson } = request
    const line = await openBenchLine({ settings, timeoutMs, silenceMs, openLine })
    if (isProblem(line)) {
      const { code, what, next } = line
      if (isJson) io.out(`${JSON.stringify({ problem: { code, what: what[language], next: next[language] } })}\n`)
      else io.err(`${what[language]}\n→ ${next[language]}\n`)
      return 1
    }
    try {
      return await work(line.bus, request, io)
    } finally {
      await line.close()
    }
  },
}

async function work(bus: Bus, request: ProbeRequest, io: CommandIo): Promise<number> {
  const { watchIntervalMs } = request
  if (watchIntervalMs === null) return summary(await round(bus, request, io, []), request)
  const stopping = new AbortController()
  const forget = onSignal(() => stopping.abort())
  try {
    let reports: readonly SlaveReport[] = []
    while (!stopping.signal.aborted) {
      reports = await round(bus, request, io, reports)
      await wait(watchIntervalMs, stopping.signal)
    }
    return summary(reports, request)
  } finally {
    forget()
  }
}

function summary(reports: readonly SlaveReport[], { isScan }: ProbeRequest): number {
  const good = reports.filter(({ failure, readings }) => failure === null && readings.some(({ mark }) => mark === 'ok'))
  return isScan ? Number(reports.length === 0) : Number(good.length < reports.length)
}

/** Reads all units once and tells; what was recognised in the round before is not guessed anew. */
async function round(
  bus: Bus,
  request: ProbeRequest,
  io: CommandIo,
  before: readonly SlaveReport[],
): Promise<SlaveReport[]> {
  const { isScan, isJson, language, watchIntervalMs, profiles } = request
  const units = isScan && before.length > 0 ? before.map(({ unit }) => unit) : request.units
  const reports: SlaveReport[] = []
  for (const unit of units) {
    if (isScan && before.length === 0) {
      if (!isJson && unit % 16 === 0)
        io.err(language === 'zh' ? `… 已查到地址 ${unit}\n` : `… looked up to unit ${unit}\n`)
      if (!(await isSomebodyThere(bus, unit))) continue
    }
    const known = before.find((report) => report.unit === unit)?.profile
    const profile = request.profile ?? profiles.get(known ?? '')
    const report =
      profile === undefined ? await readUnknownSlave(bus, unit, profiles) : await readSlave(bus, unit, profile)
    reports.push(report)
    if (isJson) io.out(`${JSON.stringify({ at: new Date().toISOString(), ...report })}\n`)
  }
  if (isJson) return reports
  const rows = reports.map((report) => slaveCells(report, language))
  if (watchIntervalMs !== null) io.out(`${new Date().toISOString()}\n`)
  if (rows.length > 0) io.out(formatTable([SLAVE_HEADINGS[language], ...rows]))
  else io.err(NOBODY[language])
  return reports
}

const NOBODY = {
  zh: '没有设备应答。→ 检查供电，A/B 线是否接反，波特率（常见 9600、4800：--baud）\n',
  en: 'Nobody answers. → Check the power, whether A and B are swapped, and the baud rate (mostly 9600 or 4800: --baud)\n',
}

function readRequest(args: readonly string[], { env }: CommandIo): ProbeRequest {
  const options = parseOptions(args, {
    ...LINE_OPTIONS,
    unit: { type: 'string', default: '1' },
    profile: { type: 'string', default: 'auto' },
    'profile-file': { type: 'string', multiple: true, default: [] },
    timeout: { type: 'string' },
    watch: { type: 'boolean', default: false },
    interval: { type: 'string', default: String(WATCH_INTERVAL_SECONDS) },
    json: { type: 'boolean', default: false },
    language: { type: 'string' },
  })
  const line = readLine(options)
  if (line === null || (options.path !== undefined && options.tcp !== undefined)) {
    throw new UsageError('probe needs either --path or --tcp')
  }
  const profiles = readProfiles(options['profile-file'])
  const { units, isScan } = readUnits(options.unit)
  const pace = isScan ? SCAN_PACE : READ_PACE
  return {
    line,
    units,
    isScan,
    profile: options.profile === 'auto' ? null : knownProfile(profiles, options.profile),
    profiles,
    timeoutMs: options.timeout === undefined ? pace.timeoutMs : wholeNumber('timeout', options.timeout, 20, 10_000),
    silenceMs: pace.silenceMs,
    watchIntervalMs: options.watch ? wholeNumber('interval', options.interval, 1, 3_600) * 1_000 : null,
    isJson: options.json,
    language: chooseLanguage(options.language, env),
  }
}

function readUnits(text: string): { units: readonly number[]; isScan: boolean } {
  if (text === 'scan') return { units: range(1, LAST_UNIT), isScan: true }
  const [, from, to] = /^(\d+)-(\d+)$/.exec(text) ?? []
  if (from === undefined || to === undefined) return { units: [wholeNumber('unit', text, 1, LAST_UNIT)], isScan: false }
  const first = wholeNumber('unit', from, 1, LAST_UNIT)
  return { units: range(first, wholeNumber('unit', to, first, LAST_UNIT)), isScan: true }
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at)

function knownProfile(profiles: ProfileSet, id: string): ProbeProfile | InputProfile {
  const profile = profiles.get(id)
  if (profile === undefined)
    throw new UsageError(`--profile: "${id}" is not one of auto, ${[...profiles.keys()].join(', ')}`)
  return profile
}
