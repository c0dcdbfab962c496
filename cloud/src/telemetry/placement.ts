import { type ClockQuality, isTimeMs } from '@coldrx/protocol'
import type { Sql } from '../lib/sql.ts'
import {
  type Batch,
  type ChangeSink,
  type LoggedFrame,
  monotonicAt,
  type Projection,
  type ProjectionTables,
} from '../projections/projection.ts'
import { groupBy, insertNewRows, insertRows, selectForKeys } from '../projections/rows.ts'

export const PLACEMENT_TABLES: ProjectionTables = {
  name: 'placement',
  version: 1,
  tables: ['placement', 'anchors', 'epoch_extents'],
  statements: [
    `CREATE TABLE IF NOT EXISTS placement (
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
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX IF NOT EXISTS placement_time ON placement (device, at_ms)',
    `CREATE INDEX IF NOT EXISTS placement_badly ON placement (device, epoch, boot, monotonic_ms)
     WHERE placed_by <> 'clock'`,
    `CREATE TABLE IF NOT EXISTS anchors (
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
      PRIMARY KEY (device, epoch)
    ) STRICT, WITHOUT ROWID`,
  ],
}

const PLACEMENT_COLUMNS = [
  ...['device', 'epoch', 'n', 'position', 'boot', 'layout', 'monotonic_ms', 'own_offset_ms', 'offset_ms', 'placed_by'],
  'at_ms',
]
const ANCHOR_COLUMNS = ['device', 'epoch', 'boot', 'monotonic_ms', 'offset_ms']

type Anchor = readonly [device: string, epoch: string, boot: number, monotonicMs: number, offsetMs: number]

/** A frame whose own clock was not good. */
interface BadFrame {
  readonly device: string
  readonly epoch: string
  readonly boot: number
  readonly n: number
  readonly monotonicMs: number
}

const isGood = (clock: ClockQuality): boolean => clock === 'gnss' || clock === 'ntp'

/** Where each frame stands in UTC (docs/wire.md "Placing rows in time"). An anchor places the frames around it again. */
export function createPlacementProjection(): Projection {
  return {
    ...PLACEMENT_TABLES,
    takesSections: true,
    async take(batch, tx, changes) {
      const bad = await placeByOwnClock(batch.frames, tx, changes)
      const anchors = await insertNewRows(tx, {
        table: 'anchors',
        columns: ANCHOR_COLUMNS,
        key: ANCHOR_COLUMNS.length,
        rows: anchorsOf(batch),
      })
      await placeByAnchors([...bad, ...(await badAround(anchors, tx))], tx)
    },
  }
}

/** The frames that were not there yet, each by its own clock; those of them whose clock was not good. */
async function placeByOwnClock(frames: readonly LoggedFrame[], tx: Sql, changes: ChangeSink): Promise<BadFrame[]> {
  const rows = frames.flatMap(({ position, device, epoch, n, header }) => {
    if (header === undefined) return []
    const { boot, monotonicMs, wallMs, clock, layout } = header
    const own = wallMs - monotonicMs
    const placedBy = isGood(clock) ? 'clock' : 'unsure'
    return [[device, epoch, n, position, boot, layout, monotonicMs, own, own, placedBy, wallMs] as const]
  })
  const added = await insertNewRows(tx, { table: 'placement', columns: PLACEMENT_COLUMNS, key: 3, rows })
  const extents = [...groupBy(added, ([device, epoch]) => `${device} ${epoch}`).values()].flatMap((ofEpoch) => {
    const [first] = ofEpoch
    return first === undefined ? [] : [[first[0], first[1], ofEpoch.length, Math.max(...ofEpoch.map(([, , n]) => n))]]
  })
  await insertRows(tx, {
    table: 'epoch_extents',
    columns: ['device', 'epoch', 'frames', 'last_n'],
    rows: extents,
    onConflict: `ON CONFLICT (device, epoch) DO UPDATE SET frames = epoch_extents.frames + excluded.frames,
      last_n = CASE WHEN excluded.last_n > epoch_extents.last_n THEN excluded.last_n ELSE epoch_extents.last_n END`,
  })
  for (const [device] of added) changes.truck(device)
  return added.flatMap(([device, epoch, n, , boot, , monotonicMs, , , placedBy]) =>
    placedBy === 'unsure' ? [{ device, epoch, n, boot, monotonicMs }] : [],
  )
}

function anchorsOf({ frames, decoded }: Batch): Anchor[] {
  const byClock = frames.flatMap(({ device, epoch, header }): Anchor[] =>
    header !== undefined && isGood(header.clock)
      ? [[device, epoch, header.boot, header.monotonicMs, header.wallMs - header.monotonicMs]]
      : [],
  )
  const byEvent = decoded.flatMap((frame) =>
    frame.sections.flatMap((section): Anchor[] => {
      if (section.kind !== 'events') return []
      return section.events.flatMap(({ code, time, detail }): Anchor[] => {
        if (code !== 'anchor' || !isTimeMs(detail.utcMs)) return []
        const monotonicMs = monotonicAt(frame, time)
        return [[frame.device, frame.epoch, frame.header.boot, monotonicMs, detail.utcMs - monotonicMs]]
      })
    }),
  )
  return [...byClock, ...byEvent]
}

const BOOT_TIME = { device: 'text', epoch: 'text', boot: 'bigint', monotonicMs: 'bigint' } as const

/** Only frames between the neighbours of a new anchor can have it as their nearest. */
function badAround(anchors: readonly Anchor[], tx: Sql): Promise<BadFrame[]> {
  return selectForKeys<BadFrame, typeof BOOT_TIME>(tx, {
    columns: BOOT_TIME,
    keys: anchors.map(([device, epoch, boot, monotonicMs]) => ({ device, epoch, boot, monotonicMs })),
    query: (key) => {
      const sameBoot = () => `device = ${key('device')} AND epoch = ${key('epoch')} AND boot = ${key('boot')}`
      return `SELECT device, epoch, boot, n, monotonic_ms AS "monotonicMs" FROM placement
        WHERE ${sameBoot()} AND placed_by <> 'clock'
        AND monotonic_ms >= coalesce(
          (SELECT max(monotonic_ms) FROM anchors WHERE ${sameBoot()} AND monotonic_ms < ${key('monotonicMs')}), 0)
        AND monotonic_ms <= coalesce(
          (SELECT min(monotonic_ms) FROM anchors WHERE ${sameBoot()} AND monotonic_ms > ${key('monotonicMs')}),
          ${Number.MAX_SAFE_INTEGER})`
    },
  })
}

interface Neighbours extends BadFrame {
  readonly beforeMs: number | null
  readonly beforeOffsetMs: number | null
  readonly afterMs: number | null
  readonly afterOffsetMs: number | null
}

/** By the nearest anchor of the same boot, where there is one; of equally near ones the earlier. */
async function placeByAnchors(frames: readonly BadFrame[], tx: Sql): Promise<void> {
  const each = [...new Map(frames.map((frame) => [`${frame.device} ${frame.epoch} ${frame.n}`, frame])).values()]
  const columns = { ...BOOT_TIME, n: 'bigint' } as const
  const found = await selectForKeys<Neighbours, typeof columns>(tx, {
    columns,
    keys: each.map(({ device, epoch, boot, n, monotonicMs }) => ({ device, epoch, boot, n, monotonicMs })),
    query: (key) => {
      const nearest = (column: string, side: '<=' | '>') =>
        `(SELECT ${column} FROM anchors
          WHERE device = ${key('device')} AND epoch = ${key('epoch')} AND boot = ${key('boot')}
          AND monotonic_ms ${side} ${key('monotonicMs')}
          ORDER BY monotonic_ms ${side === '>' ? '' : 'DESC'}, offset_ms LIMIT 1)`
      return `SELECT ${key('device')} AS device, ${key('epoch')} AS epoch, ${key('n')} AS n,
        ${key('boot')} AS boot, ${key('monotonicMs')} AS "monotonicMs",
        ${nearest('monotonic_ms', '<=')} AS "beforeMs", ${nearest('offset_ms', '<=')} AS "beforeOffsetMs",
        ${nearest('monotonic_ms', '>')} AS "afterMs", ${nearest('offset_ms', '>')} AS "afterOffsetMs"`
    },
  })
  for (const { device, epoch, n, monotonicMs, ...near } of found) {
    const offset = nearestOffset(monotonicMs, near)
    if (offset === null) continue
    await tx.run(
      `UPDATE placement SET offset_ms = ?, placed_by = 'anchor', at_ms = monotonic_ms + ?
       WHERE device = ? AND epoch = ? AND n = ?`,
      [offset, offset, device, epoch, n],
    )
  }
}

function nearestOffset(
  monotonicMs: number,
  { beforeMs, beforeOffsetMs, afterMs, afterOffsetMs }: Omit<Neighbours, keyof BadFrame>,
): number | null {
  if (beforeMs === null || afterMs === null) return beforeOffsetMs ?? afterOffsetMs
  return monotonicMs - beforeMs <= afterMs - monotonicMs ? beforeOffsetMs : afterOffsetMs
}
