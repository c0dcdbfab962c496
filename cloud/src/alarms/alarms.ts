import type { Sql } from '../lib/sql.ts'
import { isGoodClock, ownOffsetMs } from '../projections/own-clock.ts'
import type { ChangeSink, DecodedFrame, Projection, ProjectionTables } from '../projections/projection.ts'
import { insertRows, selectForKeys } from '../projections/rows.ts'
import { type AlarmRow, draw, type Lane, lengthen, type RangeRow, raisePeak, rangeOf, toKey } from './alarm-runs.ts'
import { FrameRanges } from './frame-ranges.ts'
import { IN_RANGE_RUNS } from './in-range-runs.ts'
import { excess, type FrameRange, formatSegments, type RangeSegment, rangesOf } from './range-segments.ts'

export const ALARMS_TABLES: ProjectionTables = {
  name: 'alarms',
  version: 3,
  tables: ['frame_ranges', 'in_range_runs', 'alarms'],
  statements: [
    // frames with a row out of range, or whose clock was not good; the others are in in_range_runs
    `CREATE TABLE IF NOT EXISTS frame_ranges (
      device TEXT NOT NULL,
      compartment TEXT NOT NULL,
      epoch TEXT NOT NULL,
      n INTEGER NOT NULL,
      layout TEXT NOT NULL,
      own_offset_ms INTEGER NOT NULL,
      min_celsius REAL NOT NULL,
      max_celsius REAL NOT NULL,
      -- whether any row of the frame was in range
      some_in INTEGER NOT NULL,
      ends_out INTEGER NOT NULL,
      first_in_ms INTEGER,
      -- as formatSegments writes them; null: one stretch in range, nothing to tell
      segments TEXT,
      PRIMARY KEY (device, compartment, epoch, n)
    ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX IF NOT EXISTS frame_ranges_in ON frame_ranges (device, compartment, epoch, n) WHERE some_in = 1`,
    IN_RANGE_RUNS,
    `CREATE TABLE IF NOT EXISTS alarms (
      id TEXT PRIMARY KEY,
      device TEXT NOT NULL,
      compartment TEXT NOT NULL,
      epoch TEXT NOT NULL,
      opened_n INTEGER NOT NULL,
      -- times are monotonic: the frame says of which boot; offsets to UTC are by the frame's own clock, and unsure_frames
      -- has others of frames whose clock was not good
      opened_ms INTEGER NOT NULL,
      opened_own_offset_ms INTEGER NOT NULL,
      last_out_n INTEGER NOT NULL,
      last_out_ms INTEGER NOT NULL,
      last_out_own_offset_ms INTEGER NOT NULL,
      closed_n INTEGER,
      closed_ms INTEGER,
      closed_own_offset_ms INTEGER,
      peak_celsius REAL NOT NULL,
      channel TEXT NOT NULL,
      min_celsius REAL NOT NULL,
      max_celsius REAL NOT NULL,
      -- of the frame that opened it
      layout TEXT NOT NULL
    ) STRICT`,
    `CREATE INDEX IF NOT EXISTS alarms_opened ON alarms (device, compartment, epoch, opened_n)`,
    `CREATE INDEX IF NOT EXISTS alarms_open ON alarms (device, compartment) WHERE closed_n IS NULL`,
  ],
}

const ALARM_COLUMNS = [
  ...['id', 'device', 'compartment', 'epoch', 'opened_n', 'opened_ms', 'opened_own_offset_ms'],
  ...['last_out_n', 'last_out_ms', 'last_out_own_offset_ms', 'closed_n', 'closed_ms', 'closed_own_offset_ms'],
  ...['peak_celsius', 'channel', 'min_celsius', 'max_celsius', 'layout'],
]
/** What of an alarm can change while its beginning stays. */
const CHANGING_COLUMNS = [
  ...['last_out_n', 'last_out_ms', 'last_out_own_offset_ms', 'closed_n', 'closed_ms', 'closed_own_offset_ms'],
  ...['peak_celsius', 'channel', 'min_celsius', 'max_celsius'],
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
      await drawing.open(
        found.map(({ frame: { device, epoch, n }, range }) => ({ lane: [device, range.compartment, epoch], n })),
      )
      for (const { frame, range } of found) await drawing.take(frame, range)
      await drawing.finish()
    },
  }
}

