import { sm3, type TemperatureRange, toHex, toUtf8 } from '@coldrx/protocol'
import { excess, parseSegments, type RangeSegment } from './range-segments.ts'

/** What a frame said of a compartment's range, as it is kept. */
export interface RangeRow {
  readonly n: number
  /** null, as the limits are: in range throughout by a good clock, so nothing of it opens an alarm */
  readonly layout: string | null
  readonly own_offset_ms: number
  readonly min_celsius: number | null
  readonly max_celsius: number | null
  readonly some_in: number
  readonly ends_out: number
  readonly first_in_ms: number | null
  readonly segments: string | null
}

export interface AlarmRow {
  readonly id: string
  readonly opened_n: number
  readonly opened_ms: number
  readonly opened_own_offset_ms: number
  last_out_n: number
  last_out_ms: number
  last_out_own_offset_ms: number
  closed_n: number | null
  closed_ms: number | null
  closed_own_offset_ms: number | null
  peak_celsius: number
  channel: string
  readonly min_celsius: number
  readonly max_celsius: number
  readonly layout: string
}

export type Lane = readonly [device: string, compartment: string, epoch: string]

/** Joins the segments of a window to runs. A segment that begins before the window belongs to an alarm before it. */
export function draw(
  lane: Lane,
  rows: readonly RangeRow[],
  inWindow: (n: number, segment: RangeSegment) => boolean,
): AlarmRow[] {
  const alarms: AlarmRow[] = []
  let open: AlarmRow | undefined
  for (const row of rows) {
    for (const segment of segmentsOf(row)) {
      if (!segment.out) {
        if (open !== undefined) {
          open.closed_n = row.n
          open.closed_ms = segment.fromMs
          open.closed_own_offset_ms = row.own_offset_ms
        }
        open = undefined
      } else if (open !== undefined) lengthen(open, row, segment)
      else if (inWindow(row.n, segment)) {
        open = openingAt(lane, row, segment)
        alarms.push(open)
      }
    }
  }
  return alarms
}

function segmentsOf(row: RangeRow): RangeSegment[] {
  if (row.segments !== null) return parseSegments(row.segments)
  const fromMs = row.first_in_ms ?? 0
  return [{ out: false, fromMs, toMs: fromMs, peakCelsius: null, channel: null }]
}

function openingAt(lane: Lane, row: RangeRow, segment: RangeSegment): AlarmRow {
  const { n, layout, own_offset_ms: offsetMs, min_celsius: min, max_celsius: max } = row
  if (layout === null || min === null || max === null) throw new Error(`frame ${n} was in range and opens an alarm`)
  return {
    // it is the same after a rebuild, because it says where the alarm begins
    id: toHex(sm3(toUtf8(JSON.stringify([...lane, n, segment.fromMs])))).slice(0, 20),
    ...{ opened_n: n, opened_ms: segment.fromMs, opened_own_offset_ms: offsetMs },
    ...{ last_out_n: n, last_out_ms: segment.toMs, last_out_own_offset_ms: offsetMs },
    ...{ closed_n: null, closed_ms: null, closed_own_offset_ms: null },
    ...{ peak_celsius: segment.peakCelsius ?? 0, channel: segment.channel ?? '' },
    ...{ min_celsius: min, max_celsius: max, layout },
  }
}

export function lengthen(
  alarm: AlarmRow,
  { n, own_offset_ms: offsetMs }: Pick<RangeRow, 'n' | 'own_offset_ms'>,
  segment: RangeSegment,
): void {
  alarm.last_out_n = n
  alarm.last_out_ms = segment.toMs
  alarm.last_out_own_offset_ms = offsetMs
  raisePeak(alarm, segment)
}

/** By the range that was in force when the alarm opened, so that the peak does not depend on the order of frames. */
export function raisePeak(alarm: AlarmRow, segment: RangeSegment): void {
  const range = rangeOf(alarm)
  if (segment.peakCelsius === null || excess(segment.peakCelsius, range) <= excess(alarm.peak_celsius, range)) return
  alarm.peak_celsius = segment.peakCelsius
  alarm.channel = segment.channel ?? ''
}

export function rangeOf({ min_celsius: minCelsius, max_celsius: maxCelsius }: AlarmRow): TemperatureRange {
  return { minCelsius, maxCelsius }
}

/** What of an alarm can change while its beginning stays. */
export function toKey(alarm: AlarmRow): string {
  const { last_out_n: lastN, last_out_ms: lastMs, closed_n: closedN, closed_ms: closedMs } = alarm
  return JSON.stringify([lastN, lastMs, closedN, closedMs, alarm.peak_celsius, alarm.channel])
}
