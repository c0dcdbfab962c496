import type { Sql } from '../../lib/sql.ts'
import { unpackRun } from '../../projections/frame-runs.ts'
import { groupBy, selectForKeys } from '../../projections/rows.ts'

export type Anchor = readonly [device: string, epoch: string, boot: number, monotonicMs: number, offsetMs: number]

/** What a batch has brought: an anchor, or a frame that wants one. */
export interface NewPlace {
  readonly device: string
  readonly epoch: string
  readonly boot: number
  readonly monotonicMs: number
  readonly isAnchor: boolean
}

type BootSpan = {
  readonly device: string
  readonly epoch: string
  readonly boot: number
  readonly fromMs: number
  readonly toMs: number
}

interface UnsureFrame {
  readonly device: string
  readonly epoch: string
  readonly boot: number
  readonly n: number
  readonly monotonicMs: number
  readonly offsetMs: number
  readonly isAnchored: number
}

interface AnchorPoint {
  readonly monotonicMs: number
  readonly offsetMs: number
}

const BOOT_SPAN = { device: 'text', epoch: 'text', boot: 'bigint', fromMs: 'bigint', toMs: 'bigint' } as const
type SpanKey = (column: keyof typeof BOOT_SPAN) => string

const bootOf = ({ device, epoch, boot }: Pick<BootSpan, 'device' | 'epoch' | 'boot'>): string =>
  `${device} ${epoch} ${boot}`
const sameBoot = (key: SpanKey): string =>
  `device = ${key('device')} AND epoch = ${key('epoch')} AND boot = ${key('boot')}`

/** Frames whose clock was not good: by the nearest anchor of the same boot, where there is one; of equally near ones the earlier. */
export async function placeByAnchors(places: readonly NewPlace[], tx: Sql): Promise<void> {
  const unsure = await unsureAround(places, tx)
  if (unsure.length === 0) return
  const anchors = await anchorsAround(spansOf(unsure), tx)
  for (const frame of unsure) {
    const { device, epoch, n, monotonicMs } = frame
    const offset = nearestOffset(monotonicMs, anchors.get(bootOf(frame)) ?? [])
    if (offset === undefined || (frame.isAnchored === 1 && frame.offsetMs === offset)) continue
    await tx.run(
      `UPDATE unsure_frames SET offset_ms = ?, is_anchored = 1, at_ms = monotonic_ms + ?
       WHERE device = ? AND epoch = ? AND n = ?`,
      [offset, offset, device, epoch, n],
    )
  }
}

function spansOf(
  places: readonly (Omit<BootSpan, 'fromMs' | 'toMs'> & { readonly monotonicMs: number })[],
): BootSpan[] {
  return [...groupBy(places, bootOf).values()].flatMap((ofBoot) => {
    const [first] = ofBoot
    if (first === undefined) return []
    const { device, epoch, boot } = first
    let [fromMs, toMs] = [first.monotonicMs, first.monotonicMs]
    for (const { monotonicMs } of ofBoot) {
      fromMs = Math.min(fromMs, monotonicMs)
      toMs = Math.max(toMs, monotonicMs)
    }
    return [{ device, epoch, boot, fromMs, toMs }]
  })
}

/** Only frames between the neighbours of a new anchor can have it as their nearest; these are at most a run more. */
async function unsureAround(places: readonly NewPlace[], tx: Sql): Promise<UnsureFrame[]> {
  const select = `SELECT device, epoch, boot, n, monotonic_ms AS "monotonicMs", offset_ms AS "offsetMs",
    is_anchored AS "isAnchored" FROM unsure_frames`
  const added = await selectForKeys<UnsureFrame, typeof BOOT_SPAN>(tx, {
    columns: BOOT_SPAN,
    keys: spansOf(places.filter(({ isAnchor }) => !isAnchor)),
    query: (key) => `${select} WHERE ${sameBoot(key)} AND monotonic_ms BETWEEN ${key('fromMs')} AND ${key('toMs')}`,
  })
  const beside = await selectForKeys<UnsureFrame, typeof BOOT_SPAN>(tx, {
    columns: BOOT_SPAN,
    keys: spansOf(places.filter(({ isAnchor }) => isAnchor)),
    query: (key) => `${select} WHERE ${sameBoot(key)}
      AND monotonic_ms >= coalesce((SELECT max(before_ms) FROM (
        SELECT max(to_monotonic_ms) AS before_ms FROM placed_runs
        WHERE ${sameBoot(key)} AND to_monotonic_ms < ${key('fromMs')}
        UNION ALL SELECT max(monotonic_ms) FROM told_anchors
        WHERE ${sameBoot(key)} AND monotonic_ms < ${key('fromMs')}) AS anchors_before), 0)
      AND monotonic_ms <= coalesce((SELECT min(after_ms) FROM (
        SELECT min(from_monotonic_ms) AS after_ms FROM placed_runs
        WHERE ${sameBoot(key)} AND to_monotonic_ms > ${key('toMs')} AND from_monotonic_ms > ${key('toMs')}
        UNION ALL SELECT min(monotonic_ms) FROM told_anchors
        WHERE ${sameBoot(key)} AND monotonic_ms > ${key('toMs')}) AS anchors_after), ${Number.MAX_SAFE_INTEGER})`,
  })
  return [...new Map([...added, ...beside].map((frame) => [`${bootOf(frame)} ${frame.n}`, frame])).values()]
}

