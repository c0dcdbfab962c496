import { type ClockQuality, isTimeMs } from '@coldrx/protocol'
import type { Db } from '../lib/database.ts'
import { type ChangeSink, monotonicAt, type Projection, type ProjectionTables } from './projection.ts'

const PLACEMENT_SQL = `
  CREATE TABLE IF NOT EXISTS placement (
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    n INTEGER NOT NULL,
    position INTEGER NOT NULL,
    boot INTEGER NOT NULL,
    layout TEXT NOT NULL,
    monotonic_ms INTEGER NOT NULL,
    own_offset_ms INTEGER NOT NULL,
    -- UTC = monotonic time + offset, for every row of the frame
    offset_ms INTEGER NOT NULL,
    -- clock: its own was good; anchor: by the nearest good one of the same boot; unsure: its own, which is not trusted
    placed_by TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (device, epoch, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS placement_time ON placement (device, at_ms);
  CREATE INDEX IF NOT EXISTS placement_badly ON placement (device, epoch, boot, monotonic_ms) WHERE placed_by <> 'clock';
  CREATE TABLE IF NOT EXISTS anchors (
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    boot INTEGER NOT NULL,
    monotonic_ms INTEGER NOT NULL,
    offset_ms INTEGER NOT NULL,
    PRIMARY KEY (device, epoch, boot, monotonic_ms, offset_ms)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS epoch_extents (
    device TEXT NOT NULL,
    epoch TEXT NOT NULL,
    frames INTEGER NOT NULL,
    last_n INTEGER NOT NULL,
    PRIMARY KEY (device, epoch)
  ) STRICT, WITHOUT ROWID;
`

export const PLACEMENT_TABLES: ProjectionTables = {
  name: 'placement',
  version: 1,
  tables: ['placement', 'anchors', 'epoch_extents'],
  sql: PLACEMENT_SQL,
}

type Boot = readonly [device: string, epoch: string, boot: number]

const isGood = (clock: ClockQuality): boolean => clock === 'gnss' || clock === 'ntp'

/** Where each frame stands in UTC (docs/wire.md "Placing rows in time"). An anchor places the frames around it again. */
export function createPlacementProjection(db: Db, changes: ChangeSink): Projection {
  const insert = db.prepare(
    `INSERT INTO placement
       (device, epoch, n, position, boot, layout, monotonic_ms, own_offset_ms, offset_ms, placed_by, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  )
  const insertAnchor = db.prepare('INSERT INTO anchors VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
  const extend = db.prepare(
    `INSERT INTO epoch_extents (device, epoch, frames, last_n) VALUES (?, ?, 1, ?)
     ON CONFLICT DO UPDATE SET frames = frames + 1, last_n = max(last_n, excluded.last_n)`,
  )
  const before = db.prepare<[...Boot, number], { monotonic_ms: number; offset_ms: number }>(
    `SELECT monotonic_ms, offset_ms FROM anchors WHERE device = ? AND epoch = ? AND boot = ? AND monotonic_ms <= ?
     ORDER BY monotonic_ms DESC, offset_ms LIMIT 1`,
  )
  const after = db.prepare<[...Boot, number], { monotonic_ms: number; offset_ms: number }>(
    `SELECT monotonic_ms, offset_ms FROM anchors WHERE device = ? AND epoch = ? AND boot = ? AND monotonic_ms > ?
     ORDER BY monotonic_ms, offset_ms LIMIT 1`,
  )
  const badBetween = db.prepare<[...Boot, number, number], { n: number; monotonic_ms: number }>(
    `SELECT n, monotonic_ms FROM placement WHERE device = ? AND epoch = ? AND boot = ?
     AND monotonic_ms BETWEEN ? AND ? AND placed_by <> 'clock'`,
  )
  const replace = db.prepare(
    `UPDATE placement SET offset_ms = ?, placed_by = 'anchor', at_ms = monotonic_ms + ?
     WHERE device = ? AND epoch = ? AND n = ?`,
  )

  /** equally near ones: the earlier anchor */
  function nearest(boot: Boot, monotonicMs: number): number | undefined {
    const left = before.get(...boot, monotonicMs)
    const right = after.get(...boot, monotonicMs)
    if (left === undefined || right === undefined) return (left ?? right)?.offset_ms
    return monotonicMs - left.monotonic_ms <= right.monotonic_ms - monotonicMs ? left.offset_ms : right.offset_ms
  }

  function addAnchor(boot: Boot, monotonicMs: number, offsetMs: number): void {
    if (insertAnchor.run(...boot, monotonicMs, offsetMs).changes === 0) return
    // only frames between the neighbouring anchors can have this one as their nearest
    const from = before.get(...boot, monotonicMs - 1)?.monotonic_ms ?? 0
    const to = after.get(...boot, monotonicMs)?.monotonic_ms ?? Number.MAX_SAFE_INTEGER
    for (const { n, monotonic_ms: at } of badBetween.all(...boot, from, to)) {
      const offset = nearest(boot, at) ?? offsetMs
      replace.run(offset, offset, boot[0], boot[1], n)
    }
  }

  return {
    ...PLACEMENT_TABLES,
    takeFrame({ position, device, epoch, n, header }) {
      if (header === undefined) return
      const { boot, monotonicMs, wallMs, clock, layout } = header
      const own = wallMs - monotonicMs
      const anchored = isGood(clock) ? undefined : nearest([device, epoch, boot], monotonicMs)
      const offset = anchored ?? own
      const placedBy = isGood(clock) ? 'clock' : anchored === undefined ? 'unsure' : 'anchor'
      const at = monotonicMs + offset
      const row = [device, epoch, n, position, boot, layout, monotonicMs, own, offset, placedBy, at]
      if (insert.run(...row).changes === 0) return
      extend.run(device, epoch, n)
      if (isGood(clock)) addAnchor([device, epoch, boot], monotonicMs, own)
      changes.truck(device)
    },
    takeSections(frame) {
      for (const section of frame.sections) {
        if (section.kind !== 'events') continue
        for (const { code, time, detail } of section.events) {
          if (code !== 'anchor' || !isTimeMs(detail.utcMs)) continue
          const monotonicMs = monotonicAt(frame, time)
          addAnchor([frame.device, frame.epoch, frame.header.boot], monotonicMs, detail.utcMs - monotonicMs)
        }
      }
    },
  }
}
