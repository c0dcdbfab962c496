import { z } from 'zod'
import { UsageError } from '../command-line/usage-error.ts'

const DAY_MS = 86_400_000
const TEXT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?(Z|[+-]\d{2}:\d{2})?$/

/**
 * `2026-06-01`, `2026-06-01 08:00`, or an ISO text with its offset; without one it is local time there. A date alone is
 * the beginning or the end of its day. @throws UsageError
 */
export function readTime(option: string, text: string, timeZone: string, edge: 'begin' | 'end'): number {
  const [, date, time, offset] = TEXT.exec(text) ?? []
  // of Date.parse 30 February is 2 March
  const isDay = z.iso.date().safeParse(date).success
  const asUtcMs = isDay ? Date.parse(`${date}T${time ?? '00:00'}${offset ?? 'Z'}`) : Number.NaN
  if (Number.isNaN(asUtcMs)) {
    throw new UsageError(
      `--${option}: "${text}" is no time like 2026-06-01, "2026-06-01 08:00" or 2026-06-01T08:00:00Z`,
    )
  }
  const wholeDayMs = time === undefined && edge === 'end' ? DAY_MS - 1 : 0
  const localMs = asUtcMs + wholeDayMs
  if (offset !== undefined) return localMs
  // twice: the offset is that of the time that is looked for, which may lie behind a change of it
  const guessMs = localMs - offsetMs(localMs, timeZone)
  return localMs - offsetMs(guessMs, timeZone)
}

function offsetMs(utcMs: number, timeZone: string): number {
  return Date.parse(`${localFormat(timeZone).format(utcMs).replace(' ', 'T')}Z`) - Math.floor(utcMs / 1_000) * 1_000
}

/** `2026-06-01 16:00:00` there. */
export function localFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
}

/** @throws UsageError */
export function readTimeZone(text: string | undefined): string {
  const timeZone = text ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    throw new UsageError(`--timezone: "${timeZone}" is not known; one is Asia/Shanghai`)
  }
}
