import { type FrameHeader, isTimeMs } from '@coldrx/protocol'
import type { Sql } from '../../lib/sql.ts'
import { type FrameMoment, packRun, unpackRun } from '../../projections/frame-runs.ts'
import { isGoodClock, ownOffsetMs } from '../../projections/own-clock.ts'
import {
  type Batch,
  type ChangeSink,
  type LoggedFrame,
  monotonicAt,
  type Projection,
} from '../../projections/projection.ts'
import { groupBy, insertNewRows, insertRows, selectForKeys } from '../../projections/rows.ts'
import { type Anchor, placeByAnchors } from './anchors.ts'
import { PLACEMENT_TABLES } from './placement-tables.ts'

interface NewFrame {
  readonly device: string
  readonly epoch: string
  readonly n: number
  readonly header: FrameHeader
}

interface RunRow {
  readonly device: string
  readonly epoch: string
  readonly slot: number
  readonly boot: number
  readonly layout: string
  readonly body: Uint8Array
}

/** Frames of an epoch whose numbers divided by it are equal share a row. */
const RUN_FRAMES = 256

const slotOf = (n: number): number => Math.floor(n / RUN_FRAMES)

const SLOT = { device: 'text', epoch: 'text', slot: 'bigint' } as const
const ANCHOR_COLUMNS = ['device', 'epoch', 'boot', 'monotonic_ms', 'offset_ms']
const RUN_KEY = ['device', 'epoch', 'slot', 'boot', 'layout'] as const
const RUN_SPAN = ['from_monotonic_ms', 'to_monotonic_ms', 'from_ms', 'to_ms'] as const

const epochOf = ({ device, epoch }: { readonly device: string; readonly epoch: string }): string => `${device} ${epoch}`
const nameOf = (frame: NewFrame): string => `${epochOf(frame)} ${frame.n}`
const runOf = ({ device, epoch, slot, boot, layout }: Omit<RunRow, 'body'>): string =>
  `${device} ${epoch} ${slot} ${boot} ${layout}`

/** Where each frame stands in UTC (docs/wire.md "Placing rows in time"). An anchor places the frames around it again. */
export function createPlacementProjection(): Projection {
  return {
    ...PLACEMENT_TABLES,
    takesSections: true,
    async take(batch, tx, changes) {
      const frames = await placeByOwnClock(batch.frames, tx, changes)
      const told = await insertNewRows(tx, {
        table: 'told_anchors',
        columns: ANCHOR_COLUMNS,
        key: ANCHOR_COLUMNS.length,
        rows: toldAnchorsOf(batch),
      })
      const places = frames.map(({ device, epoch, header }) => ({
        ...{ device, epoch, boot: header.boot, monotonicMs: header.monotonicMs },
        isAnchor: isGoodClock(header.clock),
      }))
      const anchors = told.map(([device, epoch, boot, monotonicMs]) => ({ device, epoch, boot, monotonicMs }))
      await placeByAnchors([...places, ...anchors.map((anchor) => ({ ...anchor, isAnchor: true }))], tx)
    },
  }
}

/** @returns the frames that were not there yet */
async function placeByOwnClock(
  frames: readonly LoggedFrame[],
  tx: Sql,
  changes: ChangeSink,
): Promise<readonly NewFrame[]> {
  const byName = new Map<string, NewFrame>()
  for (const { device, epoch, n, header } of frames) {
    const frame = header === undefined ? undefined : { device, epoch, n, header }
    if (frame !== undefined && !byName.has(nameOf(frame))) byName.set(nameOf(frame), frame)
  }
  const { runs, known } = await readSlots([...byName.values()], tx)
  const added = [...byName].flatMap(([name, frame]) => (known.has(name) ? [] : [frame]))
  await addToRuns(
    added.filter(({ header }) => isGoodClock(header.clock)),
    runs,
    tx,
  )
  await insertRows(tx, {
    table: 'unsure_frames',
    columns: ['device', 'epoch', 'n', 'boot', 'layout', 'monotonic_ms', 'offset_ms', 'is_anchored', 'at_ms'],
    rows: added.flatMap(({ device, epoch, n, header }) => {
      const { boot, layout, monotonicMs, wallMs, clock } = header
      if (isGoodClock(clock)) return []
      return [[device, epoch, n, boot, layout, monotonicMs, ownOffsetMs(header), 0, wallMs]]
    }),
  })
  await extendEpochs(added, tx)
  for (const { device } of added) changes.truck(device)
  return added
}

