import type { SqlValue } from '../lib/sql.ts'
import type { Projection, ProjectionTables } from '../projections/projection.ts'
import { deleteKeys, insertRows } from '../projections/rows.ts'

export const FRAME_FLAGS_TABLES: ProjectionTables = {
  name: 'frame-flags',
  version: 1,
  tables: ['frame_flags'],
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
  ],
}

const COLUMNS = ['position', 'device', 'epoch', 'n', 'flag', 'problem']

/** Which frames could not be read, and why. */
export function createFrameFlagsProjection(): Projection {
  return {
    ...FRAME_FLAGS_TABLES,
    takesSections: true,
    async take({ frames, decoded, missing, problems }, tx, changes) {
      const rows: SqlValue[][] = [
        ...missing.map(({ position, device, epoch, n, header }) => [
          ...[position, device, epoch, n, 'missing-layout', header?.layout ?? ''],
        ]),
        ...problems.map(({ frame: { position, device, epoch, n }, problem }) => [
          ...[position, device, epoch, n, 'undecodable', problem.replaceAll('\0', '\uFFFD')],
        ]),
      ]
      await insertRows(tx, {
        ...{ table: 'frame_flags', columns: COLUMNS, rows },
        onConflict: 'ON CONFLICT (position) DO UPDATE SET flag = excluded.flag, problem = excluded.problem',
      })
      for (const { frame } of problems) changes.truck(frame.device)
      // only a frame that was passed by before can have been flagged
      const arrived = new Set(frames.map(({ position }) => position))
      await deleteKeys(tx, {
        table: 'frame_flags',
        columns: { position: 'bigint' },
        keys: decoded.flatMap(({ position }) => (arrived.has(position) ? [] : [{ position }])),
        only: "flag = 'missing-layout'",
      })
    },
  }
}
