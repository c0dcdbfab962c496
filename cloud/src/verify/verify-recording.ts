import { type LayoutGroup, recordIntervalMs } from '@coldrx/protocol'
import type { Findings } from './findings.ts'
import type { Run, RunEvent, RunLog, RunRow } from './runs.ts'
import type { TruckSettings } from './truck-files.ts'
import type { Outage } from './witness-file.ts'

/** Between the event that the recorder started and sampling: lines are opened, what a kill left unframed is framed. */
const START_UP_MS = 4_000
/** From an agent that is ready to its first sample, beside the wait for the next point of its grid. */
const FIRST_SAMPLE_MS = 2_000
/** From the end of a poll to the commit of what it brought, on a busy machine. */
const COMMIT_MS = 500
/** Rows of one frame share its wall clock, which may be set by so much within it. */
const WALL_STEP_MS = 1_250

/** Epochs that say by themselves that the recorder's file was lost, with all that it knew. */
const LOSING_REASONS: ReadonlySet<string> = new Set(['recorder-corrupt', 'recorder-missing', 'data-lost'])

export interface RecordingParts {
  readonly settings: TruckSettings
  readonly runLog: RunLog
  /** when the truck's agent was down, as a witness saw it; undefined: only the truck's own word is there */
  readonly outages: readonly Outage[] | undefined
  readonly findings: Findings
}

/**
 * No section is silent for longer than the interval in force, unless the truck says that there was a gap. A start
 * excuses the time since the row that the truck had recorded last: so that row must be there.
 */
export function verifyRecording(parts: RecordingParts): void {
  const { runLog, findings } = parts
  findings.count('recording intervals of sections kept or marked as gaps', 0)
  let before: Run | undefined
  for (const run of runLog.runs) {
    // what went before a loss of everything is another life of the device
    if (before?.count !== run.count) before = undefined
    new RunCheck(parts, run).verify(before)
    if (run.rows.size > 0) before = run
  }
}

interface Span {
  readonly fromMs: number
  readonly toMs: number
}

class RunCheck {
  readonly #parts: RecordingParts
  readonly #run: Run
  readonly #started: RunEvent | undefined
  /** in the run's monotonic time */
  readonly #gaps: readonly Span[]
  /** changes only */
  readonly #outOfRange: readonly (readonly [monotonicMs: number, isOut: boolean])[]

  constructor(parts: RecordingParts, run: Run) {
    this.#parts = parts
    this.#run = run
    this.#started = run.events.find(({ code }) => code === 'started')
    // a second start within a run: its recorder was put aside and opened anew
    this.#gaps = inOrder(run.events.flatMap((event) => (event === this.#started ? [] : (gapSpan(event) ?? []))))
    this.#outOfRange = outOfRangeChanges(run)
  }

