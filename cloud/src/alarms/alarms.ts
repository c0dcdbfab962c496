import { sm3, type TemperatureRange, toHex, toUtf8 } from '@coldrx/protocol'
import type { Db } from '../lib/database.ts'
import type { ChangeSink, DecodedFrame, Projection, ProjectionTables } from '../telemetry/projection.ts'
import { excess, type FrameRange, type RangeSegment, rangesOf } from './range-segments.ts'

const ALARMS_SQL = `
  CREATE TABLE IF NOT EXISTS frame_ranges (
    device TEXT NOT NULL,
    compartment TEXT NOT NULL,
    epoch TEXT NOT NULL,
    n INTEGER NOT NULL,
    min_celsius REAL NOT NULL,
    max_celsius REAL NOT NULL,
    -- whether any row of the frame was in range
    some_in INTEGER NOT NULL,
    ends_out INTEGER NOT NULL,
    first_in_ms INTEGER,
    -- RangeSegment[]; null: one stretch in range, nothing to tell
    segments TEXT,
    PRIMARY KEY (device, compartment, epoch, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS frame_ranges_in ON frame_ranges (device, compartment, epoch, n) WHERE some_in = 1;
  -- times are monotonic: the frame says of which boot
  CREATE TABLE IF NOT EXISTS alarms (
    id TEXT PRIMARY KEY,
    device TEXT NOT NULL,
    compartment TEXT NOT NULL,
    epoch TEXT NOT NULL,
    opened_n INTEGER NOT NULL,
    opened_ms INTEGER NOT NULL,
    last_out_n INTEGER NOT NULL,
    last_out_ms INTEGER NOT NULL,
    closed_n INTEGER,
    closed_ms INTEGER,
    peak_celsius REAL NOT NULL,
    channel TEXT NOT NULL,
    min_celsius REAL NOT NULL,
    max_celsius REAL NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS alarms_opened ON alarms (device, compartment, epoch, opened_n);
  CREATE INDEX IF NOT EXISTS alarms_open ON alarms (device, compartment) WHERE closed_n IS NULL;
`

export const ALARMS_TABLES: ProjectionTables = {
  name: 'alarms',
  version: 2,
  tables: ['frame_ranges', 'alarms'],
  sql: ALARMS_SQL,
}

interface RangeRow {
  readonly n: number
  readonly min_celsius: number
  readonly max_celsius: number
  readonly some_in: number
  readonly ends_out: number
  readonly first_in_ms: number | null
  readonly segments: string | null
}

interface AlarmRow {
  readonly id: string
  readonly opened_n: number
  readonly opened_ms: number
  last_out_n: number
  last_out_ms: number
  closed_n: number | null
  closed_ms: number | null
  peak_celsius: number
  channel: string
  readonly min_celsius: number
  readonly max_celsius: number
}

type Lane = readonly [device: string, compartment: string, epoch: string]

/**
 * A compartment's alarm is a longest run of rows out of range, in the order of n and row: opened by the first row out,
 * closed by the first one back. A frame that comes late may open one earlier, join two or part one, so the runs between
 * the nearest frames that have a row in range, before and after it, are drawn again.
 */
