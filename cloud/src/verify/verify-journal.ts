import { carriesValue, type LayoutChannel, type LayoutGroup, toInteger, toNumber } from '@coldrx/protocol'
import type { Fault, Findings } from './findings.ts'
import { firstFrom, type Journal, type Served } from './journal-file.ts'
import type { RunLog } from './runs.ts'
import type { TruckSettings } from './truck-files.ts'
import { monotonicAt, type TruckFrame } from './truck-frames.ts'

/** Two processes read one clock in whole milliseconds, and one of them may be held up between two readings. */
const CLOCK_MS = 50
/** The longest that a position may be on its way to an agent that a busy machine holds up; one sentence at 9,600 baud takes 100 ms. */
const TRANSIT_MS = 1_500
/** An agent that is late with its tick already knows what came meanwhile. */
const LATE_TICK_MS = 500

export interface JournalParts {
  readonly settings: TruckSettings
  readonly journal: Journal
  readonly runLog: RunLog
  readonly findings: Findings
}

/**
 * Every number that the cloud has was served by that source, for that quantity, at that poll. Polls do not overlap: what
 * a probe served from a tick on and before the next tick belongs to that tick, and to no other.
 */
export class JournalCheck {
  readonly #parts: JournalParts

  constructor(parts: JournalParts) {
    this.#parts = parts
    parts.findings.count('values equal to what the hardware served at that poll', 0)
  }

  take(frame: TruckFrame): void {
    const { epoch, n, header, sections } = frame
    const { settings, runLog } = this.#parts
    const offsetMs = runLog.hostOffsetOf(epoch, header.boot)
    for (const [section, decoded] of sections.entries()) {
      if (decoded.kind !== 'measurements') continue
      const { group, measurements } = decoded
      for (const [row, time] of measurements.times.entries()) {
        const tickMs = monotonicAt(frame, time) + offsetMs
        for (const [at, channel] of group.channels.entries()) {
          const integer = measurements.columns[at]?.integers[row] ?? null
          const mark = measurements.columns[at]?.marks[row]
          if (integer === null || mark === undefined || !carriesValue(mark)) continue
          const place = { device: settings.device, epoch, n, section, channel: channel.id, row }
          this.#verifyValue({ group, channel, integer, tickMs, place })
        }
      }
    }
  }

  #verifyValue({
    group,
    channel,
    integer,
    tickMs,
    place,
  }: {
    readonly group: LayoutGroup
    readonly channel: LayoutChannel
    readonly integer: number
    readonly tickMs: number
    readonly place: Omit<Fault, 'check' | 'problem'>
  }): void {
    const { settings, journal, findings } = this.#parts
    const { quantity, source } = channel
    const key = quantity === 'door' || quantity === 'defrost' ? `${quantity}:${group.id}` : quantity
    const isOfReceiver = quantity === 'latitude' || quantity === 'longitude' || quantity === 'speed'
    const all = journal.get(source) ?? []
    const served = isOfReceiver
      ? heardAt(all, tickMs, settings.gnssStaleMs)
      : polledAt(all, key, tickMs, settings.sampleIntervalMs)
    const values = served.flatMap((entry) => entry.values[key] ?? [])
    findings.count('values equal to what the hardware served at that poll')
    // degrees and km/h are computed from what the sentence says: they may round the other way in the last place
    const tolerance = isOfReceiver ? 1 : 0
    const isIt = (value: number): boolean => Math.abs(toInteger(value, channel) - integer) <= tolerance
    if (values.some(isIt) || (isOfReceiver && isHeld({ all, served, quantity, isIt, integer }))) return
    const problem = `stored for ${new Date(tickMs).toISOString()}, but ${source} did not serve it then`
    const expected = values.length === 0 ? 'nothing was served' : values.join(' or ')
    findings.fault({ check: 'journal', ...place, problem, expected, found: String(toNumber(integer, channel)) })
  }
}

/** What was served in the poll of a tick; a poll that was held up until after the next tick passes that one over. */
function polledAt(served: readonly Served[], key: string, tickMs: number, intervalMs: number): readonly Served[] {
  const poll: Served[] = []
  for (let at = firstFrom(served, tickMs - CLOCK_MS); at < served.length; at++) {
    const entry = served[at]
    if (entry === undefined || (entry.t >= tickMs + intervalMs - CLOCK_MS && poll.length > 0)) break
    if (entry.values[key] !== undefined) poll.push(entry)
  }
  return poll
}

/**
 * A receiver speaks by itself. At a tick the agent has heard the last that had surely arrived, or what was on its way
 * just then; where that was damaged, what came before it, as long as that may be believed.
 */
function heardAt(served: readonly Served[], tickMs: number, staleMs: number): readonly Served[] {
  const heard: Served[] = []
  for (let at = firstFrom(served, tickMs + LATE_TICK_MS) - 1; at >= 0; at--) {
    const entry = served[at]
    if (entry === undefined || entry.t < tickMs - staleMs - TRANSIT_MS) break
    heard.push(entry)
    if (entry.t <= tickMs - TRANSIT_MS && !entry.isDamaged) break
  }
  return heard
}

/** What a receiver at rest wanders, in degrees of latitude; in degrees of longitude up to 70 degrees north. */
const WANDERS_DEGREES = { latitude: 0.0004, longitude: 0.0012 } as const
/** A receiver that says less may be at rest. */
const CREEPS_BELOW_KMH = 4.5

/**
 * A truck that stands keeps a place that its receiver said when it stopped, and the speed 0, as long as the receiver says
 * nothing else than that it is about there.
 */
function isHeld({
  all,
  served,
  quantity,
  isIt,
  integer,
}: {
  readonly all: readonly Served[]
  /** what it heard at the tick */
  readonly served: readonly Served[]
  readonly quantity: 'latitude' | 'longitude' | 'speed'
  readonly isIt: (value: number) => boolean
  readonly integer: number
}): boolean {
  if (quantity === 'speed') return integer === 0 && served.some(({ values }) => (values.speed ?? 99) < CREEPS_BELOW_KMH)
  const [newest] = served
  const now = newest?.values[quantity]
  if (newest === undefined || now === undefined) return false
  for (let at = all.indexOf(newest); at >= 0; at--) {
    const value = all[at]?.values[quantity]
    if (value === undefined) continue
    if (isIt(value)) return Math.abs(value - now) <= WANDERS_DEGREES[quantity]
    if (Math.abs(value - now) > 2 * WANDERS_DEGREES[quantity]) return false
  }
  return false
}
