import {
  carriesValue,
  decodeFrame,
  decodeSections,
  type FrameEvent,
  type FrameHeader,
  type Layout,
  type LayoutChannel,
  type LayoutGroup,
  type Mark,
  toNumber,
} from '@coldrx/protocol'
import type { RecorderDatabase } from '../recorder/database.ts'
import { isFullRecord } from '../recorder/entry.ts'
import { parseStoredRow, type StoredRow } from '../recorder/stored-row.ts'
import { attempt, type IndexedFrame, layoutReader, placeRow } from './frame-index.ts'
import { isWithin, type Span } from './span.ts'

export interface ExportedReading {
  readonly utcMs: number
  /** whether a clock that is to be trusted placed it */
  readonly isPlaced: boolean
  readonly clock: FrameHeader['clock']
  readonly group: LayoutGroup
  readonly channel: LayoutChannel
  readonly value: number | null
  readonly mark: Mark
  /** null: committed, and in no frame yet */
  readonly frame: { readonly epoch: string; readonly n: number } | null
}

export interface ExportedEvent extends Omit<FrameEvent, 'time'> {
  readonly utcMs: number
  readonly isPlaced: boolean
  readonly frame: ExportedReading['frame']
}

export interface Exported {
  readonly readings: readonly ExportedReading[]
  readonly events: readonly ExportedEvent[]
}

/** What a frame says within the span, in the order of its rows. Null: it cannot be read. */
export function readFrameWithin(
  bytes: Uint8Array,
  { epoch, n, header, offsetMs, isPlaced }: IndexedFrame,
  span: Span,
  layoutOf: (hash: string) => Layout | null,
): Exported | null {
  const layout = layoutOf(header.layout)
  if (layout === null) return null
  const sections = attempt(() => decodeSections(decodeFrame(bytes), layout))
  if (sections === null) return null
  const { clock, monotonicMs } = header
  const utcAt = (time: number): number => monotonicMs + time * layout.timeUnitMs + offsetMs
  const frame = { epoch, n }
  const readings: ExportedReading[] = []
  const events: ExportedEvent[] = []
  for (const section of sections) {
    if (section.kind === 'events') {
      for (const { time, code, subject, detail } of section.events) {
        const utcMs = utcAt(time)
        if (isWithin(span, utcMs)) events.push({ utcMs, isPlaced, code, subject, detail, frame })
      }
    }
    if (section.kind !== 'measurements') continue
    const { group, measurements } = section
    for (const [row, time] of measurements.times.entries()) {
      const utcMs = utcAt(time)
      if (!isWithin(span, utcMs)) continue
      for (const [at, channel] of group.channels.entries()) {
        const column = measurements.columns[at]
        const measured = measuredBy(channel, column?.integers[row], column?.marks[row])
        readings.push({ utcMs, isPlaced, clock, group, channel, ...measured, frame })
      }
    }
  }
  return { readings, events }
}

/** Rows that are committed and wait for their frame: the last minutes before the export. */
export function readUnframed(db: RecorderDatabase, frames: readonly IndexedFrame[], span: Span): Exported {
  const layoutOf = layoutReader(db)
  const readings: ExportedReading[] = []
  const events: ExportedEvent[] = []
  for (const stored of db.prepare<[], StoredRow>('SELECT * FROM rows ORDER BY position').all()) {
    const row = parseStoredRow(stored)
    const layout = typeof row === 'string' ? null : layoutOf(row.layout)
    if (typeof row === 'string' || layout === null) continue
    const { offsetMs, isPlaced } = placeRow(row, frames)
    for (const { monotonicMs, code, subject, detail } of row.events) {
      const utcMs = monotonicMs + offsetMs
      if (isWithin(span, utcMs)) events.push({ utcMs, isPlaced, code, subject, detail, frame: null })
    }
    const utcMs = row.monotonicMs + offsetMs
    if (row.samples === null || !isWithin(span, utcMs)) continue
    // a point of the track has the channels of the vehicle alone
    const groups = isFullRecord(row.samples) ? layout.groups : layout.groups.slice(0, 1)
    const channels = groups.flatMap((group) => group.channels.map((channel) => ({ group, channel })))
    for (const [at, { group, channel }] of channels.entries()) {
      const measured = measuredBy(channel, row.samples.integers[at], row.samples.marks[at])
      readings.push({ utcMs, isPlaced, clock: row.clock, group, channel, ...measured, frame: null })
    }
  }
  return { readings, events }
}

function measuredBy(
  channel: LayoutChannel,
  integer: number | null = null,
  mark: Mark = 'void',
): Pick<ExportedReading, 'value' | 'mark'> {
  return { value: integer === null || !carriesValue(mark) ? null : toNumber(integer, channel), mark }
}
