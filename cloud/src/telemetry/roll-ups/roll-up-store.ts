import type { Sql } from '../../lib/sql.ts'
import type { ProjectionTables } from '../../projections/projection.ts'
import { deleteKeys, groupBy, insertRows, selectForKeys } from '../../projections/rows.ts'
import { bootsOf, DAY_MS, type DayRow, stapleDays, unstapleDays, weekOf } from './day-rows.ts'

/** Of which rows of frames one roll-up is. */
export interface RollUpKey {
  readonly device: string
  readonly group_id: string
  readonly epoch: string
  readonly boot: number
  readonly layout: string
  readonly level: number
  readonly span: number
}

export type StoredRollUp = RollUpKey & DayRow

export const ROLL_UP_STATEMENTS: ProjectionTables['statements'] = [
  `CREATE TABLE IF NOT EXISTS roll_ups (
    device TEXT NOT NULL,
    group_id TEXT NOT NULL,
    level INTEGER NOT NULL,
    epoch TEXT NOT NULL,
    boot INTEGER NOT NULL,
    -- monotonic time of its beginning, in lengths of a row of its level
    span INTEGER NOT NULL,
    layout TEXT NOT NULL,
    -- of the frames in it the highest number: where that one stands in UTC, the others do
    last_n INTEGER NOT NULL,
    -- of that one by its own clock; unsure_frames has another of a frame whose clock was not good
    last_own_offset_ms INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (device, group_id, level, epoch, boot, span, layout)
  ) STRICT`,
  // of the finest level the rows of earlier weeks and boots: small rows would leave much of each page empty
  `CREATE TABLE IF NOT EXISTS roll_up_weeks (
    device TEXT NOT NULL,
    group_id TEXT NOT NULL,
    epoch TEXT NOT NULL,
    -- boot and span of its days, each divided by how many share a row and rounded down
    boots INTEGER NOT NULL,
    week INTEGER NOT NULL,
    layout TEXT NOT NULL,
    -- UTC of its days by the clocks of their last frames
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    -- least and greatest number of such a frame
    from_n INTEGER NOT NULL,
    to_n INTEGER NOT NULL,
    -- as stapleDays puts them together
    body BLOB NOT NULL,
    PRIMARY KEY (device, group_id, epoch, boots, week, layout)
  ) STRICT`,
]

const FAMILY = { device: 'text', group_id: 'text', epoch: 'text' } as const
const ROLL_UP = { ...FAMILY, level: 'bigint', boot: 'bigint', span: 'bigint', layout: 'text' } as const
const WEEK = { ...FAMILY, boots: 'bigint', week: 'bigint', layout: 'text' } as const
type Family = Pick<RollUpKey, keyof typeof FAMILY>
type WeekKey = Family & { readonly boots: number; readonly week: number; readonly layout: string }

const FAMILY_NAMES = Object.keys(FAMILY) as (keyof typeof FAMILY)[]
const ROLL_UP_NAMES = Object.keys(ROLL_UP) as (keyof typeof ROLL_UP)[]
const WEEK_NAMES = Object.keys(WEEK) as (keyof typeof WEEK)[]
const ROLL_UP_COLUMNS = ['last_n', 'last_own_offset_ms', 'body'] as const
const WEEK_COLUMNS = ['from_ms', 'to_ms', 'from_n', 'to_n', 'body'] as const
const CONTENT = 'last_n AS "lastN", last_own_offset_ms AS "lastOwnOffsetMs", body'
const DAYS_LEVEL = 0

const familyOf = ({ device, group_id, epoch }: Family): Family => ({ device, group_id, epoch })
const nameOf = (family: Family): string => JSON.stringify(Object.values(familyOf(family)))
export const rollUpName = (key: RollUpKey): string =>
  `${nameOf(key)} ${key.level} ${key.boot} ${key.span} ${key.layout}`
