import type { CommonKey, Say } from './words.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const DAY_PARTS = { year: 'numeric', month: 'numeric', day: 'numeric' } as const

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making one takes about as long as a hundred uses of it. */
function dateFormatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  let format = formatters.get(key)
  if (format === undefined) {
    format = new Intl.DateTimeFormat(language, { hourCycle: 'h23', ...options })
    formatters.set(key, format)
  }
  return format
}

export interface Format {
  readonly language: string
  /** undefined: the browser's own */
  readonly timeZone: string | undefined
  /** one decimal, never "-0.0"; `decimals` where the record has more and must be shown as it is */
  number(value: number, decimals?: number): string
  time(atMs: number): string
  timeWithSeconds(atMs: number): string
  /** the time alone for today, with the date otherwise */
  moment(atMs: number, nowMs: number): string
  /** with the year where it is not that of now */
  dayAndTime(atMs: number, nowMs: number): string
  day(atMs: number): string
  dayShort(atMs: number): string
  month(atMs: number): string
  year(atMs: number): string
  zone(atMs: number): string
  duration(durationMs: number): string
  age(atMs: number, nowMs: number): string
  coordinates(latitude: number, longitude: number): string
}

export function createFormat(language: string, t: Say<CommonKey>, timeZone?: string): Format {
  const dateFormat = (options: Intl.DateTimeFormatOptions) =>
    dateFormatOf(language, timeZone === undefined ? options : { timeZone, ...options })
  const isSame = (unit: Intl.DateTimeFormatOptions, leftMs: number, rightMs: number) =>
    dateFormat(unit).format(leftMs) === dateFormat(unit).format(rightMs)
  const time = (atMs: number) => dateFormat({ hour: '2-digit', minute: '2-digit' }).format(atMs)
  const duration = (durationMs: number): string => {
    const ms = Math.max(0, durationMs)
    if (ms < MINUTE) return t('duration.seconds', { s: Math.floor(ms / SECOND) })
    if (ms < HOUR) return t('duration.minutes', { m: Math.floor(ms / MINUTE) })
    if (ms < DAY) {
      const [h, m] = [Math.floor(ms / HOUR), Math.floor((ms % HOUR) / MINUTE)]
      return m === 0 ? t('duration.wholeHours', { h }) : t('duration.hours', { h, m })
    }
    const [d, h] = [Math.floor(ms / DAY), Math.floor((ms % DAY) / HOUR)]
    return h === 0 ? t('duration.wholeDays', { d }) : t('duration.days', { d, h })
  }
  return {
    language,
    timeZone,
    number: (value, decimals = 1) => {
      const text = value.toFixed(decimals)
      return Number(text) === 0 ? text.replace('-', '') : text
    },
    time,
    timeWithSeconds: (atMs) => dateFormat({ hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(atMs),
    moment: (atMs, nowMs) =>
      isSame(DAY_PARTS, atMs, nowMs)
        ? time(atMs)
        : dateFormat({ month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(atMs),
    dayAndTime: (atMs, nowMs) =>
      dateFormat({
        ...(isSame({ year: 'numeric' }, atMs, nowMs) ? {} : { year: 'numeric' as const }),
        ...{ month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
      }).format(atMs),
    dayShort: (atMs) => dateFormat({ month: '2-digit', day: '2-digit' }).format(atMs),
    month: (atMs) => dateFormat({ year: 'numeric', month: language === 'en' ? 'short' : 'numeric' }).format(atMs),
    year: (atMs) => dateFormat({ year: 'numeric' }).format(atMs),
    day: (atMs) => dateFormat({ dateStyle: 'medium' }).format(atMs),
    zone: (atMs) =>
      dateFormat({ timeZoneName: 'shortOffset' })
        .formatToParts(atMs)
        .find(({ type }) => type === 'timeZoneName')?.value ?? '',
    duration,
    age: (atMs, nowMs) => t('age', { duration: duration(nowMs - atMs) }),
    coordinates: (latitude, longitude) => {
      const north = t(latitude < 0 ? 'position.south' : 'position.north')
      const east = t(longitude < 0 ? 'position.west' : 'position.east')
      const [lat, lon] = [Math.abs(latitude).toFixed(5), Math.abs(longitude).toFixed(5)]
      return language === 'en' ? `${lat}° ${north}, ${lon}° ${east}` : `${north} ${lat}°，${east} ${lon}°`
    },
  }
}
