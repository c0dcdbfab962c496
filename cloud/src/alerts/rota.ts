import { z } from 'zod'
import { minuteOf, timeOfDaySchema, wallTimeOf, weekdayOf, zoneSchema } from './local-time.ts'

const DAY_MINUTES = 1_440
const WEEK_MINUTES = 7 * DAY_MINUTES
const DAY_MS = 86_400_000

const dateSchema = z.iso.date()
const personIdSchema = z.string().min(1).max(64)

const shiftSchema = z.strictObject({
  week: z.int().min(1).max(8).describe('of the cycle, from 1'),
  day: z.int().min(1).max(7).describe('1 is Monday, 7 Sunday'),
  from: timeOfDaySchema,
  to: timeOfDaySchema.describe('not after `from`: of the next day'),
  personId: personIdSchema,
})

const swapSchema = z.strictObject({
  date: dateSchema,
  from: timeOfDaySchema,
  to: timeOfDaySchema,
  personId: personIdSchema,
})

/** Who is on duty when: weeks that come again, and days on which it is somebody else. Wall time of its zone. */
export const rotaSchema = z
  .strictObject({
    name: z.strictObject({ zh: z.string().min(1).max(64), en: z.string().min(1).max(64) }),
    zone: zoneSchema,
    startsOn: dateSchema.describe('the Monday of week 1'),
    weeks: z.int().min(1).max(8).describe('how many weeks the cycle has'),
    shifts: z.array(shiftSchema).min(1).max(400),
    swaps: z.array(swapSchema).max(100).describe('instead of the shifts of those hours'),
    mustCover: z.boolean().describe('a rota with a hole is refused'),
  })
  .refine(({ startsOn }) => weekdayOf(startsOn) === 1, { error: 'startsOn: must be a Monday', path: ['startsOn'] })
  .refine(({ shifts, weeks }) => shifts.every(({ week }) => week <= weeks), {
    error: 'shifts: a week is past the end of the cycle',
    path: ['shifts'],
  })
  .refine(({ swaps }) => swaps.every(({ from, to }) => minuteOf(from) < minuteOf(to)), {
    error: 'swaps: to must be after from, on the same day',
    path: ['swaps'],
  })
export type Rota = z.output<typeof rotaSchema>

interface Span {
  /** minutes of the cycle */
  readonly from: number
  readonly to: number
  readonly personId: string
}

/** A shift over the end of the cycle is two. */
function spansOf({ shifts, weeks }: Rota): Span[] {
  const whole = weeks * WEEK_MINUTES
  return shifts.flatMap(({ week, day, from, to, personId }) => {
    const midnight = (week - 1) * WEEK_MINUTES + (day - 1) * DAY_MINUTES
    const begin = midnight + minuteOf(from)
    const end = midnight + minuteOf(to) + (minuteOf(to) <= minuteOf(from) ? DAY_MINUTES : 0)
    if (end <= whole) return [{ from: begin, to: end, personId }]
    const wrapped: Span[] = [{ from: 0, to: end - whole, personId }]
    return begin < whole ? [{ from: begin, to: whole, personId }, ...wrapped] : wrapped
  })
}

/** Everybody who is on duty at that moment; nobody: it is a hole. */
export function onDuty(rota: Rota, ms: number): string[] {
  const { date, minute } = wallTimeOf(rota.zone, ms)
  const swapped = rota.swaps.filter(
    (swap) => swap.date === date && minuteOf(swap.from) <= minute && minute < minuteOf(swap.to),
  )
  if (swapped.length > 0) return [...new Set(swapped.map(({ personId }) => personId))]
  const days = Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${rota.startsOn}T00:00:00Z`)) / DAY_MS)
  const cycle = rota.weeks * 7
  const at = (((days % cycle) + cycle) % cycle) * DAY_MINUTES + minute
  return [
    ...new Set(
      spansOf(rota)
        .filter(({ from, to }) => from <= at && at < to)
        .map(({ personId }) => personId),
    ),
  ]
}

export interface Hole {
  readonly week: number
  readonly day: number
  readonly from: string
  /** minutes without anybody */
  readonly minutes: number
}

/** Where nobody is on duty in the cycle, in its order. */
export function holesOf(rota: Rota): Hole[] {
  const holes: Hole[] = []
  let covered = 0
  const note = (until: number): void => {
    if (until <= covered) return
    const day = Math.floor(covered / DAY_MINUTES)
    holes.push({
      ...{ week: Math.floor(day / 7) + 1, day: (day % 7) + 1, from: timeOf(covered % DAY_MINUTES) },
      minutes: until - covered,
    })
  }
  for (const { from, to } of spansOf(rota).sort((left, right) => left.from - right.from)) {
    note(from)
    covered = Math.max(covered, to)
  }
  note(rota.weeks * WEEK_MINUTES)
  return holes
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
