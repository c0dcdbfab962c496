import { CHINA_OFFSET_MS, DAY_MS } from '../lib/china-day.ts'

export const CALIBRATION_STATUSES = ['valid', 'due-soon', 'overdue', 'failed', 'none'] as const
export type CalibrationStatus = (typeof CALIBRATION_STATUSES)[number]

/** What is left of the time to have a probe calibrated before it counts as due soon. */
export const DUE_SOON_DAYS = 30

export function dayInChina(atMs: number): string {
  return new Date(atMs + CHINA_OFFSET_MS).toISOString().slice(0, 10)
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The last day that a calibration of `day` may hold (GSP Annex 3: at least once a year). */
export function latestDueDay(day: string): string {
  const [year = '', month, date] = day.split('-')
  // the year after one with a 29 February has none
  return `${Number(year) + 1}-${month}-${date}`.replace('-02-29', '-02-28')
}

export interface CalibrationPoint {
  readonly atCelsius: number
  /** shown minus true */
  readonly errorCelsius: number
}

/** GSP Annex 3: ±0.5 °C from 0 to 40 °C, ±1.0 °C from −25 to 0 °C; it names no limit outside of these. */
export function largestErrorCelsius(atCelsius: number): number {
  return atCelsius >= 0 && atCelsius <= 40 ? 0.5 : 1
}

export function isWithinLimits(points: readonly CalibrationPoint[]): boolean {
  return points.every(({ atCelsius, errorCelsius }) => Math.abs(errorCelsius) <= largestErrorCelsius(atCelsius))
}

/** `dueOn` is the last day that counts. */
export function calibrationStatus(
  { dueOn, passed }: { readonly dueOn: string | null; readonly passed: boolean | null },
  today: string,
): CalibrationStatus {
  if (dueOn === null) return 'none'
  if (passed === false) return 'failed'
  if (dueOn < today) return 'overdue'
  return dueOn <= addDays(today, DUE_SOON_DAYS) ? 'due-soon' : 'valid'
}

export function isInForce(status: CalibrationStatus): boolean {
  return status === 'valid' || status === 'due-soon'
}
