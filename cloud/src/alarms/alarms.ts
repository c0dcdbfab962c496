import type { Sql, SqlValue } from '../lib/sql.ts'
import type { ChangeSink, DecodedFrame, Projection, ProjectionTables } from '../projections/projection.ts'
import { insertRows, selectForKeys } from '../projections/rows.ts'
import { type AlarmRow, draw, type Lane, lengthen, type RangeRow, raisePeak, rangeOf, toKey } from './alarm-runs.ts'
import { excess, type FrameRange, type RangeSegment, rangesOf } from './range-segments.ts'

export const ALARMS_TABLES: ProjectionTables = {
  name: 'alarms',
  version: 2,
  tables: ['frame_ranges', 'alarms'],
  statements: [
    `CREATE TABLE IF NOT EXISTS frame_ranges (
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
    ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX IF NOT EXISTS frame_ranges_in ON frame_ranges (device, compartment, epoch, n) WHERE some_in = 1`,
    `CREATE TABLE IF NOT EXISTS alarms (
      id TEXT PRIMARY KEY,
      device TEXT NOT NULL,
      compartment TEXT NOT NULL,
      epoch TEXT NOT NULL,
      opened_n INTEGER NOT NULL,
      -- times are monotonic: the frame says of which boot
      opened_ms INTEGER NOT NULL,
      last_out_n INTEGER NOT NULL,
      last_out_ms INTEGER NOT NULL,
      closed_n INTEGER,
      closed_ms INTEGER,
      peak_celsius REAL NOT NULL,
      channel TEXT NOT NULL,
      min_celsius REAL NOT NULL,
      max_celsius REAL NOT NULL
    ) STRICT`,
    `CREATE INDEX IF NOT EXISTS alarms_opened ON alarms (device, compartment, epoch, opened_n)`,
    `CREATE INDEX IF NOT EXISTS alarms_open ON alarms (device, compartment) WHERE closed_n IS NULL`,
  ],
}

const RANGE_COLUMNS = [
  ...['device', 'compartment', 'epoch', 'n', 'min_celsius', 'max_celsius', 'some_in', 'ends_out', 'first_in_ms'],
  'segments',
]
const ALARM_COLUMNS = [
  ...['id', 'device', 'compartment', 'epoch', 'opened_n', 'opened_ms', 'last_out_n', 'last_out_ms', 'closed_n'],
  ...['closed_ms', 'peak_celsius', 'channel', 'min_celsius', 'max_celsius'],
]
const OF_LANE = 'device = ? AND compartment = ? AND epoch = ?'

/**
 * A compartment's alarm is a longest run of rows out of range, in the order of n and row: opened by the first row out,
 * closed by the first one back. A frame that comes late may open one earlier, join two or part one, so the runs between
 * the nearest frames that have a row in range, before and after it, are drawn again.
 */
export function createAlarmsProjection(): Projection {
  return {
    ...ALARMS_TABLES,
    takesSections: true,
    async take({ decoded }, tx, changes) {
      const found = decoded.flatMap((frame) => rangesOf(frame).map((range) => ({ frame, range })))
      if (found.length === 0) return
      const drawing = new AlarmDrawing(tx, changes)
      await drawing.open(found.map(({ frame, range }) => [frame.device, range.compartment, frame.epoch]))
      for (const { frame, range } of found) await drawing.take(frame, range)
      await drawing.flush()
    },
  }
}

interface LaneState {
  /** the row with the highest number; undefined: there is none */
  newest: RangeRow | undefined
}

/** Working one batch in. Frames in range that come in order, which are most, need no statement of their own. */
class AlarmDrawing {
  readonly #tx: Sql
  readonly #changes: ChangeSink
  readonly #lanes = new Map<string, LaneState>()
  /** alarms that no row of their own epoch has closed, by device and compartment: id to epoch */
  readonly #open = new Map<string, Map<string, string>>()
  /** rows that are not written yet */
  #held: SqlValue[][] = []

  constructor(tx: Sql, changes: ChangeSink) {
    this.#tx = tx
    this.#changes = changes
  }

