import type { Sql } from '../../lib/sql.ts'
import { unpackRun } from '../../projections/frame-runs.ts'
import type { FrameRun, PlacedFrame, SpanQuery } from '../read-model.ts'

export interface FramePlace {
  readonly epoch: string
  readonly n: number
  readonly layout: string
  readonly offsetMs: number
  /** UTC of the frame itself */
  readonly atMs: number
}

/** Which frames of a device stand in a span of UTC. */
export class PlacementReader {
  readonly #sql: Sql

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** Of a run of numbers those whose own clock was not good. */
  unsure({ device, epoch, fromN, toN }: FrameRun): Promise<PlacedFrame[]> {
    return this.#sql.all<PlacedFrame>(
      `SELECT n, offset_ms AS "offsetMs", at_ms AS "atMs" FROM unsure_frames
       WHERE device = ? AND epoch = ? AND n BETWEEN ? AND ? ORDER BY n`,
      [device, epoch, fromN, toN],
    )
  }

  /**
   * In the order of time; with them the frame before the span, whose last rows may reach into it, and the one after it,
   * where a gap may end.
   */
  async around({ device, fromMs, toMs }: SpanQuery): Promise<FramePlace[]> {
    const [runs, unsure] = await Promise.all([
      this.#sql.all<{ epoch: string; layout: string; body: Uint8Array }>(
        `SELECT epoch, layout, body FROM placed_runs
         WHERE device = ?
           AND to_ms >= coalesce((SELECT max(to_ms) FROM placed_runs WHERE device = ? AND to_ms <= ?), 0)
           AND from_ms <= coalesce(
             (SELECT min(from_ms) FROM placed_runs WHERE device = ? AND to_ms > ? AND from_ms > ?), ?)`,
        [device, device, fromMs, device, toMs, toMs, toMs],
      ),
      this.#sql.all<FramePlace>(
        `SELECT epoch, n, layout, offset_ms AS "offsetMs", at_ms AS "atMs" FROM unsure_frames
         WHERE device = ?
           AND at_ms >= coalesce((SELECT max(at_ms) FROM unsure_frames WHERE device = ? AND at_ms <= ?), 0)
           AND at_ms <= coalesce((SELECT min(at_ms) FROM unsure_frames WHERE device = ? AND at_ms > ?), ?)`,
        [device, device, fromMs, device, toMs, toMs],
      ),
    ])
    const places = [
      ...unsure,
      ...runs.flatMap(({ epoch, layout, body }) =>
        unpackRun(body).map(({ n, monotonicMs, offsetMs }) => ({
          ...{ epoch, n, layout, offsetMs, atMs: monotonicMs + offsetMs },
        })),
      ),
    ]
    const [firstMs, lastMs] = reach(places, { fromMs, toMs })
    return places
      .filter(({ atMs }) => atMs >= firstMs && atMs <= lastMs)
      .sort((left, right) => left.atMs - right.atMs || compare(left.epoch, right.epoch) || left.n - right.n)
  }
}

function reach(places: readonly FramePlace[], { fromMs, toMs }: Omit<SpanQuery, 'device'>): readonly [number, number] {
  let [before, after] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (const { atMs } of places) {
    if (atMs <= fromMs) before = Math.max(before, atMs)
    if (atMs > toMs) after = Math.min(after, atMs)
  }
  return [before, after]
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
