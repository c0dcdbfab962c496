import {
  type FrameEvent,
  isOutOfRange,
  type Layout,
  type LayoutGroup,
  type Measurements,
  toNumber,
} from '@coldrx/protocol'
import { monotonicAt, ownOffsetMs, type TruckFrame } from './truck-frames.ts'

/** When a row was sampled or an event happened, in the run's monotonic time. */
export interface Moment {
  readonly monotonicMs: number
  /** of the frame that holds it: by the truck's own wall clock */
  readonly ownOffsetMs: number
  readonly epoch: string
  readonly n: number
}

export interface RunRow extends Moment {
  /** whether this section's temperatures show it out of its range; undefined: they say nothing */
  readonly isOut: boolean | undefined
}

export interface RunEvent extends Moment {
  readonly code: string
  readonly detail: FrameEvent['detail']
}

/** All that the log holds of one start of the agent: one process, one monotonic clock, one layout. */
export interface Run {
  /** how often before it the device had lost its count of starts */
  readonly count: number
  readonly boot: number
  layout: Layout
  /** by group, in the order of their frames, which is that of time */
  readonly rows: Map<string, RunRow[]>
  readonly events: RunEvent[]
  /**
   * The host's clock minus the run's monotonic one. A simulator on the same host stamps its journal by that clock; what a
   * satellite receiver says arrives a few hundred milliseconds late.
   */
  hostOffsetMs: number
}

export interface RunLog {
  readonly runs: readonly Run[]
  /** why each epoch was opened, where its opening is there */
  readonly reasons: ReadonlyMap<string, string>
  readonly hostOffsetOf: (epoch: string, boot: number) => number
}

/** Sorts a device's frames by the run that made them. */
export async function gatherRuns(frames: AsyncIterable<TruckFrame>): Promise<RunLog> {
  const runs: Run[] = []
  const reasons = new Map<string, string>()
  const byEpoch = new Map<string, Run>()
  const hostOffsets = new Map<Run, number>()
  // a device that has lost all it knew counts its starts from 1 again: an earlier run of the same number is another one
  let count = 0
  let runsOfThisCount = new Map<number, Run>()
  for await (const frame of frames) {
    const { epoch, n, header, layout, sections } = frame
    for (const section of sections) {
      if (section.kind !== 'opening') continue
      reasons.set(epoch, section.opening.reason)
      if (section.opening.reason !== 'first-start') continue
      count++
      runsOfThisCount = new Map()
    }
    const key = `${epoch} ${header.boot}`
    const run = byEpoch.get(key) ?? runsOfThisCount.get(header.boot) ?? startRun(frame, count)
    if (!runsOfThisCount.has(header.boot) && !byEpoch.has(key)) runs.push(run)
    runsOfThisCount.set(header.boot, run)
    byEpoch.set(key, run)
    // read with the monotonic clock a moment later, it can only fall behind: the largest is the best
    if (header.clock !== 'gnss') {
      const best = Math.max(hostOffsets.get(run) ?? Number.NEGATIVE_INFINITY, ownOffsetMs(frame))
      hostOffsets.set(run, best)
      run.hostOffsetMs = best
    }
    const moment = { ownOffsetMs: ownOffsetMs(frame), epoch, n }
    for (const section of sections) {
      if (section.kind === 'measurements') {
        run.layout = layout
        const { group, measurements } = section
        const rows = run.rows.get(group.id) ?? []
        run.rows.set(group.id, rows)
        measurements.times.forEach((time, row) => {
          const isOut = rangeState(group, measurements, row)
          rows.push({ ...moment, monotonicMs: monotonicAt(frame, time), isOut })
        })
      } else if (section.kind === 'events') {
        for (const { time, code, detail } of section.events) {
          run.events.push({ ...moment, monotonicMs: monotonicAt(frame, time), code, detail })
        }
      }
    }
  }
  return {
    runs: runs
      .filter(({ rows, events }) => rows.size > 0 || events.length > 0)
      .sort((left, right) => left.count - right.count || left.boot - right.boot),
    reasons,
    hostOffsetOf: (epoch, boot) => byEpoch.get(`${epoch} ${boot}`)?.hostOffsetMs ?? 0,
  }
}

function startRun(frame: TruckFrame, count: number): Run {
  const { header, layout } = frame
  return { count, boot: header.boot, layout, rows: new Map(), events: [], hostOffsetMs: ownOffsetMs(frame) }
}

/** As the agent judges it: out as soon as one reliable temperature is, in only if there is one. */
function rangeState({ range, channels }: LayoutGroup, { columns }: Measurements, row: number): boolean | undefined {
  if (range === undefined) return undefined
  const reliable = channels.flatMap((channel, at) => {
    const integer = columns[at]?.integers[row] ?? null
    const isReliable = channel.quantity === 'temperature' && columns[at]?.marks[row] === 'ok' && integer !== null
    return isReliable ? [toNumber(integer, channel)] : []
  })
  return reliable.length === 0 ? undefined : reliable.some((celsius) => isOutOfRange(celsius, range))
}
