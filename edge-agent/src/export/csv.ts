import type { Language } from '../command-line/text.ts'
import type { ExportedEvent, ExportedReading } from './readings.ts'
import { localFormat } from './time-text.ts'

/** Spreadsheet programs take a file for UTF-8 only when it begins so. */
const BYTE_ORDER_MARK = '\ufeff'

export interface CsvWriter {
  readonly readingsHead: string
  readonly eventsHead: string
  reading(reading: ExportedReading): string
  event(event: ExportedEvent): string
}

/** RFC 4180, one line a reading. */
export function createCsvWriter({
  timeZone,
  language,
}: {
  readonly timeZone: string
  readonly language: Language
}): CsvWriter {
  const local = localTimes(timeZone)
  const frameCells = (frame: ExportedReading['frame']): (string | number)[] =>
    frame === null ? ['', ''] : [frame.epoch, frame.n]
  return {
    readingsHead: `${BYTE_ORDER_MARK}${line(['utc', `local (${timeZone})`, 'time_trusted', 'clock', 'group', 'name', 'channel', 'quantity', 'value', 'unit', 'mark', 'epoch', 'frame'])}`,
    eventsHead: `${BYTE_ORDER_MARK}${line(['utc', `local (${timeZone})`, 'time_trusted', 'code', 'subject', 'detail', 'epoch', 'frame'])}`,
    reading({ utcMs, isPlaced, clock, group, channel, value, mark, frame }) {
      const number = value === null ? '' : value.toFixed(channel.decimals)
      return line([
        ...[utc(utcMs), local(utcMs), isPlaced ? 'yes' : 'no', clock, group.id, group.name[language]],
        ...[channel.id, channel.quantity, number, channel.unit, mark, ...frameCells(frame)],
      ])
    },
    event({ utcMs, isPlaced, code, subject, detail, frame }) {
      const told = [code, subject, JSON.stringify(detail)]
      return line([utc(utcMs), local(utcMs), isPlaced ? 'yes' : 'no', ...told, ...frameCells(frame)])
    },
  }
}

const utc = (ms: number): string => new Date(ms).toISOString()

/** Formatting by Intl is slow, and readings of one time stand together. */
function localTimes(timeZone: string): (ms: number) => string {
  const format = localFormat(timeZone)
  let lastMs = Number.NaN
  let lastText = ''
  return (ms) => {
    if (ms !== lastMs) lastText = format.format(ms)
    lastMs = ms
    return lastText
  }
}

function line(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => quoted(String(cell))).join(',')}\r\n`
}

/** A text that a spreadsheet would take for a formula is led by an apostrophe; a negative number is none. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