  verify(before: Run | undefined): void {
    const { layout, rows, events, boot } = this.#run
    const lastRowMs = latest(this.#run)?.monotonicMs ?? 0
    const lastMs = events.reduce((last, { monotonicMs }) => Math.max(last, monotonicMs), lastRowMs)
    const [[first] = []] = rows.values()
    if (this.#started === undefined && first !== undefined) {
      this.#fault({ ...first, problem: `boot ${boot} has rows, but no event that it started` })
    }
    if (this.#started !== undefined && before !== undefined) this.#verifyStart(this.#started, before)
    for (const group of layout.groups) {
      const own = rows.get(group.id) ?? []
      this.#verifySilences(group, own, lastMs)
      const [firstOwn] = own
      if (before !== undefined && firstOwn !== undefined) this.#verifyOutage(group, before, firstOwn)
    }
  }

  /** Within the run: between rows, from the start to the first one and from the last one to the last sign of life. */
  #verifySilences(group: LayoutGroup, rows: readonly RunRow[], lastMs: number): void {
    const { layout } = this.#run
    const ends = { isEdge: true, epoch: this.#started?.epoch, n: this.#started?.n }
    const points = [
      ...(this.#started === undefined ? [] : [{ ...ends, monotonicMs: this.#started.monotonicMs }]),
      ...rows.map(({ monotonicMs, epoch, n }) => ({ isEdge: false, monotonicMs, epoch, n })),
      { ...ends, epoch: rows.at(-1)?.epoch ?? ends.epoch, n: rows.at(-1)?.n ?? ends.n, monotonicMs: lastMs },
    ]
    for (const [at, point] of points.slice(1).entries()) {
      const from = points[at] ?? point
      if (!point.isEdge && !from.isEdge)
        this.#parts.findings.count('recording intervals of sections kept or marked as gaps')
      // at its ends: the wait for the first point of the grid, a tick that was given up; events are timed by whole units
      const edgeMs = point.isEdge || from.isEdge ? START_UP_MS + 2 * layout.timeUnitMs : 0
      const allowedMs = this.#intervalMs(from.monotonicMs) + edgeMs
      if (point.monotonicMs - from.monotonicMs <= allowedMs) continue
      // a mark names what is missing: an interval before it and one after it are as they should be
      const silentMs = Math.max(...uncovered({ fromMs: from.monotonicMs, toMs: point.monotonicMs }, this.#gaps))
      if (silentMs <= allowedMs) continue
      const [since, until] = [this.#utc(from.monotonicMs), this.#utc(point.monotonicMs)]
      this.#fault({
        ...point,
        problem: `nothing of ${group.id} from ${since} to ${until}, and no mark of a gap`,
        expected: `${allowedMs} ms at most`,
        found: `${silentMs} ms`,
      })
    }
  }

  /** The truck says since when it had recorded nothing: up to there the log must have rows, else some were lost. */
  #verifyStart(started: RunEvent, before: Run): void {
    const last = latest(before)
    if (last === undefined || this.#declaresLoss(started, last)) return
    const { gapFromMs } = started.detail
    const lastWallMs = last.monotonicMs + last.ownOffsetMs
    const said = `boot ${this.#run.boot} started`
    if (typeof gapFromMs !== 'number') {
      const problem = `${said} without saying since when nothing was recorded`
      this.#fault({ ...started, problem, expected: iso(lastWallMs) })
    } else if (gapFromMs > lastWallMs + WALL_STEP_MS) {
      const problem = `${said}: readings that were recorded before it are missing`
      const [expected, found] = [`rows until ${iso(gapFromMs)}`, `rows until ${iso(lastWallMs)}`]
      this.#fault({ ...started, problem, expected, found })
    }
  }

  #declaresLoss(started: RunEvent, last: RunRow): boolean {
    const reason = this.#parts.runLog.reasons.get(started.epoch)
    const opensForLoss = started.epoch !== last.epoch && reason !== undefined && LOSING_REASONS.has(reason)
    return opensForLoss || this.#run.events.some(({ code }) => code === 'lost')
  }

  /** A witness knows how long the agent was down: what is missing beyond that was not down, but lost. */
  #verifyOutage(group: LayoutGroup, before: Run, first: RunRow): void {
    const { outages } = this.#parts
    const { timeUnitMs } = this.#run.layout
    const last = before.rows.get(group.id)?.at(-1)
    if (outages === undefined || last === undefined) return
    const span = { fromMs: last.monotonicMs + before.hostOffsetMs, toMs: first.monotonicMs + this.#run.hostOffsetMs }
    const startMs = FIRST_SAMPLE_MS + timeUnitMs
    const excused = inOrder(outages.map(({ fromMs, toMs }) => ({ fromMs, toMs: toMs + startMs })))
    const silentMs = uncovered(span, excused).reduce((sum, ms) => sum + ms, 0)
    // a row that was due is lost with the agent while it is being polled
    const underWayMs = this.#parts.settings.sampleIntervalMs + COMMIT_MS
    const allowedMs = new RunCheck(this.#parts, before).#intervalMs(last.monotonicMs) + underWayMs
    if (silentMs <= allowedMs) return
    this.#fault({
      ...first,
      problem: `nothing of ${group.id} from ${iso(span.fromMs)} to ${iso(span.toMs)}, longer than the agent was down`,
      expected: `${allowedMs} ms at most beside the outage`,
      found: `${silentMs} ms`,
    })
  }

  #intervalMs(monotonicMs: number): number {
    const isOut = this.#outOfRange.findLast(([at]) => at <= monotonicMs)?.[1] ?? false
    const { sampleIntervalMs } = this.#parts.settings
    const cadence = this.#run.layout.cadence ?? this.#parts.settings
    // recorded is what was sampled
    return Math.max(sampleIntervalMs, recordIntervalMs({ ...cadence, sampleIntervalMs }, isOut))
  }

  #utc(monotonicMs: number): string {
    return iso(monotonicMs + this.#run.hostOffsetMs)
  }

  #fault(fault: {
    readonly epoch: string | undefined
    readonly n: number | undefined
    readonly problem: string
    readonly expected?: string
    readonly found?: string
  }): void {
    const { epoch, n, problem, expected, found } = fault
    const { device } = this.#parts.settings
    this.#parts.findings.fault({ check: 'recording', device, epoch, n, problem, expected, found })
  }
}

function latest({ rows }: Run): RunRow | undefined {
  const lasts = [...rows.values()].flatMap((ofGroup) => ofGroup.at(-1) ?? [])
  return lasts.sort((left, right) => right.monotonicMs - left.monotonicMs)[0]
}

/** Said by the wall clock; the frame that says it holds that against the monotonic one. */
function gapSpan({ code, detail, ownOffsetMs, monotonicMs }: RunEvent): Span | undefined {
  const { gapFromMs, gapToMs } = detail
  if ((code !== 'gap' && code !== 'started') || typeof gapFromMs !== 'number') return undefined
  const toMs = typeof gapToMs === 'number' ? gapToMs - ownOffsetMs : monotonicMs
  return { fromMs: gapFromMs - ownOffsetMs - WALL_STEP_MS, toMs: toMs + WALL_STEP_MS }
}

/** When the asset left its ranges and came back: out while any compartment is, which silence of its probes does not end. */
function outOfRangeChanges({ rows }: Run): (readonly [number, boolean])[] {
  const states = [...rows].flatMap(([group, ofGroup]) => ofGroup.map((row) => ({ group, ...row })))
  states.sort((left, right) => left.monotonicMs - right.monotonicMs)
  const out = new Set<string>()
  const changes: (readonly [number, boolean])[] = []
  for (const { group, isOut, monotonicMs } of states) {
    if (isOut === true) out.add(group)
    if (isOut === false) out.delete(group)
    if (out.size > 0 !== (changes.at(-1)?.[1] ?? false)) changes.push([monotonicMs, out.size > 0])
  }
  return changes
}

function inOrder(spans: readonly Span[]): Span[] {
  return [...spans].sort((left, right) => left.fromMs - right.fromMs)
}

/** The stretches of a span that lie in none of the others, which come in order. */
function uncovered({ fromMs, toMs }: Span, others: readonly Span[]): number[] {
  const left: number[] = []
  let reached = fromMs
  for (const other of others) {
    if (other.toMs <= reached || other.fromMs >= toMs) continue
    left.push(Math.max(0, other.fromMs - reached))
    reached = Math.max(reached, other.toMs)
  }
  return [...left, Math.max(0, toMs - reached)]
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