/** Working one batch in. Frames in range that come in order, which are most, need no statement of their own. */
class AlarmDrawing {
  readonly #tx: Sql
  readonly #changes: ChangeSink
  readonly #ranges: FrameRanges
  /** alarms that no row of their own epoch has closed, by device and compartment: id to epoch */
  readonly #open = new Map<string, Map<string, string>>()

  constructor(tx: Sql, changes: ChangeSink) {
    this.#tx = tx
    this.#ranges = new FrameRanges(tx)
    this.#changes = changes
  }

  async open(frames: readonly { readonly lane: Lane; readonly n: number }[]): Promise<void> {
    await this.#ranges.open(frames)
    const places = { device: 'text', compartment: 'text' } as const
    const compartments = new Map(
      frames.map(({ lane: [device, compartment] }) => [`${device} ${compartment}`, { device, compartment }]),
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
    const { device, epoch, n, header } = frame
    const lane: Lane = [device, compartment, epoch]
    const firstIn = segments.find(({ out }) => !out)
    const plain = segments.length === 1 && firstIn !== undefined
    const isPacked = plain && isGoodClock(header.clock)
    const row: RangeRow = {
      ...{ n, layout: isPacked ? null : header.layout, own_offset_ms: ownOffsetMs(header) },
      min_celsius: isPacked ? null : range.minCelsius,
      max_celsius: isPacked ? null : range.maxCelsius,
      some_in: firstIn === undefined ? 0 : 1,
      ends_out: segments.at(-1)?.out === true ? 1 : 0,
      first_in_ms: firstIn?.fromMs ?? null,
      segments: plain ? null : formatSegments(segments),
    }
    const previous = await this.#ranges.add(lane, row)
    if (previous === 'known') return
    // a later epoch that is back in range ends what the one before left open
    if (firstIn !== undefined) {
      for (const [id, other] of this.#open.get(`${device} ${compartment}`) ?? []) {
        if (other !== epoch) this.#changes.alarm(id)
      }
    }
    // nothing was out just before, so what follows began by itself and still does
    if (plain && previous?.ends_out !== 1) return
    if (firstIn === undefined && previous?.ends_out === 1 && (await this.#join(lane, row, previous.n, segments))) return
    await this.#redraw(lane, n)
  }

  async finish(): Promise<void> {
    await this.#ranges.finish()
  }

  /**
   * The common case of a long excursion: one more frame all out of range, at the end of a run or within it. Without it
   * an excursion that is sent after its newest frame would be drawn whole for each of its frames.
   */
  async #join(lane: Lane, row: RangeRow, previousN: number, [segment]: readonly RangeSegment[]): Promise<boolean> {
    const run = await this.#tx.get<AlarmRow>(
      `SELECT * FROM alarms WHERE ${OF_LANE} AND opened_n <= ? ORDER BY opened_n DESC, opened_ms DESC LIMIT 1`,
      [...lane, previousN],
    )
    if (run === undefined || segment === undefined) return false
    const before = toKey(run)
    const within = run.last_out_n > row.n
    // which of two equal peaks came first only the rows tell
    if (within && excess(segment.peakCelsius ?? 0, rangeOf(run)) === excess(run.peak_celsius, rangeOf(run))) {
      if (segment.peakCelsius !== run.peak_celsius || segment.channel !== run.channel) return false
    }
    if (within) raisePeak(run, segment)
    else lengthen(run, row, segment)
    if (toKey(run) !== before) await this.#write(lane, run)
    return true
  }

  async #redraw(lane: Lane, n: number): Promise<void> {
    const tx = this.#tx
    const rows = await this.#ranges.around(lane, n)
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
          ...[alarm.id, ...lane, alarm.opened_n, alarm.opened_ms, alarm.opened_own_offset_ms],
          ...[alarm.last_out_n, alarm.last_out_ms, alarm.last_out_own_offset_ms],
          ...[alarm.closed_n, alarm.closed_ms, alarm.closed_own_offset_ms],
          ...[alarm.peak_celsius, alarm.channel, alarm.min_celsius, alarm.max_celsius, alarm.layout],
        ],
      ],
      onConflict: `ON CONFLICT (id) DO UPDATE SET
        ${CHANGING_COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    })
    if (alarm.closed_n === null) this.#openOf(lane).set(alarm.id, lane[2])
    else this.#openOf(lane).delete(alarm.id)
    this.#changes.alarm(alarm.id)
  }

  #openOf([device, compartment]: Lane): Map<string, string> {
    return this.#open.get(`${device} ${compartment}`) ?? new Map<string, string>()
  }
}