/** The runs that the frames may belong to, and the names of all frames that are there. */
async function readSlots(
  frames: readonly NewFrame[],
  tx: Sql,
): Promise<{ readonly runs: ReadonlyMap<string, FrameMoment[]>; readonly known: ReadonlySet<string> }> {
  const slots = new Map(
    frames.map(({ device, epoch, n }) => [`${device} ${epoch} ${slotOf(n)}`, { device, epoch, slot: slotOf(n) }]),
  )
  const keys = [...slots.values()]
  const stored = await selectForKeys<RunRow, typeof SLOT>(tx, {
    columns: SLOT,
    keys,
    query: (key) => `SELECT device, epoch, slot, boot, layout, body FROM placed_runs
      WHERE device = ${key('device')} AND epoch = ${key('epoch')} AND slot = ${key('slot')}`,
  })
  const unsure = await selectForKeys<{ device: string; epoch: string; n: number }, typeof SLOT>(tx, {
    columns: SLOT,
    keys,
    query: (key) => `SELECT device, epoch, n FROM unsure_frames
      WHERE device = ${key('device')} AND epoch = ${key('epoch')}
      AND n >= ${key('slot')} * ${RUN_FRAMES} AND n < (${key('slot')} + 1) * ${RUN_FRAMES}`,
  })
  const runs = new Map(stored.map((row) => [runOf(row), unpackRun(row.body)]))
  const known = new Set(unsure.map((frame) => `${epochOf(frame)} ${frame.n}`))
  for (const row of stored) for (const { n } of runs.get(runOf(row)) ?? []) known.add(`${epochOf(row)} ${n}`)
  return { runs, known }
}

async function addToRuns(
  frames: readonly NewFrame[],
  stored: ReadonlyMap<string, FrameMoment[]>,
  tx: Sql,
): Promise<void> {
  const keyOf = ({ device, epoch, n, header: { boot, layout } }: NewFrame) => ({
    ...{ device, epoch, slot: slotOf(n), boot, layout },
  })
  const rows = [...groupBy(frames, (frame) => runOf(keyOf(frame)))].flatMap(([name, added]) => {
    const [first] = added
    if (first === undefined) return []
    const run: FrameMoment[] = [
      ...(stored.get(name) ?? []),
      ...added.map(({ n, header }) => ({ n, monotonicMs: header.monotonicMs, offsetMs: ownOffsetMs(header) })),
    ]
    const key = keyOf(first)
    const monotonic = run.map(({ monotonicMs }) => monotonicMs)
    const utc = run.map(({ monotonicMs, offsetMs }) => monotonicMs + offsetMs)
    const span = [Math.min(...monotonic), Math.max(...monotonic), Math.min(...utc), Math.max(...utc)]
    return [[...RUN_KEY.map((column) => key[column]), ...span, packRun(run)]]
  })
  await insertRows(tx, {
    table: 'placed_runs',
    columns: [...RUN_KEY, ...RUN_SPAN, 'body'],
    rows,
    onConflict: `ON CONFLICT (${RUN_KEY.join(', ')}) DO UPDATE SET
      ${[...RUN_SPAN, 'body'].map((column) => `${column} = excluded.${column}`).join(', ')}`,
  })
}

async function extendEpochs(added: readonly NewFrame[], tx: Sql): Promise<void> {
  await insertRows(tx, {
    table: 'epoch_extents',
    columns: ['device', 'epoch', 'frames', 'last_n', 'layout', 'own_at_ms'],
    rows: [...groupBy(added, epochOf).values()].flatMap((ofEpoch) => {
      const last = ofEpoch.reduce((latest, frame) => (frame.n > latest.n ? frame : latest))
      return [[last.device, last.epoch, ofEpoch.length, last.n, last.header.layout, last.header.wallMs]]
    }),
    onConflict: `ON CONFLICT (device, epoch) DO UPDATE SET frames = epoch_extents.frames + excluded.frames,
      ${['layout', 'own_at_ms', 'last_n']
        .map(
          (column) =>
            `${column} = CASE WHEN excluded.last_n > epoch_extents.last_n THEN excluded.${column} ELSE epoch_extents.${column} END`,
        )
        .join(', ')}`,
  })
}

function toldAnchorsOf({ decoded }: Batch): Anchor[] {
  return decoded.flatMap((frame) =>
    frame.sections.flatMap((section): Anchor[] => {
      if (section.kind !== 'events') return []
      return section.events.flatMap(({ code, time, detail }): Anchor[] => {
        if (code !== 'anchor' || !isTimeMs(detail.utcMs)) return []
        const monotonicMs = monotonicAt(frame, time)
        return [[frame.device, frame.epoch, frame.header.boot, monotonicMs, detail.utcMs - monotonicMs]]
      })
    }),
  )
}
