import { readFileSync } from 'node:fs'
import { reasonOf, SimulatorError } from '../errors.ts'

export const SERIES_FORMATS = ['ruuvi', 'uci', 'nab'] as const
export type SeriesFormat = (typeof SERIES_FORMATS)[number]

/** One data row of a recorded series; the heading is not counted. */
export type SeriesRow = { readonly temperature: number; readonly humidity?: number }

/** Which columns hold what. */
const COLUMNS: Readonly<Record<SeriesFormat, { temperature: number; humidity?: number; fahrenheit?: true }>> = {
  /** RuuviTag export: timestamp, temperature, humidity, … */
  ruuvi: { temperature: 1, humidity: 2 },
  /** UCI occupancy: the heading lacks the row number that each row begins with. */
  uci: { temperature: 2, humidity: 3 },
  /** Numenta anomaly benchmark: timestamp, value; room air in °F. */
  nab: { temperature: 1, fahrenheit: true },
}

export function readSeriesFile(path: string, format: SeriesFormat): SeriesRow[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new SimulatorError(`series ${path}: ${reasonOf(error)}`)
  }
  return parseSeries(text, format, path)
}

export function parseSeries(text: string, format: SeriesFormat, name: string): SeriesRow[] {
  const columns = COLUMNS[format]
  const rows = text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const cells = line.split(',').map((cell) => cell.replaceAll('"', ''))
      const number = (column: number): number => {
        const cell = cells[column]
        const value = Number(cell)
        if (cell === undefined || cell.trim() === '' || !Number.isFinite(value))
          throw new SimulatorError(`series ${name}, row ${index}: column ${column} of format ${format} is not a number`)
        return value
      }
      const temperature = number(columns.temperature)
      return {
        temperature: columns.fahrenheit ? ((temperature - 32) * 5) / 9 : temperature,
        ...(columns.humidity === undefined ? {} : { humidity: number(columns.humidity) }),
      }
    })
  if (rows.length === 0) throw new SimulatorError(`series ${name} has no rows`)
  return rows
}
