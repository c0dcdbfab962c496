import type { ProjectionTables } from '../../projections/projection.ts'

export const PLACEMENT_TABLES: ProjectionTables = {
  name: 'placement',
  version: 2,
  tables: ['placed_runs', 'unsure_frames', 'told_anchors', 'epoch_extents'],
  formerTables: ['placement', 'anchors'],
  statements: [
    // frames whose own clock was good, which nothing moves any more: they also are the anchors of their boot
    `CREATE TABLE IF NOT EXISTS placed_runs (
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      -- number of the frame divided by the length of a run, rounded down
      slot INTEGER NOT NULL,
      boot INTEGER NOT NULL,
      layout TEXT NOT NULL,
      from_monotonic_ms INTEGER NOT NULL,
      to_monotonic_ms INTEGER NOT NULL,
      -- UTC of the first and of the last frame
      from_ms INTEGER NOT NULL,
      to_ms INTEGER NOT NULL,
      body BLOB NOT NULL,
      PRIMARY KEY (device, epoch, slot, boot, layout)
    ) STRICT`,
    'CREATE INDEX IF NOT EXISTS placed_runs_time ON placed_runs (device, to_ms, from_ms)',
    `CREATE INDEX IF NOT EXISTS placed_runs_boot
     ON placed_runs (device, epoch, boot, to_monotonic_ms, from_monotonic_ms)`,
    // the others
    `CREATE TABLE IF NOT EXISTS unsure_frames (
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      n INTEGER NOT NULL,
      boot INTEGER NOT NULL,
      layout TEXT NOT NULL,
      monotonic_ms INTEGER NOT NULL,
      -- by the nearest anchor of the same boot; where there is none by its own clock, which is not trusted
      offset_ms INTEGER NOT NULL,
      is_anchored INTEGER NOT NULL,
      at_ms INTEGER NOT NULL,
      PRIMARY KEY (device, epoch, n)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX IF NOT EXISTS unsure_frames_time ON unsure_frames (device, at_ms)',
    'CREATE INDEX IF NOT EXISTS unsure_frames_boot ON unsure_frames (device, epoch, boot, monotonic_ms)',
    // by events; a frame whose clock is good is one, too
    `CREATE TABLE IF NOT EXISTS told_anchors (
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      boot INTEGER NOT NULL,
      monotonic_ms INTEGER NOT NULL,
      offset_ms INTEGER NOT NULL,
      PRIMARY KEY (device, epoch, boot, monotonic_ms, offset_ms)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE IF NOT EXISTS epoch_extents (
      device TEXT NOT NULL,
      epoch TEXT NOT NULL,
      frames INTEGER NOT NULL,
      last_n INTEGER NOT NULL,
      -- of the last frame; UTC by its own clock
      layout TEXT NOT NULL,
      own_at_ms INTEGER NOT NULL,
      PRIMARY KEY (device, epoch)
    ) STRICT, WITHOUT ROWID`,
  ],
}
