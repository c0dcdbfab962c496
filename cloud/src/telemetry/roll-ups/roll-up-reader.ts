import { type Layout, type LayoutGroup, toNumber } from '@coldrx/protocol'
import type { Sql } from '../../lib/sql.ts'
import { type LayoutReader, recordIntervalOf } from '../../projections/layouts.ts'
import { findGaps, type GapEvent, type RecordedStretch } from '../gaps.ts'
import type { Series, SeriesGap, SpanQuery, Track, TrackPoint } from '../read-model.ts'
import { BucketedChannels } from './bucketed-channels.ts'
import { hasPositions } from './contributions.ts'
import { DAY_MS, unstapleDays } from './day-rows.ts'
import type { RollUp } from './roll-up.ts'
import { unpackRollUp } from './roll-up-bytes.ts'
import { LEVELS, type Level, shapeOf } from './roll-ups.ts'

/** A line of more of them looks the same. */
const TRACK_POINTS = 5_000
const ROLL_UPS_PER_TURN = 64

interface StoredRollUp {
  readonly epoch: string
  readonly boot: number
  readonly span: number
  readonly layout: string
  readonly body: Uint8Array
  readonly offsetMs: number
}

interface StoredWeek {
  readonly epoch: string
  readonly layout: string
  readonly fromN: number
  readonly toN: number
  readonly body: Uint8Array
  readonly isUnsure: number
}

interface Placed {
  readonly rollUp: RollUp
  readonly group: LayoutGroup
  readonly boot: string
  readonly offsetMs: number
}

export type BucketedQuery = SpanQuery & { readonly compartment: string; readonly buckets: number }

/** Curves and tracks of long spans. */
export class RollUpReader {
  readonly #sql: Sql
  readonly #layouts: LayoutReader

  constructor({ sql, layouts }: { readonly sql: Sql; readonly layouts: LayoutReader }) {
    this.#sql = sql
    this.#layouts = layouts
  }

