import { carriesValue } from '@coldrx/protocol'
import type { Sql, SqlValue } from '../lib/sql.ts'
import { type DecodedFrame, monotonicAt, type Projection, type ProjectionTables } from '../projections/projection.ts'
import { deleteKeys, insertRows } from '../projections/rows.ts'

export const FRAME_SUMMARIES_TABLES: ProjectionTables = {
  name: 'frame-summaries',
  version: 1,
  tables: ['frame_flags', 'summaries'],
  statements: [
    `CREATE TABLE IF NOT EXISTS frame_flags (
      position INTEGER PRIMARY KEY,
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      n INTEGER NOT NULL,
      -- missing-layout, undecodable
      flag TEXT NOT NULL,
      problem TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX IF NOT EXISTS frame_flags_device ON frame_flags (device, flag)',
    `CREATE TABLE IF NOT EXISTS summaries (
      position INTEGER NOT NULL,
      -- channels of the layout, counted through all groups
      channel INTEGER NOT NULL,
      -- samples with a number
      count INTEGER NOT NULL,
      -- samples marked otherwise than ok
      marked INTEGER NOT NULL,
      -- integers of the frame: times 10^-decimals
      min INTEGER,
      max INTEGER,
      sum INTEGER,
      first_ms INTEGER NOT NULL,
      last_ms INTEGER NOT NULL,
      PRIMARY KEY (position, channel)
    ) STRICT, WITHOUT ROWID`,
  ],
}

const FLAG_COLUMNS = ['position', 'device', 'epoch', 'n', 'flag', 'problem']
const SUMMARY_COLUMNS = ['position', 'channel', 'count', 'marked', 'min', 'max', 'sum', 'first_ms', 'last_ms']

/** One line per frame and channel, and which frames could not be read. Times are monotonic. */
export function createFrameSummariesProjection(): Projection {
  return {
    ...FRAME_SUMMARIES_TABLES,
    takesSections: true,
    async take({ frames, decoded, missing, problems }, tx, changes) {
      await flag(tx, [
        ...missing.map(({ position, device, epoch, n, header }) => [
          ...[position, device, epoch, n, 'missing-layout', header?.layout ?? ''],
        ]),
        ...problems.map(({ frame: { position, device, epoch, n }, problem }) => [
          ...[position, device, epoch, n, 'undecodable', problem.replaceAll('\0', '\uFFFD')],
        ]),
      ])
      for (const { frame } of problems) changes.truck(frame.device)
      // only a frame that was passed by before can have been flagged
      const arrived = new Set(frames.map(({ position }) => position))
      await deleteKeys(tx, {
        table: 'frame_flags',
        columns: { position: 'bigint' },
        keys: decoded.flatMap(({ position }) => (arrived.has(position) ? [] : [{ position }])),
        only: "flag = 'missing-layout'",
      })
      await insertRows(tx, { table: 'summaries', columns: SUMMARY_COLUMNS, rows: decoded.flatMap(summarize) })
    },
  }
}

async function flag(tx: Sql, rows: readonly SqlValue[][]): Promise<void> {
  await insertRows(tx, {
    table: 'frame_flags',
    columns: FLAG_COLUMNS,
    rows,
    onConflict: 'ON CONFLICT (position) DO UPDATE SET flag = excluded.flag, problem = excluded.problem',
  })
}

function summarize(frame: DecodedFrame): SqlValue[][] {
  const firstChannel: number[] = []
  let channels = 0
  for (const group of frame.layout.groups) {
    firstChannel.push(channels)
    channels += group.channels.length
  }
  return frame.sections.flatMap((section) => {
    if (section.kind !== 'measurements') return []
    const { groupIndex, times, columns } = section.measurements
    return columns.map(({ integers, marks }, at): SqlValue[] => {
      const line = new Summary()
      times.forEach((time, row) => {
        const mark = marks[row] ?? 'ok'
        line.add(monotonicAt(frame, time), carriesValue(mark) ? (integers[row] ?? null) : null, mark === 'ok')
      })
      const { count, marked, min, max, sum, firstMs, lastMs } = line
      const totals = count > 0 ? [min, max, sum] : [null, null, null]
      return [frame.position, (firstChannel[groupIndex] ?? 0) + at, count, marked, ...totals, firstMs, lastMs]
    })
  })
}

class Summary {
  count = 0
  marked = 0
  min = Number.POSITIVE_INFINITY
  max = Number.NEGATIVE_INFINITY
  sum = 0
  firstMs = Number.POSITIVE_INFINITY
  lastMs = Number.NEGATIVE_INFINITY

  add(atMs: number, integer: number | null, ok: boolean): void {
    this.firstMs = Math.min(this.firstMs, atMs)
    this.lastMs = Math.max(this.lastMs, atMs)
    if (!ok) this.marked++
    if (integer === null) return
    this.count++
    this.min = Math.min(this.min, integer)
    this.max = Math.max(this.max, integer)
    this.sum += integer
  }
}
