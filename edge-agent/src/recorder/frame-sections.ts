import {
  encodeEvents,
  encodeMeasurements,
  type FrameEvent,
  type FrameHeader,
  type Layout,
  type Measurements,
} from '@coldrx/protocol'
import { isFullRecord, type RecordedRow } from './entry.ts'

export type FrameBase = Pick<FrameHeader, 'boot' | 'monotonicMs' | 'wallMs' | 'clock'>

export interface FrameContent {
  readonly base: FrameBase
  readonly sections: readonly Uint8Array[]
}

/** Turns a run of rows (frame-batch.ts) into one measurement section a group and, where something happened, events. */
export function frameContent(rows: readonly RecordedRow[], layout: Layout): FrameContent {
  const [first] = rows
  if (first === undefined) throw new RangeError('a frame needs a row')
  const earliestMs = Math.min(
    ...rows.flatMap((row) => [row.monotonicMs, ...row.events.map((event) => event.monotonicMs)]),
  )
  const toTime = (ms: number): number => Math.floor(ms / layout.timeUnitMs)
  const baseTime = toTime(earliestMs)
  const baseMs = baseTime * layout.timeUnitMs
  const base = {
    boot: first.boot,
    monotonicMs: baseMs,
    wallMs: Math.max(0, Math.round(first.wallMs - (first.monotonicMs - baseMs))),
    clock: first.clock,
  }
  const sampled = rows.flatMap(({ monotonicMs, samples }) => (samples === null ? [] : [{ monotonicMs, samples }]))
  const measurements: Measurements[] = []
  let firstChannel = 0
  for (const [groupIndex, group] of layout.groups.entries()) {
    const start = firstChannel
    firstChannel += group.channels.length
    // points of the track between two records are of the vehicle only
    const own = groupIndex === 0 ? sampled : sampled.filter(({ samples }) => isFullRecord(samples))
    if (own.length === 0) continue
    const times = own.map(({ monotonicMs }) => toTime(monotonicMs) - baseTime)
    const columns = group.channels.map((_, at) => ({
      integers: own.map(({ samples }) => samples.integers[start + at] ?? null),
      marks: own.map(({ samples }) => samples.marks[start + at] ?? 'invalid'),
    }))
    measurements.push({ groupIndex, times, columns })
  }
  const events = rows.flatMap((row) =>
    row.events.map(
      ({ monotonicMs, code, subject, detail }): FrameEvent => ({
        time: toTime(monotonicMs) - baseTime,
        code,
        subject,
        detail,
      }),
    ),
  )
  const sections = encodeMeasurements(measurements)
  return { base, sections: events.length > 0 ? [...sections, encodeEvents(events)] : sections }
}