export function createAlarmsProjection(db: Db, changes: ChangeSink): Projection {
  const insertRange = db.prepare<unknown[]>(
    'INSERT INTO frame_ranges VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const neighbour = (order: 'before' | 'after', condition: string) =>
    db.prepare<[...Lane, number], RangeRow>(
      `SELECT * FROM frame_ranges WHERE device = ? AND compartment = ? AND epoch = ? AND n ${order === 'before' ? '<' : '>'} ?
       ${condition} ORDER BY n ${order === 'before' ? 'DESC' : ''} LIMIT 1`,
    )
  const before = neighbour('before', '')
  const inBefore = neighbour('before', 'AND some_in = 1')
  const inAfter = neighbour('after', 'AND some_in = 1')
  const between = db.prepare<[...Lane, number, number], RangeRow>(
    'SELECT * FROM frame_ranges WHERE device = ? AND compartment = ? AND epoch = ? AND n BETWEEN ? AND ? ORDER BY n',
  )
  const alarmsBetween = db.prepare<[...Lane, number, number], AlarmRow>(
    'SELECT * FROM alarms WHERE device = ? AND compartment = ? AND epoch = ? AND opened_n BETWEEN ? AND ?',
  )
  const openedBy = db.prepare<[...Lane, number], AlarmRow>(
    `SELECT * FROM alarms WHERE device = ? AND compartment = ? AND epoch = ? AND opened_n <= ?
     ORDER BY opened_n DESC, opened_ms DESC LIMIT 1`,
  )
  const openElsewhere = db
    .prepare<[...Lane], string>(
      'SELECT id FROM alarms WHERE device = ? AND compartment = ? AND epoch <> ? AND closed_n IS NULL',
    )
    .pluck()
  const remove = db.prepare('DELETE FROM alarms WHERE id = ?')
  const upsert = db.prepare<unknown[]>(
    'INSERT OR REPLACE INTO alarms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )

  function write(lane: Lane, alarm: AlarmRow): void {
    upsert.run(
      ...[alarm.id, ...lane, alarm.opened_n, alarm.opened_ms, alarm.last_out_n, alarm.last_out_ms],
      ...[alarm.closed_n, alarm.closed_ms, alarm.peak_celsius, alarm.channel, alarm.min_celsius, alarm.max_celsius],
    )
    changes.alarm(alarm.id)
  }

  function take(frame: DecodedFrame, found: FrameRange): void {
    const { device, epoch, n } = frame
    const { compartment, range, segments } = found
    const lane: Lane = [device, compartment, epoch]
    const firstIn = segments.find(({ out }) => !out)
    const endsOut = segments.at(-1)?.out === true
    const plain = segments.length === 1 && firstIn !== undefined
    const added = insertRange.run(
      ...[device, compartment, epoch, n, range.minCelsius, range.maxCelsius, firstIn === undefined ? 0 : 1],
      ...[endsOut ? 1 : 0, firstIn?.fromMs ?? null, plain ? null : JSON.stringify(segments)],
    )
    if (added.changes === 0) return
    // a later epoch that is back in range ends what the one before left open
    if (firstIn !== undefined) for (const id of openElsewhere.iterate(...lane)) changes.alarm(id)
    const previous = before.get(...lane, n)
    // nothing was out just before, so what follows began by itself and still does
    if (plain && previous?.ends_out !== 1) return
    if (firstIn === undefined && previous?.ends_out === 1 && join(lane, n, previous.n, segments)) return
    redraw(lane, n)
  }

  /**
   * The common case of a long excursion: one more frame all out of range, at the end of a run or within it. Without it
   * an excursion that is sent after its newest frame would be drawn whole for each of its frames.
   */
  function join(lane: Lane, n: number, previousN: number, [segment]: readonly RangeSegment[]): boolean {
    const run = openedBy.get(...lane, previousN)
    if (run === undefined || segment === undefined) return false
    const key = JSON.stringify(toKey(run))
    const within = run.last_out_n > n
    // which of two equal peaks came first only the rows tell
    if (within && excess(segment.peakCelsius ?? 0, rangeOf(run)) === excess(run.peak_celsius, rangeOf(run))) {
      if (segment.peakCelsius !== run.peak_celsius || segment.channel !== run.channel) return false
    }
    if (within) raisePeak(run, segment)
    else lengthen(run, n, segment)
    if (JSON.stringify(toKey(run)) !== key) write(lane, run)
    return true
  }

  function redraw(lane: Lane, n: number): void {
    const rows = between.all(
      ...lane,
      inBefore.get(...lane, n)?.n ?? 0,
      inAfter.get(...lane, n)?.n ?? Number.MAX_SAFE_INTEGER,
    )
    const first = rows[0]
    const last = rows.at(-1)
    if (first === undefined || last === undefined) return
    // the window opens with the first row in range of its first frame, and shuts with that of its last one
    const opensAtMs = first.n < n ? (first.first_in_ms ?? -1) : -1
    const shutsAtMs = last.n > n ? (last.first_in_ms ?? null) : null
    const inWindow = (at: number, ms: number): boolean =>
      (at > first.n || ms >= opensAtMs) && (at < last.n || shutsAtMs === null || ms < shutsAtMs)
    const old = alarmsBetween.all(...lane, first.n, last.n).filter((alarm) => inWindow(alarm.opened_n, alarm.opened_ms))
    const drawn = draw(lane, rows, (at, segment) => inWindow(at, segment.fromMs))
    for (const { id } of old) {
      if (drawn.some((alarm) => alarm.id === id)) continue
      remove.run(id)
      changes.alarm(id)
    }
    for (const alarm of drawn) {
      const same = old.find(({ id }) => id === alarm.id)
      if (same === undefined || JSON.stringify(toKey(same)) !== JSON.stringify(toKey(alarm))) write(lane, alarm)
    }
    changes.truck(lane[0])
  }

  return {
    ...ALARMS_TABLES,
    takeSections(frame) {
      for (const found of rangesOf(frame)) take(frame, found)
    },
  }
}

/** Joins the segments of a window to runs. A segment that begins before the window belongs to an alarm before it. */
function draw(
  lane: Lane,
  rows: readonly RangeRow[],
  inWindow: (n: number, segment: RangeSegment) => boolean,
): AlarmRow[] {
  const alarms: AlarmRow[] = []
  let open: AlarmRow | undefined
  for (const row of rows) {
    for (const segment of segmentsOf(row)) {
      if (!segment.out) {
        if (open !== undefined) {
          open.closed_n = row.n
          open.closed_ms = segment.fromMs
        }
        open = undefined
      } else if (open !== undefined) lengthen(open, row.n, segment)
      else if (inWindow(row.n, segment)) {
        open = openingAt(lane, row, segment)
        alarms.push(open)
      }
    }
  }
  return alarms
}

function segmentsOf(row: RangeRow): RangeSegment[] {
  if (row.segments !== null) return JSON.parse(row.segments) as RangeSegment[]
  const fromMs = row.first_in_ms ?? 0
  return [{ out: false, fromMs, toMs: fromMs, peakCelsius: null, channel: null }]
}

function openingAt(lane: Lane, row: RangeRow, segment: RangeSegment): AlarmRow {
  return {
    // it is the same after a rebuild, because it says where the alarm begins
    id: toHex(sm3(toUtf8(JSON.stringify([...lane, row.n, segment.fromMs])))).slice(0, 20),
    ...{ opened_n: row.n, opened_ms: segment.fromMs, last_out_n: row.n, last_out_ms: segment.toMs },
    ...{ closed_n: null, closed_ms: null },
    ...{ peak_celsius: segment.peakCelsius ?? 0, channel: segment.channel ?? '' },
    ...{ min_celsius: row.min_celsius, max_celsius: row.max_celsius },
  }
}

function lengthen(alarm: AlarmRow, n: number, segment: RangeSegment): void {
  alarm.last_out_n = n
  alarm.last_out_ms = segment.toMs
  raisePeak(alarm, segment)
}

/** By the range that was in force when the alarm opened, so that the peak does not depend on the order of frames. */
function raisePeak(alarm: AlarmRow, segment: RangeSegment): void {
  const range = rangeOf(alarm)
  if (segment.peakCelsius === null || excess(segment.peakCelsius, range) <= excess(alarm.peak_celsius, range)) return
  alarm.peak_celsius = segment.peakCelsius
  alarm.channel = segment.channel ?? ''
}

function rangeOf({ min_celsius: minCelsius, max_celsius: maxCelsius }: AlarmRow): TemperatureRange {
  return { minCelsius, maxCelsius }
}

function toKey(alarm: AlarmRow): unknown[] {
  const { last_out_n: lastN, last_out_ms: lastMs, closed_n: closedN, closed_ms: closedMs } = alarm
  return [lastN, lastMs, closedN, closedMs, alarm.peak_celsius, alarm.channel]
}