  async open(lanes: readonly Lane[]): Promise<void> {
    const keys = new Map(lanes.map((lane) => [lane.join(' '), lane]))
    const columns = { device: 'text', compartment: 'text', epoch: 'text' } as const
    const newest = await selectForKeys<
      RangeRow & { device: string; compartment: string; epoch: string },
      typeof columns
    >(this.#tx, {
      columns,
      keys: [...keys.values()].map(([device, compartment, epoch]) => ({ device, compartment, epoch })),
      query: (key) => `SELECT * FROM frame_ranges
          WHERE device = ${key('device')} AND compartment = ${key('compartment')} AND epoch = ${key('epoch')}
          ORDER BY n DESC LIMIT 1`,
    })
    for (const key of keys.keys()) this.#lanes.set(key, { newest: undefined })
    for (const row of newest) this.#lanes.set(`${row.device} ${row.compartment} ${row.epoch}`, { newest: row })
    const places = { device: 'text', compartment: 'text' } as const
    const compartments = new Map(
      lanes.map(([device, compartment]) => [`${device} ${compartment}`, { device, compartment }]),
    )
    const open = await selectForKeys<{ id: string; epoch: string; device: string; compartment: string }, typeof places>(
      this.#tx,
      {
        columns: places,
        keys: [...compartments.values()],
        query: (key) => `SELECT id, epoch, device, compartment FROM alarms
        WHERE device = ${key('device')} AND compartment = ${key('compartment')} AND closed_n IS NULL`,
      },
    )
    for (const key of compartments.keys()) this.#open.set(key, new Map())
    for (const { id, epoch, device, compartment } of open) this.#open.get(`${device} ${compartment}`)?.set(id, epoch)
  }

  async take(frame: DecodedFrame, { compartment, range, segments }: FrameRange): Promise<void> {
    const { device, epoch, n } = frame
    const lane: Lane = [device, compartment, epoch]
    const firstIn = segments.find(({ out }) => !out)
    const plain = segments.length === 1 && firstIn !== undefined
    const row: RangeRow = {
      ...{ n, min_celsius: range.minCelsius, max_celsius: range.maxCelsius, some_in: firstIn === undefined ? 0 : 1 },
      ends_out: segments.at(-1)?.out === true ? 1 : 0,
      first_in_ms: firstIn?.fromMs ?? null,
      segments: plain ? null : JSON.stringify(segments),
    }
    const previous = await this.#insert(lane, row)
    if (previous === 'known') return
    // a later epoch that is back in range ends what the one before left open
    if (firstIn !== undefined) {
      for (const [id, other] of this.#open.get(`${device} ${compartment}`) ?? []) {
        if (other !== epoch) this.#changes.alarm(id)
      }
    }
    // nothing was out just before, so what follows began by itself and still does
    if (plain && previous?.ends_out !== 1) return
    await this.flush()
    if (firstIn === undefined && previous?.ends_out === 1 && (await this.#join(lane, n, previous.n, segments))) return
    await this.#redraw(lane, n)
  }

  async flush(): Promise<void> {
    const rows = this.#held
    this.#held = []
    await insertRows(this.#tx, { table: 'frame_ranges', columns: RANGE_COLUMNS, rows })
  }

  /** The row before it; `known`: this number was there already. */
  async #insert(lane: Lane, row: RangeRow): Promise<RangeRow | undefined | 'known'> {
    const state = this.#lanes.get(lane.join(' '))
    if (state === undefined) throw new Error(`lane ${lane.join(' ')} was not opened`)
    const { newest } = state
    const values = [...lane, row.n, row.min_celsius, row.max_celsius, row.some_in, row.ends_out, row.first_in_ms]
    if (newest === undefined || row.n > newest.n) {
      this.#held.push([...values, row.segments])
      state.newest = row
      return newest
    }
    await this.flush()
    const there = await this.#tx.get(`SELECT n FROM frame_ranges WHERE ${OF_LANE} AND n = ?`, [...lane, row.n])
    if (there !== undefined) return 'known'
    this.#held.push([...values, row.segments])
    return await this.#tx.get<RangeRow>(
      `SELECT * FROM frame_ranges WHERE ${OF_LANE} AND n < ? ORDER BY n DESC LIMIT 1`,
      [...lane, row.n],
    )
  }

  /**
   * The common case of a long excursion: one more frame all out of range, at the end of a run or within it. Without it
   * an excursion that is sent after its newest frame would be drawn whole for each of its frames.
   */
  async #join(lane: Lane, n: number, previousN: number, [segment]: readonly RangeSegment[]): Promise<boolean> {
    const run = await this.#tx.get<AlarmRow>(
      `SELECT * FROM alarms WHERE ${OF_LANE} AND opened_n <= ? ORDER BY opened_n DESC, opened_ms DESC LIMIT 1`,
      [...lane, previousN],
    )
    if (run === undefined || segment === undefined) return false
    const before = toKey(run)
    const within = run.last_out_n > n
    // which of two equal peaks came first only the rows tell
    if (within && excess(segment.peakCelsius ?? 0, rangeOf(run)) === excess(run.peak_celsius, rangeOf(run))) {
      if (segment.peakCelsius !== run.peak_celsius || segment.channel !== run.channel) return false
    }
    if (within) raisePeak(run, segment)
    else lengthen(run, n, segment)
    if (toKey(run) !== before) await this.#write(lane, run)
    return true
  }

  async #redraw(lane: Lane, n: number): Promise<void> {
    const tx = this.#tx
    const inRange = (side: '<' | '>', order: 'DESC' | 'ASC') =>
      tx.get<{ n: number }>(
        `SELECT n FROM frame_ranges WHERE ${OF_LANE} AND n ${side} ? AND some_in = 1 ORDER BY n ${order} LIMIT 1`,
        [...lane, n],
      )
    const from = (await inRange('<', 'DESC'))?.n ?? 0
    const to = (await inRange('>', 'ASC'))?.n ?? Number.MAX_SAFE_INTEGER
    const rows = await tx.all<RangeRow>(
      `SELECT * FROM frame_ranges WHERE ${OF_LANE} AND n BETWEEN ? AND ? ORDER BY n`,
      [...lane, ...[from, to]],
    )
    const first = rows[0]
    const last = rows.at(-1)
    if (first === undefined || last === undefined) return
    // the window opens with the first row in range of its first frame, and shuts with that of its last one
    const opensAtMs = first.n < n ? (first.first_in_ms ?? -1) : -1
    const shutsAtMs = last.n > n ? (last.first_in_ms ?? null) : null
    const inWindow = (at: number, ms: number): boolean =>
      (at > first.n || ms >= opensAtMs) && (at < last.n || shutsAtMs === null || ms < shutsAtMs)
    const around = await tx.all<AlarmRow>(`SELECT * FROM alarms WHERE ${OF_LANE} AND opened_n BETWEEN ? AND ?`, [
      ...lane,
      ...[first.n, last.n],
    ])
    const old = around.filter((alarm) => inWindow(alarm.opened_n, alarm.opened_ms))
    const drawn = draw(lane, rows, (at, segment) => inWindow(at, segment.fromMs))
    for (const { id } of old) {
      if (drawn.some((alarm) => alarm.id === id)) continue
      await tx.run('DELETE FROM alarms WHERE id = ?', [id])
      this.#openOf(lane).delete(id)
      this.#changes.alarm(id)
    }
    for (const alarm of drawn) {
      const same = old.find(({ id }) => id === alarm.id)
      if (same === undefined || toKey(same) !== toKey(alarm)) await this.#write(lane, alarm)
    }
    this.#changes.truck(lane[0])
  }

  async #write(lane: Lane, alarm: AlarmRow): Promise<void> {
    await insertRows(this.#tx, {
      table: 'alarms',
      columns: ALARM_COLUMNS,
      rows: [
        [
          ...[alarm.id, ...lane, alarm.opened_n, alarm.opened_ms, alarm.last_out_n, alarm.last_out_ms],
          ...[alarm.closed_n, alarm.closed_ms, alarm.peak_celsius, alarm.channel, alarm.min_celsius, alarm.max_celsius],
        ],
      ],
      onConflict: `ON CONFLICT (id) DO UPDATE SET last_out_n = excluded.last_out_n, last_out_ms = excluded.last_out_ms,
        closed_n = excluded.closed_n, closed_ms = excluded.closed_ms, peak_celsius = excluded.peak_celsius,
        channel = excluded.channel, min_celsius = excluded.min_celsius, max_celsius = excluded.max_celsius`,
    })
    if (alarm.closed_n === null) this.#openOf(lane).set(alarm.id, lane[2])
    else this.#openOf(lane).delete(alarm.id)
    this.#changes.alarm(alarm.id)
  }

  #openOf([device, compartment]: Lane): Map<string, string> {
    return this.#open.get(`${device} ${compartment}`) ?? new Map<string, string>()
  }
}
