import { describeLine, type LineSettings, type Log, type OpenLine } from '../buses/line.ts'
import { wait } from '../buses/wait.ts'
import type { CommandIo } from '../command-line/command.ts'
import type { gnssWords } from './gnss-words.ts'
import { createGnssReceiver, type GnssReceiver } from './receiver.ts'
import { rounded } from './replay.ts'

const LOOK_EVERY_MS = 1_000
/** Longer than a cold receiver with a good antenna needs for a fix after it was warm before. */
const PATIENCE_MS = 40_000
/** How long a receiver that has a fix may take until its time is trusted too. */
const TIME_PATIENCE_MS = 6_000

interface Heard {
  readonly state: 'fix' | 'no-fix' | 'noise' | 'silent' | 'closed'
  readonly time: string | null
  readonly lat: number | null
  readonly lon: number | null
  readonly speedKmh: number | null
  readonly filtered: { readonly lat: number; readonly lon: number; readonly parked: boolean } | null
  readonly counts: GnssReceiver['counts']
}

interface ListenOptions {
  readonly settings: LineSettings
  readonly staleMs: number
  readonly fastestKmh: number
  readonly referenceUtcMs: number
  /** goes on until it is told to stop; else until there is a fix with its time, or patience ends */
  readonly watch: boolean
  readonly json: boolean
  readonly words: ReturnType<typeof gnssWords>
  readonly io: CommandIo
  readonly openLine: OpenLine
  readonly nowMs: () => number
  readonly signal: AbortSignal
  readonly patienceMs?: number
}

/** Listens to a receiver and says what it says. @returns exit code: 0 when there was a fix */
export async function listen(options: ListenOptions): Promise<number> {
  const { settings, watch, json, words, io, nowMs, signal, patienceMs = PATIENCE_MS } = options
  const lineName = describeLine(settings)
  const trouble: { problem: string | null } = { problem: null }
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (fields) => {
      if ('reason' in fields) trouble.problem = String(fields.reason)
    },
  }
  const { staleMs, fastestKmh, referenceUtcMs, openLine } = options
  const receiver = createGnssReceiver({
    ...{ id: 'gnss', settings, staleMs, referenceUtcMs, trackUnitMs: 1_000, fastestKmh, openLine, nowMs, log },
  })
  const text = (said: Heard): string => (json ? JSON.stringify(said) : describe(said, { words, lineName, ...trouble }))
  if (!json) io.err(`${words.waiting(lineName)}\n`)
  const startedMs = nowMs()
  let fixAtMs: number | null = null
  let heard = look(receiver, nowMs())
  receiver.start()
  try {
    for (;;) {
      await wait(LOOK_EVERY_MS, signal)
      heard = look(receiver, nowMs())
      if (heard.state === 'fix') fixAtMs ??= nowMs()
      const isDone =
        (heard.state === 'fix' && (heard.time !== null || nowMs() - (fixAtMs ?? 0) >= TIME_PATIENCE_MS)) ||
        nowMs() - startedMs >= patienceMs ||
        (heard.state === 'closed' && trouble.problem !== null)
      if (signal.aborted || (isDone && !watch)) break
      if (watch) io.out(`${text(heard)}\n`)
    }
    if (!watch) io.out(`${text(heard)}\n`)
  } finally {
    await receiver.stop()
  }
  return fixAtMs === null ? 1 : 0
}

function look(receiver: GnssReceiver, nowMs: number): Heard {
  const { counts } = receiver
  const { latitude, longitude, speed, utcMs } = receiver.at(nowMs)
  const place = receiver.placeAt(nowMs)
  const degrees = (integer: number | null): number | null => (integer === null ? null : integer / 1e5)
  return {
    state: latitude.mark === 'ok' ? 'fix' : stateWithoutFix(receiver),
    time: utcMs === null ? null : new Date(utcMs).toISOString(),
    lat: degrees(latitude.integer),
    lon: degrees(longitude.integer),
    speedKmh: speed.integer,
    filtered: place && { lat: rounded(place.latitude, 7), lon: rounded(place.longitude, 7), parked: place.isParked },
    counts,
  }
}

function stateWithoutFix({ opened, counts }: GnssReceiver): Heard['state'] {
  if (opened === 0) return 'closed'
  if (counts.sentences > 0) return 'no-fix'
  return counts.malformed + counts.skippedBytes > 0 ? 'noise' : 'silent'
}

function describe(
  { state, time, lat, lon, speedKmh, filtered, counts }: Heard,
  {
    words,
    lineName,
    problem,
  }: Pick<ListenOptions, 'words'> & { readonly lineName: string; readonly problem: string | null },
): string {
  const { sentences, malformed, skippedBytes } = counts
  const tail = words.counts(sentences, malformed, skippedBytes)
  if (state === 'closed') return words.cannotOpen(lineName, problem ?? '…')
  if (state === 'silent') return words.silent(lineName)
  if (state === 'noise') return `${words.noise(lineName)} ${tail}`
  if (state === 'no-fix') return `${words.noFix} ${tail}`
  const speed = filtered?.parked === true ? words.parked : words.speed(speedKmh ?? 0)
  return `${words.fix(`${lat?.toFixed(5)}, ${lon?.toFixed(5)}`, speed)}; ${words.time(time)}; ${tail}`
}