const weekName = (key: WeekKey): string => `${nameOf(key)} ${key.boots} ${key.week} ${key.layout}`
const weekKey = ({ boot, span, layout, ...family }: RollUpKey): WeekKey => ({
  ...{ ...familyOf(family), boots: bootsOf(boot), week: weekOf(span), layout },
})

/**
 * Roll-ups, wherever they are kept: of the finest level the newest week of the newest boot of an epoch a row a day, the
 * others many days a row. Which is the newest follows from the frames alone, so the same frames leave the same rows.
 */
export class RollUpStore {
  readonly #tx: Sql

  constructor(tx: Sql) {
    this.#tx = tx
  }

  /** Those that there are, by `rollUpName`. */
  async read(keys: readonly RollUpKey[]): Promise<ReadonlyMap<string, StoredRollUp>> {
    const rows = await selectForKeys<StoredRollUp, typeof ROLL_UP>(this.#tx, {
      columns: ROLL_UP,
      keys: keys.map((key) => ({ ...key })),
      query: (key) => `SELECT ${ROLL_UP_NAMES.join(', ')}, ${CONTENT} FROM roll_ups
        WHERE ${ROLL_UP_NAMES.map((column) => `${column} = ${key(column)}`).join(' AND ')}`,
    })
    const found = new Map(rows.map((row) => [rollUpName(row), row]))
    const missing = keys.filter((key) => key.level === DAYS_LEVEL && !found.has(rollUpName(key)))
    for (const [, { key, days }] of await this.#weeks(missing.map(weekKey))) {
      for (const day of days.values()) {
        const row = { ...familyOf(key), layout: key.layout, level: DAYS_LEVEL, ...day }
        found.set(rollUpName(row), row)
      }
    }
    return found
  }

  async write(rows: readonly StoredRollUp[]): Promise<void> {
    const days = rows.filter(({ level }) => level === DAYS_LEVEL)
    const { recent, old, over } = sortOut(days, await this.#newestDays(days))
    const passed = await this.#takeDays(over)
    const written = new Set(old.map(rollUpName))
    await this.#writeWeeks([...old, ...passed.filter((row) => !written.has(rollUpName(row)))])
    await insertRows(this.#tx, {
      table: 'roll_ups',
      columns: [...ROLL_UP_NAMES, ...ROLL_UP_COLUMNS],
      rows: [...rows.filter(({ level }) => level !== DAYS_LEVEL), ...recent].map((row) => [
        ...ROLL_UP_NAMES.map((column) => row[column]),
        ...[row.lastN, row.lastOwnOffsetMs, row.body],
      ]),
      onConflict: replacing(ROLL_UP_NAMES, ROLL_UP_COLUMNS),
    })
  }

  /** Of each epoch and group the newest day that has a row of its own. */
  async #newestDays(days: readonly StoredRollUp[]): Promise<ReadonlyMap<string, RollUpKey>> {
    const families = new Map(days.map((row) => [nameOf(row), familyOf(row)]))
    const found = await selectForKeys<RollUpKey, typeof FAMILY>(this.#tx, {
      columns: FAMILY,
      keys: [...families.values()].map((family) => ({ ...family })),
      query: (key) => `SELECT ${ROLL_UP_NAMES.join(', ')} FROM roll_ups
        WHERE ${isOfFamily(key)} AND level = ${DAYS_LEVEL} ORDER BY boot DESC, span DESC LIMIT 1`,
    })
    return new Map(found.map((row) => [nameOf(row), row]))
  }

  /** All days of these families, which have no row of their own any more. */
  async #takeDays(families: readonly Family[]): Promise<StoredRollUp[]> {
    const keys = families.map((family) => ({ ...family }))
    const days = await selectForKeys<StoredRollUp, typeof FAMILY>(this.#tx, {
      columns: FAMILY,
      keys,
      query: (key) => `SELECT ${ROLL_UP_NAMES.join(', ')}, ${CONTENT} FROM roll_ups
        WHERE ${isOfFamily(key)} AND level = ${DAYS_LEVEL}`,
    })
    await deleteKeys(this.#tx, { table: 'roll_ups', columns: FAMILY, keys, only: `level = ${DAYS_LEVEL}` })
    return days
  }

  async #weeks(keys: readonly WeekKey[]): Promise<Map<string, Week>> {
    const each = new Map(keys.map((key) => [weekName(key), key]))
    const found = await selectForKeys<WeekKey & { body: Uint8Array }, typeof WEEK>(this.#tx, {
      columns: WEEK,
      keys: [...each.values()].map((key) => ({ ...key })),
      query: (key) => `SELECT ${WEEK_NAMES.join(', ')}, body FROM roll_up_weeks
        WHERE ${WEEK_NAMES.map((column) => `${column} = ${key(column)}`).join(' AND ')}`,
    })
    return new Map(
      found.map((row) => {
        const { boots, week, layout } = row
        const days = new Map(unstapleDays(row.body).map((day) => [dayName(day), day]))
        return [weekName(row), { key: { ...familyOf(row), boots, week, layout }, days }]
      }),
    )
  }

  async #writeWeeks(rows: readonly StoredRollUp[]): Promise<void> {
    const weeks = await this.#weeks(rows.map(weekKey))
    for (const row of rows) {
      const key = weekKey(row)
      const week = weeks.get(weekName(key)) ?? { key, days: new Map<string, DayRow>() }
      weeks.set(weekName(key), week)
      const { boot, span, lastN, lastOwnOffsetMs, body } = row
      week.days.set(dayName(row), { boot, span, lastN, lastOwnOffsetMs, body })
    }
    await insertRows(this.#tx, {
      table: 'roll_up_weeks',
      columns: [...WEEK_NAMES, ...WEEK_COLUMNS],
      rows: [...weeks.values()].map(({ key, days }) => {
        const inIt = [...days.values()]
        const begins = inIt.map(({ span, lastOwnOffsetMs }) => span * DAY_MS + lastOwnOffsetMs)
        const numbers = inIt.map(({ lastN }) => lastN)
        return [
          ...WEEK_NAMES.map((column) => key[column]),
          ...[Math.min(...begins), Math.max(...begins) + DAY_MS, Math.min(...numbers), Math.max(...numbers)],
          stapleDays(inIt),
        ]
      }),
      onConflict: replacing(WEEK_NAMES, WEEK_COLUMNS),
    })
  }
}

