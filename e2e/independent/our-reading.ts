import { carriedLayout, decodeFrame, decodeSections, type Layout, toNumber } from '@coldrx/protocol'
import type { IndependentReport } from './run.ts'

/** What our own decoder reads from the frames of one device, in the words of the independent one. */
export function readOurselves(frames: readonly Uint8Array[]): Pick<IndependentReport, 'values' | 'events'> {
  const values: IndependentReport['values'][number][] = []
  const events: IndependentReport['events'][number][] = []
  let layout: Layout | undefined
  for (const bytes of frames) {
    const frame = decodeFrame(bytes)
    layout = carriedLayout(frame)?.layout ?? layout
    if (layout === undefined) throw new Error(`frame ${frame.header.n} came before any layout`)
    const { timeUnitMs } = layout
    const { epoch, n, monotonicMs } = frame.header
    for (const section of decodeSections(frame, layout)) {
      if (section.kind === 'events') {
        for (const { time, code, subject, detail } of section.events) {
          events.push([epoch, n, time, code, subject, detail])
        }
      }
      if (section.kind !== 'measurements') continue
      const { group, measurements } = section
      for (const [at, channel] of group.channels.entries()) {
        for (const [row, time] of measurements.times.entries()) {
          const integer = measurements.columns[at]?.integers[row] ?? null
          const mark = measurements.columns[at]?.marks[row] ?? 'void'
          const value = integer === null ? null : toNumber(integer, channel)
          values.push([epoch, n, group.id, channel.id, monotonicMs + time * timeUnitMs, value, mark])
        }
      }
    }
  }
  return { values, events }
}
