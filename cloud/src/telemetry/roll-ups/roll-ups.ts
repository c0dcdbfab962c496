import type { LayoutGroup } from '@coldrx/protocol'
import type { Sql, SqlValue } from '../../lib/sql.ts'
import { recordIntervalOf } from '../../projections/layouts.ts'
import { ownOffsetMs } from '../../projections/own-clock.ts'
import { type DecodedFrame, monotonicAt, type Projection, type ProjectionTables } from '../../projections/projection.ts'
import { insertRows } from '../../projections/rows.ts'
import { addRows, hasPositions, isCurved, type Rows } from './contributions.ts'
import { DAY_MS } from './day-rows.ts'
import { RollUp } from './roll-up.ts'
import { packRollUp, unpackRollUp } from './roll-up-bytes.ts'
import { ROLL_UP_STATEMENTS, type RollUpKey, RollUpStore, rollUpName } from './roll-up-store.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export interface Level {
  readonly level: number
  readonly bucketMs: number
  /** monotonic time that one row of the table holds */
  readonly spanMs: number
  readonly withPositions: boolean
}

/** Finest first. The second makes years readable; what it costs is little beside the first. */
export const LEVELS: readonly [Level, Level] = [
  { level: 0, bucketMs: 15 * MINUTE, spanMs: DAY_MS, withPositions: true },
  { level: 1, bucketMs: 4 * HOUR, spanMs: 32 * DAY_MS, withPositions: false },
]

export const ROLL_UPS_TABLES: ProjectionTables = {
  name: 'roll-ups',
  version: 3,
  tables: ['roll_ups', 'roll_up_weeks', 'told_gaps'],
  statements: [
    ...ROLL_UP_STATEMENTS,
    // the truck's own word for it that nothing was recorded
    `CREATE TABLE IF NOT EXISTS told_gaps (
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      n INTEGER NOT NULL,
      boot INTEGER NOT NULL,
      own_offset_ms INTEGER NOT NULL,
      monotonic_ms INTEGER NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (device, epoch, n, monotonic_ms, reason)
    ) STRICT, WITHOUT ROWID`,
  ],
}

interface Open {
  readonly key: RollUpKey
  readonly level: Level
  readonly group: LayoutGroup
  readonly recordIntervalMs: number
  readonly rows: Rows[]
  last: { readonly lastN: number; readonly lastOwnOffsetMs: number }
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
        columns: ['device', 'epoch', 'n', 'boot', 'own_offset_ms', 'monotonic_ms', 'reason'],
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
          const key: RollUpKey = { device, group_id: group.id, level: level.level, epoch, boot, span, layout }
          const name = rollUpName(key)
          const last = { lastN: n, lastOwnOffsetMs: ownOffsetMs(header) }
          const known = open.get(name)
          const rows = { frame, group, measurements, at }
          if (known === undefined) {
            const recordIntervalMs = recordIntervalOf(frame.layout)
            open.set(name, { key, level, group, recordIntervalMs, rows: [rows], last })
          } else {
            known.rows.push(rows)
            if (n > known.last.lastN) known.last = last
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
  const store = new RollUpStore(tx)
  const stored = await store.read(open.map(({ key }) => key))
  await store.write(
    open.map(({ key, level, group, recordIntervalMs, rows, last }) => {
      const before = stored.get(rollUpName(key))
      const shape = shapeOf({ level, group, recordIntervalMs, span: key.span })
      const rollUp = before === undefined ? new RollUp(shape) : unpackRollUp(before.body, shape)
      for (const some of rows) addRows(rollUp, some, level)
      const { lastN, lastOwnOffsetMs } = before !== undefined && before.lastN > last.lastN ? before : last
      return { ...key, lastN, lastOwnOffsetMs, body: packRollUp(rollUp, shape) }
    }),
  )
}

function toldGapsOf(frame: DecodedFrame): SqlValue[][] {
  const { device, epoch, n, header } = frame
  return frame.sections.flatMap((section) =>
    section.kind !== 'events'
      ? []
      : section.events.flatMap(({ code, time, detail }) => {
          if (code !== 'gap' && code !== 'lost') return []
          const reason = typeof detail.reason === 'string' ? detail.reason : code
          return [[device, epoch, n, header.boot, ownOffsetMs(header), monotonicAt(frame, time), reason]]
        }),
  )
}
