import type { LayoutGroup } from '@coldrx/protocol'
import type { Sql, SqlValue } from '../../lib/sql.ts'
import { recordIntervalOf } from '../../projections/layouts.ts'
import { type DecodedFrame, monotonicAt, type Projection, type ProjectionTables } from '../../projections/projection.ts'
import { insertRows, selectForKeys } from '../../projections/rows.ts'
import { addRows, hasPositions, isCurved, type Rows } from './contributions.ts'
import { RollUp } from './roll-up.ts'
import { packRollUp, unpackRollUp } from './roll-up-bytes.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export interface Level {
  readonly level: number
  readonly bucketMs: number
  /** monotonic time that one row of the table holds */
  readonly spanMs: number
  readonly withPositions: boolean
}

/** Finest first. The second makes years readable; what it costs is little beside the first. */
export const LEVELS: readonly [Level, Level] = [
  { level: 0, bucketMs: 15 * MINUTE, spanMs: DAY, withPositions: true },
  { level: 1, bucketMs: 4 * HOUR, spanMs: 32 * DAY, withPositions: false },
]

export const ROLL_UPS_TABLES: ProjectionTables = {
  name: 'roll-ups',
  version: 1,
  tables: ['roll_ups', 'told_gaps'],
  statements: [
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
      body BLOB NOT NULL,
      PRIMARY KEY (device, group_id, level, epoch, boot, span, layout)
    ) STRICT, WITHOUT ROWID`,
    // the truck's own word for it that nothing was recorded
    `CREATE TABLE IF NOT EXISTS told_gaps (
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      n INTEGER NOT NULL,
      boot INTEGER NOT NULL,
      monotonic_ms INTEGER NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (device, epoch, n, monotonic_ms, reason)
    ) STRICT, WITHOUT ROWID`,
  ],
}

const KEY_COLUMNS = {
  device: 'text',
  group_id: 'text',
  level: 'bigint',
  epoch: 'text',
  boot: 'bigint',
  span: 'bigint',
  layout: 'text',
} as const
type Key = { readonly [Column in keyof typeof KEY_COLUMNS]: string | number }
const KEY_NAMES = Object.keys(KEY_COLUMNS) as (keyof Key)[]

interface Open {
  readonly key: Key
  readonly level: Level
  readonly group: LayoutGroup
  readonly recordIntervalMs: number
  readonly rows: Rows[]
  lastN: number
}

/**
 * Least, greatest, sum and count of each channel by quarter of an hour and by four hours, where nothing is missing, and
 * the last position: what curves and tracks of long spans are drawn from. Kept by monotonic time, which no later word of
 * the clock moves.
 */
export function createRollUpsProjection(): Projection {
  return {
    ...ROLL_UPS_TABLES,
    takesSections: true,
    async take({ decoded }, tx) {
      await workIn([...openFor(decoded).values()], tx)
      await insertRows(tx, {
        table: 'told_gaps',
        columns: ['device', 'epoch', 'n', 'boot', 'monotonic_ms', 'reason'],
        rows: decoded.flatMap(toldGapsOf),
        onConflict: 'ON CONFLICT DO NOTHING',
      })
    },
  }
}

export function shapeOf({
  level,
  group,
  recordIntervalMs,
  span,
}: {
  readonly level: Level
  readonly group: LayoutGroup
  readonly recordIntervalMs: number
  readonly span: number
}) {
  const channels = isCurved(group) ? group.channels.length : 0
  return { channels, recordIntervalMs, fromMs: span * level.spanMs, bucketMs: level.bucketMs }
}

/** Which rows of the table the frames touch, and with which of their own rows. */
function openFor(decoded: readonly DecodedFrame[]): ReadonlyMap<string, Open> {
  const open = new Map<string, Open>()
  for (const frame of decoded) {
    const { device, epoch, n, header } = frame
    for (const section of frame.sections) {
      if (section.kind !== 'measurements') continue
      const { group, measurements } = section
      for (const level of LEVELS) {
        if (!isCurved(group) && !(level.withPositions && hasPositions(group))) continue
        for (const [span, at] of bySpan(frame, measurements.times, level.spanMs)) {
          const { boot, layout } = header
          const key: Key = { device, group_id: group.id, level: level.level, epoch, boot, span, layout }
          const name = JSON.stringify(KEY_NAMES.map((column) => key[column]))
          const known = open.get(name)
          const rows = { frame, group, measurements, at }
          if (known === undefined) {
            const recordIntervalMs = recordIntervalOf(frame.layout)
            open.set(name, { key, level, group, recordIntervalMs, rows: [rows], lastN: n })
          } else {
            known.rows.push(rows)
            known.lastN = Math.max(known.lastN, n)
          }
        }
      }
    }
  }
  return open
}

function bySpan(frame: DecodedFrame, times: readonly number[], spanMs: number): Map<number, number[]> {
  const spans = new Map<number, number[]>()
  for (const [row, time] of times.entries()) {
    const span = Math.floor(monotonicAt(frame, time) / spanMs)
    const of = spans.get(span)
    if (of === undefined) spans.set(span, [row])
    else of.push(row)
  }
  return spans
}

async function workIn(open: readonly Open[], tx: Sql): Promise<void> {
  const stored = await selectForKeys<Key & { last_n: number; body: Uint8Array }, typeof KEY_COLUMNS>(tx, {
    columns: KEY_COLUMNS,
    keys: open.map(({ key }) => key),
    query: (key) =>
      `SELECT * FROM roll_ups WHERE ${KEY_NAMES.map((column) => `${column} = ${key(column)}`).join(' AND ')}`,
  })
  const nameOf = (key: Key): string => JSON.stringify(KEY_NAMES.map((column) => key[column]))
  const known = new Map(stored.map((row) => [nameOf(row), row]))
  await insertRows(tx, {
    table: 'roll_ups',
    columns: [...KEY_NAMES, 'last_n', 'body'],
    rows: open.map(({ key, level, group, recordIntervalMs, rows, lastN }) => {
      const before = known.get(nameOf(key))
      const shape = shapeOf({ level, group, recordIntervalMs, span: Number(key.span) })
      const rollUp = before === undefined ? new RollUp(shape) : unpackRollUp(before.body, shape)
      for (const some of rows) addRows(rollUp, some, level)
      return [
        ...KEY_NAMES.map((column) => key[column]),
        ...[Math.max(lastN, before?.last_n ?? lastN), packRollUp(rollUp, shape)],
      ]
    }),
    onConflict: `ON CONFLICT (${KEY_NAMES.join(', ')}) DO UPDATE SET last_n = excluded.last_n, body = excluded.body`,
  })
}

function toldGapsOf(frame: DecodedFrame): SqlValue[][] {
  const { device, epoch, n, header } = frame
  return frame.sections.flatMap((section) =>
    section.kind !== 'events'
      ? []
      : section.events.flatMap(({ code, time, detail }) => {
          if (code !== 'gap' && code !== 'lost') return []
          const reason = typeof detail.reason === 'string' ? detail.reason : code
          return [[device, epoch, n, header.boot, monotonicAt(frame, time), reason]]
        }),
  )
}
