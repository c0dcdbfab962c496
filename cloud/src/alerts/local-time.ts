import { z } from 'zod'

const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440

/** What a clock on the wall of a place shows. */
export interface WallTime {
  /** YYYY-MM-DD */
  readonly date: string
  /** of the day, from 0 */
  readonly minute: number
  /** 1 is Monday, 7 Sunday */
  readonly weekday: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  })
  formats.set(zone, made)
  return made
}

/** Every instant has one wall time, whether clocks are put forward or back: an hour that comes twice is looked up twice. */
export function wallTimeOf(zone: string, ms: number): WallTime {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  )
  const date = `${parts.year}-${parts.month}-${parts.day}`
  return { date, minute: Number(parts.hour) * 60 + Number(parts.minute), weekday: weekdayOf(date) }
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(date: string): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
}

export const zoneSchema = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      return true
    } catch {
      return false
    }
  }, 'must be a time zone, such as Asia/Shanghai')

export const timeOfDaySchema = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day, HH:MM, from 00:00 to 24:00')

export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

export const workingHoursSchema = z
  .strictObject({
    zone: zoneSchema,
    days: z.array(z.int().min(1).max(7)).min(1).max(7).describe('1 is Monday, 7 Sunday'),
    from: timeOfDaySchema,
    to: timeOfDaySchema,
  })
  .refine(({ from, to }) => minuteOf(from) < minuteOf(to), { error: 'to: must be after from', path: ['to'] })
export type WorkingHours = z.output<typeof workingHoursSchema>

export function isWorking({ zone, days, from, to }: WorkingHours, ms: number): boolean {
  const { minute, weekday } = wallTimeOf(zone, ms)
  return days.includes(weekday) && minute >= minuteOf(from) && minute < minuteOf(to)
}

/** The first working moment at or after `ms`, to the minute. */
export function nextWorkingMs(hours: WorkingHours, ms: number): number {
  if (isWorking(hours, ms)) return ms
  let at = Math.floor(ms / MINUTE_MS) * MINUTE_MS
  // days that are short or long for a change of clocks are found by walking: no more than nine of them lie between
  for (let steps = 0; steps < 9 * DAY_MINUTES; steps++) {
    const { minute, weekday } = wallTimeOf(hours.zone, at)
    if (isWorking(hours, at)) return at
    const isBefore = hours.days.includes(weekday) && minute < minuteOf(hours.from)
    const left = isBefore ? minuteOf(hours.from) - minute : DAY_MINUTES - minute
    // never past a change of clocks, which falls on a full quarter of an hour
    at += Math.min(left, 15 - (minute % 15)) * MINUTE_MS
  }
  throw new Error('there are no working hours within nine days')
}
