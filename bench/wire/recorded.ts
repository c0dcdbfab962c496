import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Position, ProbeSeries } from './minute-series.ts'

export interface RecordedData {
  /** an office room, one row a minute, temperature and humidity */
  readonly uci: ProbeSeries
  /** a refrigerator by radio: most minutes have nothing */
  readonly ruuvi: ProbeSeries
  /** a room, hourly, temperature only: taken as one row a minute, which is harsher than any cargo */
  readonly nab: ProbeSeries
  /** an hour of driving; null where the receiver was off or had no fix */
  readonly drive: readonly (Position | null)[]
}

const FILES = {
  uci: 'coldchain/uci-occupancy-datatest.txt',
  ruuvi: 'coldchain/ruuvi-fridge-20200505.csv',
  nab: 'coldchain/nab-ambient_temperature_system_failure.csv',
  drive: 'nmea/dotmorten-garmin-nevada-session1.first800k.nmea',
} as const

export function readRecorded(directory: string): RecordedData | { readonly missing: string } {
  const missing = Object.values(FILES).find((file) => !existsSync(join(directory, file)))
  if (missing !== undefined) return { missing: join(directory, missing) }
  const text = (name: keyof typeof FILES): string => readFileSync(join(directory, FILES[name]), 'latin1')
  return {
    uci: byMinute(readRows(text('uci'), 1), { temperature: 2, humidity: 3 }),
    ruuvi: byMinute(readRows(text('ruuvi'), 0), { temperature: 1, humidity: 2 }),
    nab: {
      temperature: readRows(text('nab'), 0).map(({ cells }) => ((Number(cells[1]) - 32) * 5) / 9),
    },
    drive: readDrive(text('drive')),
  }
}

interface Row {
  readonly timeMs: number
  readonly cells: readonly string[]
}

function readRows(text: string, timeColumn: number): Row[] {
  return text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split(',').map((cell) => cell.replaceAll('"', ''))
      const timeMs = Date.parse(cells[timeColumn]?.replace(' ', 'T').replace(/\+(\d\d)(\d\d)$/, '+$1:$2') ?? '')
      return { timeMs, cells }
    })
}

/** The last row nearest to each minute, and nothing where there is none: no number is made up. */
function byMinute(rows: readonly Row[], columns: { temperature: number; humidity: number }): ProbeSeries {
  const minuteOf = ({ timeMs }: Row): number => Math.round(timeMs / 60_000)
  const found = new Map(rows.map((row) => [minuteOf(row), row.cells]))
  const first = Math.min(...found.keys())
  const minutes = Array.from({ length: Math.max(...found.keys()) - first + 1 }, (_, at) => found.get(first + at))
  const column = (at: number): (number | null)[] =>
    minutes.map((cells) => (cells === undefined ? null : Number(cells[at])))
  return { temperature: column(columns.temperature), humidity: column(columns.humidity) }
}

/** $GPRMC,hhmmss,A,ddmm.mmm,N,dddmm.mmm,E,knots,course,ddmmyy,…*hh */
const RMC =
  /^\$(G[NP]RMC,(\d\d)(\d\d)\d\d[^,]*,A,(\d+)(\d\d\.\d+),([NS]),(\d+)(\d\d\.\d+),([EW]),([\d.]+),[^,]*,(\d\d)(\d\d)(\d\d)[^*]*)\*([0-9A-F]{2})/

/** The last fix of each minute. */
export function readDrive(text: string): (Position | null)[] {
  const fixes = new Map<number, Position>()
  for (const line of text.split(/\r?\n/)) {
    const found = RMC.exec(line)
    if (found === null) continue
    const [, body = '', hour, minute, latDegrees, latMinutes, north, lonDegrees, lonMinutes, east, knots, ...rest] =
      found
    const [day, month, year, checksum = ''] = rest
    if (checksumOf(body) !== Number.parseInt(checksum, 16)) continue
    const atMs = Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
    fixes.set(atMs / 60_000, {
      latitude: (Number(latDegrees) + Number(latMinutes) / 60) * (north === 'S' ? -1 : 1),
      longitude: (Number(lonDegrees) + Number(lonMinutes) / 60) * (east === 'W' ? -1 : 1),
      speedKmh: Number(knots) * 1.852,
    })
  }
  const first = Math.min(...fixes.keys())
  return Array.from({ length: Math.max(...fixes.keys()) - first + 1 }, (_, at) => fixes.get(first + at) ?? null)
}

function checksumOf(body: string): number {
  let sum = 0
  for (let at = 0; at < body.length; at++) sum ^= body.charCodeAt(at)
  return sum
}