/** Of each boot in the order of time, then of offsets: those of the span, and on either side at least the nearest. */
async function anchorsAround(
  spans: readonly BootSpan[],
  tx: Sql,
): Promise<ReadonlyMap<string, readonly AnchorPoint[]>> {
  const runs = await selectForKeys<{ device: string; epoch: string; boot: number; body: Uint8Array }, typeof BOOT_SPAN>(
    tx,
    {
      columns: BOOT_SPAN,
      keys: spans,
      query: (key) => `SELECT device, epoch, boot, body FROM placed_runs
        WHERE ${sameBoot(key)}
        AND to_monotonic_ms >= coalesce((SELECT max(to_monotonic_ms) FROM placed_runs
          WHERE ${sameBoot(key)} AND to_monotonic_ms <= ${key('fromMs')}), 0)
        AND from_monotonic_ms <= coalesce((SELECT min(from_monotonic_ms) FROM placed_runs
          WHERE ${sameBoot(key)} AND to_monotonic_ms > ${key('toMs')} AND from_monotonic_ms > ${key('toMs')}),
          ${Number.MAX_SAFE_INTEGER})`,
    },
  )
  const told = await selectForKeys<AnchorPoint & Omit<BootSpan, 'fromMs' | 'toMs'>, typeof BOOT_SPAN>(tx, {
    columns: BOOT_SPAN,
    keys: spans,
    query: (
      key,
    ) => `SELECT device, epoch, boot, monotonic_ms AS "monotonicMs", offset_ms AS "offsetMs" FROM told_anchors
      WHERE ${sameBoot(key)}
      AND monotonic_ms >= coalesce((SELECT max(monotonic_ms) FROM told_anchors
        WHERE ${sameBoot(key)} AND monotonic_ms <= ${key('fromMs')}), 0)
      AND monotonic_ms <= coalesce((SELECT min(monotonic_ms) FROM told_anchors
        WHERE ${sameBoot(key)} AND monotonic_ms > ${key('toMs')}), ${Number.MAX_SAFE_INTEGER})`,
  })
  const points = [
    ...told,
    ...runs.flatMap(({ device, epoch, boot, body }) =>
      unpackRun(body).map(({ monotonicMs, offsetMs }) => ({ device, epoch, boot, monotonicMs, offsetMs })),
    ),
  ]
  const anchors = groupBy(points, bootOf)
  for (const ofBoot of anchors.values()) {
    ofBoot.sort((left, right) => left.monotonicMs - right.monotonicMs || left.offsetMs - right.offsetMs)
  }
  return anchors
}

/** `anchors`: in the order of time, then of offsets. Of several at one moment the least offset counts. */
function nearestOffset(monotonicMs: number, anchors: readonly AnchorPoint[]): number | undefined {
  const afterAt = firstFrom(anchors, (anchor) => anchor.monotonicMs > monotonicMs)
  const after = anchors[afterAt]
  const last = anchors[afterAt - 1]
  if (last === undefined) return after?.offsetMs
  const before = anchors[firstFrom(anchors, (anchor) => anchor.monotonicMs >= last.monotonicMs)] ?? last
  if (after === undefined) return before.offsetMs
  return monotonicMs - before.monotonicMs <= after.monotonicMs - monotonicMs ? before.offsetMs : after.offsetMs
}

/** The first index from which on all fulfil it. */
function firstFrom(anchors: readonly AnchorPoint[], fulfils: (anchor: AnchorPoint) => boolean): number {
  let [low, high] = [0, anchors.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const anchor = anchors[middle]
    if (anchor !== undefined && fulfils(anchor)) high = middle
    else low = middle + 1
  }
  return low
}