interface Week {
  readonly key: WeekKey
  /** by `dayName` */
  readonly days: Map<string, DayRow>
}

type Day = Pick<DayRow, 'boot' | 'span'>
const dayName = ({ boot, span }: Day): string => `${boot} ${span}`
const isBefore = (left: Day, right: Day): boolean =>
  left.boot < right.boot || (left.boot === right.boot && left.span < right.span)
const isSameWeek = (left: Day, right: Day): boolean =>
  left.boot === right.boot && weekOf(left.span) === weekOf(right.span)

/** `over`: whose days with rows of their own are not of the newest week any more */
function sortOut(days: readonly StoredRollUp[], newestDays: ReadonlyMap<string, RollUpKey>) {
  const [recent, old]: [StoredRollUp[], StoredRollUp[]] = [[], []]
  const over: Family[] = []
  for (const [name, ofFamily] of groupBy(days, nameOf)) {
    const stored = newestDays.get(name)
    const [first, ...others] = [...(stored === undefined ? [] : [stored]), ...ofFamily]
    if (first === undefined) continue
    const newest = others.reduce<RollUpKey>((latest, day) => (isBefore(latest, day) ? day : latest), first)
    for (const row of ofFamily) (isSameWeek(row, newest) ? recent : old).push(row)
    if (stored !== undefined && !isSameWeek(stored, newest)) over.push(familyOf(stored))
  }
  return { recent, old, over }
}

const isOfFamily = (key: (column: keyof typeof FAMILY) => string): string =>
  FAMILY_NAMES.map((column) => `${column} = ${key(column)}`).join(' AND ')

const replacing = (key: readonly string[], columns: readonly string[]): string =>
  `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`
