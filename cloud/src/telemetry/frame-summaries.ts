import { carriesValue } from '@coldrx/protocol'
import type { Db } from '../lib/database.ts'
import {
  type ChangeSink,
  type DecodedFrame,
  monotonicAt,
  type Projection,
  type ProjectionTables,
} from './projection.ts'

const SQL = `
  CREATE TABLE IF NOT EXISTS frame_flags (
    position INTEGER PRIMARY KEY,
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    n INTEGER NOT NULL,
    -- missing-layout, undecodable
    flag TEXT NOT NULL,
    problem TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS frame_flags_device ON frame_flags (device, flag);
  CREATE TABLE IF NOT EXISTS summaries (
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
  ) STRICT, WITHOUT ROWID;
`

export const FRAME_SUMMARIES_TABLES: ProjectionTables = {
  name: 'frame-summaries',
  version: 1,
  tables: ['frame_flags', 'summaries'],
  sql: SQL,
}

/** One line per frame and channel, and which frames could not be read. Times are monotonic. */
export function createFrameSummariesProjection(db: Db, changes: ChangeSink): Projection {
  const flag = db.prepare(
    `INSERT INTO frame_flags (position, device, epoch, n, flag, problem) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (position) DO UPDATE SET flag = excluded.flag, problem = excluded.problem`,
  )
  const unflag = db.prepare("DELETE FROM frame_flags WHERE position = ? AND flag = 'missing-layout'")
  const insert = db.prepare('INSERT INTO summaries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')

  function summarize(frame: DecodedFrame): void {
    const firstChannel: number[] = []
    let channels = 0
    for (const group of frame.layout.groups) {
      firstChannel.push(channels)
      channels += group.channels.length
    }
    for (const section of frame.sections) {
      if (section.kind !== 'measurements') continue
      const { groupIndex, times, columns } = section.measurements
      columns.forEach(({ integers, marks }, at) => {
        const line = new Summary()
        times.forEach((time, row) => {
          const mark = marks[row] ?? 'ok'
          line.add(monotonicAt(frame, time), carriesValue(mark) ? (integers[row] ?? null) : null, mark === 'ok')
        })
        const { count, marked, min, max, sum, firstMs, lastMs } = line
        const totals = count > 0 ? [min, max, sum] : [null, null, null]
        insert.run(frame.position, (firstChannel[groupIndex] ?? 0) + at, count, marked, ...totals, firstMs, lastMs)
      })
    }
  }

  return {
    ...FRAME_SUMMARIES_TABLES,
    takeMissing({ position, device, epoch, n, header }) {
      flag.run(position, device, epoch, n, 'missing-layout', header?.layout ?? '')
    },
    takeSections(frame) {
      unflag.run(frame.position)
      summarize(frame)
    },
    takeProblem({ position, device, epoch, n }, problem) {
      flag.run(position, device, epoch, n, 'undecodable', problem)
      changes.truck(device)
    },
  }
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