  /** From the coarsest level that is no coarser than the buckets; where even the finest is, its buckets are the answer's. */
  async series({ buckets, ...query }: BucketedQuery, group: LayoutGroup, layout: Layout): Promise<Series> {
    const { device, compartment, fromMs, toMs } = query
    const leastMs = shortestBucketMs({ fromMs, toMs, buckets })
    const level = LEVELS.findLast(({ bucketMs }) => bucketMs <= leastMs) ?? LEVELS[0]
    const bucketMs = Math.ceil(leastMs / level.bucketMs) * level.bucketMs
    const channels = new BucketedChannels({ group, bucketMs, fromMs, toMs })
    const stretches: RecordedStretch[] = []
    for await (const { rollUp, group: then, boot, offsetMs } of this.#read(query, compartment, level)) {
      for (const [index, { cells }] of rollUp.buckets) {
        const beginMs = index * level.bucketMs + offsetMs
        if (beginMs + level.bucketMs <= fromMs || beginMs > toMs) continue
        for (const [at, channel] of then.channels.entries()) {
          const cell = cells[at]
          if (cell !== undefined) channels.add(channel, beginMs + level.bucketMs / 2, cell)
        }
      }
      for (const { fromMs: begin, toMs: end } of rollUp.stretches) {
        stretches.push({ fromMs: begin + offsetMs, toMs: end + offsetMs, boot })
      }
    }
    const recordIntervalMs = recordIntervalOf(layout)
    const found = findGaps({ stretches, events: await this.#toldGaps(query), recordIntervalMs })
    const { gaps, shorterGaps } = visibleGaps(found, query, bucketMs)
    return {
      ...{ device, compartment, recordIntervalMs, bucketMs, gaps, shorterGaps },
      range: group.range ?? null,
      channels: channels.finish(),
    }
  }

  async track(query: SpanQuery, layout: Layout): Promise<Track> {
    const [level] = LEVELS
    const points: TrackPoint[] = []
    for (const { id } of layout.groups.filter(hasPositions)) {
      for await (const { rollUp, group, offsetMs } of this.#read(query, id, level)) {
        const [latitude, longitude, speed] = ['latitude', 'longitude', 'speed'].map((wanted) =>
          group.channels.find(({ quantity }) => quantity === wanted),
        )
        if (latitude === undefined || longitude === undefined) continue
        for (const { position } of rollUp.buckets.values()) {
          if (position === null) continue
          const atMs = position.monotonicMs + offsetMs
          if (atMs < query.fromMs || atMs > query.toMs) continue
          const kmh = position.speed === null || speed === undefined ? null : toNumber(position.speed, speed)
          points.push([atMs, toNumber(position.latitude, latitude), toNumber(position.longitude, longitude), kmh])
        }
      }
    }
    points.sort(([left], [right]) => left - right)
    const every = Math.ceil(points.length / TRACK_POINTS) || 1
    return { points: points.filter((_, at) => at % every === 0), stepMs: every * level.bucketMs }
  }

  async *#read({ device, fromMs, toMs }: SpanQuery, groupId: string, level: Level): AsyncGenerator<Placed> {
    const rows = [
      ...(await this.#recent({ device, fromMs, toMs }, groupId, level)),
      ...(level === LEVELS[0] ? await this.#ofWeeks({ device, fromMs, toMs }, groupId) : []),
    ]
    const layouts = await this.#layouts.getAll(rows.map(({ layout }) => layout))
    for (const [at, { epoch, boot, span, layout: hash, body, offsetMs }] of rows.entries()) {
      const layout = layouts.get(hash)
      const group = layout?.groups.find(({ id }) => id === groupId)
      if (layout === undefined || group === undefined) continue
      const shape = shapeOf({ level, group, recordIntervalMs: recordIntervalOf(layout), span })
      yield { rollUp: unpackRollUp(body, shape), group, boot: `${epoch} ${boot}`, offsetMs }
      if (at % ROLL_UPS_PER_TURN === ROLL_UPS_PER_TURN - 1) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  #recent({ device, fromMs, toMs }: SpanQuery, groupId: string, { level, spanMs }: Level): Promise<StoredRollUp[]> {
    const offset = 'coalesce(u.offset_ms, r.last_own_offset_ms)'
    return this.#sql.all<StoredRollUp>(
      `SELECT r.epoch, r.boot, r.span, r.layout, r.body, ${offset} AS "offsetMs" FROM roll_ups r
       LEFT JOIN unsure_frames u ON u.device = r.device AND u.epoch = r.epoch AND u.n = r.last_n
       WHERE r.device = ? AND r.group_id = ? AND r.level = ?
         AND (r.span + 1) * ${spanMs} + ${offset} >= ? AND r.span * ${spanMs} + ${offset} <= ?`,
      [device, groupId, level, fromMs, toMs],
    )
  }

  /** Days of weeks that are over. */
  async #ofWeeks({ device, fromMs, toMs }: SpanQuery, groupId: string): Promise<StoredRollUp[]> {
    const weeks = await this.#sql.all<StoredWeek>(
      `SELECT * FROM (
         SELECT w.epoch, w.layout, w.from_ms, w.to_ms, w.from_n AS "fromN", w.to_n AS "toN", w.body,
           coalesce((SELECT 1 FROM unsure_frames u WHERE u.device = w.device AND u.epoch = w.epoch
             AND u.n BETWEEN w.from_n AND w.to_n LIMIT 1), 0) AS "isUnsure"
         FROM roll_up_weeks w WHERE w.device = ? AND w.group_id = ?) AS weeks
       WHERE "isUnsure" = 1 OR (to_ms >= ? AND from_ms <= ?)`,
      [device, groupId, fromMs, toMs],
    )
    const days: StoredRollUp[] = []
    for (const week of weeks) {
      const { epoch, layout, body } = week
      const offsets = week.isUnsure === 1 ? await this.#unsureOffsets(device, week) : new Map<number, number>()
      for (const { boot, span, lastN, lastOwnOffsetMs, body: day } of unstapleDays(body)) {
        const offsetMs = offsets.get(lastN) ?? lastOwnOffsetMs
        const beginMs = span * DAY_MS + offsetMs
        if (beginMs + DAY_MS >= fromMs && beginMs <= toMs) days.push({ epoch, boot, span, layout, body: day, offsetMs })
      }
    }
    return days
  }

  async #unsureOffsets(device: string, { epoch, fromN, toN }: StoredWeek): Promise<ReadonlyMap<number, number>> {
    const rows = await this.#sql.all<{ n: number; offsetMs: number }>(
      `SELECT n, offset_ms AS "offsetMs" FROM unsure_frames WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ?`,
      [device, epoch, fromN, toN],
    )
    return new Map(rows.map(({ n, offsetMs }) => [n, offsetMs]))
  }

  #toldGaps({ device, fromMs, toMs }: SpanQuery): Promise<GapEvent[]> {
    const atMs = 't.monotonic_ms + coalesce(u.offset_ms, t.own_offset_ms)'
    return this.#sql.all<GapEvent>(
      `SELECT ${atMs} AS "atMs", t.reason FROM told_gaps t
       LEFT JOIN unsure_frames u ON u.device = t.device AND u.epoch = t.epoch AND u.n = t.n
       WHERE t.device = ? AND ${atMs} BETWEEN ? AND ?`,
      [device, fromMs, toMs],
    )
  }
}

/** Buckets stand at whole multiples of their length, so that a picture that is moved keeps them: one more touches the span. */
export function shortestBucketMs({ fromMs, toMs, buckets }: Omit<BucketedQuery, 'device' | 'compartment'>): number {
  return Math.max(1, Math.ceil((toMs - fromMs) / Math.max(1, buckets - 1)))
}

/** Those that are as long as a bucket; how many more there are, and how long together. */
function visibleGaps(
  gaps: readonly SeriesGap[],
  { fromMs, toMs }: SpanQuery,
  bucketMs: number,
): Pick<Series, 'gaps'> & { readonly shorterGaps: NonNullable<Series['shorterGaps']> } {
  const within = gaps.flatMap((gap) =>
    gap.toMs <= fromMs || gap.fromMs >= toMs
      ? []
      : [{ ...gap, fromMs: Math.max(gap.fromMs, fromMs), toMs: Math.min(gap.toMs, toMs) }],
  )
  const shorter = within.filter((gap) => gap.toMs - gap.fromMs < bucketMs)
  return {
    gaps: within.filter((gap) => gap.toMs - gap.fromMs >= bucketMs),
    shorterGaps: {
      count: shorter.length,
      totalMs: shorter.reduce((sum, gap) => sum + gap.toMs - gap.fromMs, 0),
    },
  }
}
