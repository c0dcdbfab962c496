import { isOutOfRange, type TemperatureRange, toNumber } from '@coldrx/protocol'
import { type DecodedFrame, monotonicAt } from '../projections/projection.ts'

/** A stretch of rows of one frame in which a compartment was in range, or out of it, as far as anything was read. */
export interface RangeSegment {
  readonly out: boolean
  /** monotonic time of its first and of its last row */
  readonly fromMs: number
  toMs: number
  /** the value furthest out, and the channel that it was read on; of an `out` segment */
  peakCelsius: number | null
  channel: string | null
}

export interface FrameRange {
  readonly compartment: string
  readonly range: TemperatureRange
  readonly segments: readonly RangeSegment[]
}

interface Reading {
  readonly channel: string
  readonly celsius: number
}

/** How the temperatures of each compartment with a range stood, row by row. Compartments without a reading are left out. */
export function rangesOf(frame: DecodedFrame): FrameRange[] {
  const found = new Map<string, { readonly range: TemperatureRange; readonly segments: RangeSegment[] }>()
  for (const section of frame.sections) {
    if (section.kind !== 'measurements' || section.group.range === undefined) continue
    const { group, measurements } = section
    const entry = found.get(group.id) ?? { range: section.group.range, segments: [] }
    found.set(group.id, entry)
    measurements.times.forEach((time, row) => {
      const readings = group.channels.flatMap((channel, at): Reading[] => {
        const integer = measurements.columns[at]?.integers[row] ?? null
        const mark = measurements.columns[at]?.marks[row] ?? 'invalid'
        if (channel.quantity !== 'temperature' || integer === null || mark !== 'ok') return []
        return [{ channel: channel.id, celsius: toNumber(integer, channel) }]
      })
      addRow(entry.segments, monotonicAt(frame, time), readings, entry.range)
    })
  }
  return [...found].flatMap(([compartment, { range, segments }]) =>
    segments.length === 0 ? [] : [{ compartment, range, segments }],
  )
}

/** Only what was read and is plausible counts, as on the truck: a probe that hangs says nothing of the compartment. */
function addRow(segments: RangeSegment[], atMs: number, readings: readonly Reading[], range: TemperatureRange): void {
  if (readings.length === 0) return
  const outside = readings.filter(({ celsius }) => isOutOfRange(celsius, range))
  const out = outside.length > 0
  let last = segments.at(-1)
  if (last === undefined || last.out !== out) {
    last = { out, fromMs: atMs, toMs: atMs, peakCelsius: null, channel: null }
    segments.push(last)
  }
  last.toMs = atMs
  for (const { celsius, channel } of outside) {
    if (last.peakCelsius !== null && excess(celsius, range) <= excess(last.peakCelsius, range)) continue
    last.peakCelsius = celsius
    last.channel = channel
  }
}

type KeptSegment = readonly [fromMs: number, toMs: number, peakCelsius?: number | null, channel?: string | null]

/** JSON without names, because there is one for each frame of an excursion: what is out has four parts, the rest two. */
export function formatSegments(segments: readonly RangeSegment[]): string {
  return JSON.stringify(
    segments.map(({ out, fromMs, toMs, peakCelsius, channel }): KeptSegment => {
      return out ? [fromMs, toMs, peakCelsius, channel] : [fromMs, toMs]
    }),
  )
}

export function parseSegments(text: string): RangeSegment[] {
  return (JSON.parse(text) as KeptSegment[]).map(([fromMs, toMs, peakCelsius, channel]) => ({
    ...{ out: channel !== undefined, fromMs, toMs, peakCelsius: peakCelsius ?? null, channel: channel ?? null },
  }))
}

/** How far outside: 0 within the range. */
export function excess(celsius: number, range: TemperatureRange): number {
  return Math.max(range.minCelsius - celsius, celsius - range.maxCelsius, 0)
}
