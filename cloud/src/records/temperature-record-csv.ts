import { writeCsv } from '../fleet/sheets/csv-text.ts'
import { chinaTime } from './china-time.ts'
import { RECORD_TEXTS, type RecordLanguage } from './record-texts.ts'
import type { TemperatureRecord } from './temperature-record.ts'

type Cell = string | number | null

/** Every recorded point, one a line; where rows are missing there is a line that says so and has no value. */
export function temperatureRecordCsv(record: TemperatureRecord, language: RecordLanguage): string {
  const t = RECORD_TEXTS[language]
  const rows: Cell[][] = [
    [`${t.time} UTC+8`, `${t.time} UTC`, t.compartment, t.point, t.quantity, t.value, t.unit, t.note],
  ]
  for (const { summary, columns, rows: points } of record.compartments) {
    for (const { atMs, values, gapBefore, isOutOfRange } of points) {
      if (gapBefore) rows.push(['', '', summary.compartment, '', '', null, '', t.gapCell])
      for (const [at, { source, quantity, unit }] of columns.entries()) {
        const isTemperature = quantity === 'temperature'
        const note = isTemperature && isOutOfRange ? t.rowOut : ''
        const what = isTemperature ? t.temperature : t.humidity
        const time = [chinaTime(atMs), new Date(atMs).toISOString()]
        rows.push([...time, summary.compartment, source, what, values[at] ?? null, isTemperature ? '°C' : unit, note])
      }
    }
  }
  return writeCsv(rows)
}
