import type { BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'
import { toLogged } from '../projections/decoding.ts'
import { isGoodClock } from '../projections/own-clock.ts'
import type { DecodedFrame } from '../projections/projection.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import type { DrawnEpisode } from './condition.ts'
import { DeviceFold } from './device-fold.ts'
import { type DeviceState, newDeviceState } from './device-state.ts'
import { type FrameItem, inTime, itemsOf } from './frame-items.ts'
import type { Reception } from './reception.ts'
import type { RulesAt } from './rule-context.ts'

/** A frame that may stand elsewhere, or say more, once an anchor or its layout has come. */
export interface UnsettledFrame {
  readonly epoch: string
  readonly n: number
  readonly atMs: number
  readonly isDecoded: boolean
}

export interface Head {
  readonly state: DeviceState
  readonly reception: Reception | null
  readonly unsettled: readonly UnsettledFrame[]
}

export interface Checkpoint {
  readonly atMs: number
  readonly body: string
}

export interface Redrawing {
  readonly state: DeviceState
  /** what was settled by then stands */
  readonly afterMs: number
  readonly drawn: readonly DrawnEpisode[]
  readonly checkpoints: readonly Checkpoint[]
  readonly isLate: boolean
}

const HOUR_MS = 3_600_000
const CHECKPOINT_EVERY_MS = 6 * HOUR_MS
/** Frames seldom come later than that; for those that do one state in four weeks is kept. */
const ALL_KEPT_MS = 14 * 24 * HOUR_MS
const ONE_KEPT_IN_MS = 28 * 24 * HOUR_MS
/** So many items are sorted at once; frames come in the order of their own time, and their items reach a little beyond. */
const SORTED_AT_ONCE = 5_000
/** More of them than that are no longer watched: a truck whose clock is never set. */
const MOST_UNSETTLED = 500

export const emptyHead = (): Head => ({ state: newDeviceState(), reception: null, unsettled: [] })

export interface HistoryParts {
  readonly reader: BusinessReader
  readonly frames: Pick<FrameReader, 'frames'>
  readonly readModel: Pick<ReadModel, 'recorded' | 'unsureFrames'>
}

interface Placed {
  readonly stored: StoredFrame
  readonly atMs: number
  readonly isSure: boolean
}

/** Where the frames stand in UTC; those that are none are left out. */
export async function place({ readModel }: HistoryParts, stored: readonly StoredFrame[]): Promise<Placed[]> {
  const found: Placed[] = []
  for (const frame of stored) {
    const { header } = toLogged(frame)
    if (header === undefined) continue
    if (isGoodClock(header.clock)) {
      found.push({ stored: frame, atMs: header.wallMs, isSure: true })
      continue
    }
    const [unsure] = await readModel.unsureFrames({ ...frame, fromN: frame.n, toN: frame.n })
    found.push({ stored: frame, atMs: unsure?.atMs ?? header.wallMs, isSure: false })
  }
  return found
}

/** From when on watched frames say something else now; undefined: none does. */
async function movedFrom(
  { readModel }: HistoryParts,
  device: string,
  unsettled: readonly UnsettledFrame[],
): Promise<{ readonly fromMs: number | undefined; readonly still: readonly UnsettledFrame[] }> {
  let fromMs: number | undefined
  const still: UnsettledFrame[] = []
  const offer = (ms: number): void => {
    fromMs = Math.min(fromMs ?? ms, ms)
  }
  for (const frame of unsettled) {
    const { epoch, n } = frame
    const [now] = await readModel.unsureFrames({ device, epoch, fromN: n, toN: n })
    const atMs = now?.atMs ?? frame.atMs
    if (atMs !== frame.atMs) {
      offer(atMs)
      offer(frame.atMs)
    }
    if (frame.isDecoded) {
      still.push({ ...frame, atMs })
      continue
    }
    const decoded = await decodedAt({ readModel }, device, { ...frame, atMs })
    if (decoded !== undefined) offer(atMs)
    if (decoded === undefined || now !== undefined) still.push({ epoch, n, atMs, isDecoded: decoded !== undefined })
  }
  return { fromMs, still }
}

async function decodedAt(
  { readModel }: Pick<HistoryParts, 'readModel'>,
  device: string,
  { epoch, n, atMs }: UnsettledFrame,
): Promise<DecodedFrame | undefined> {
  for await (const { stored, decoded } of readModel.recorded({ device, fromMs: atMs, toMs: atMs })) {
    if (stored.epoch === epoch && stored.n === n) return decoded
  }
  return undefined
}

/** What new frames of a device change: at its end alone where they are the newest, otherwise everything since they were. */
export async function advance(
  parts: HistoryParts,
  {
    device,
    head,
    added,
    rulesAt,
    through,
  }: {
    readonly device: string
    readonly head: Head
    readonly added: readonly Placed[]
    readonly rulesAt: RulesAt
    /** of the frame log: what was stored later comes later */
    readonly through: number
  },
): Promise<Redrawing & { readonly unsettled: readonly UnsettledFrame[] }> {
  const moved = await movedFrom(parts, device, head.unsettled)
  const times = added.map(({ atMs }) => atMs)
  const span = { fromMs: Math.min(...times), toMs: Math.max(...times) }
  const wanted = new Map(added.map((placed) => [nameOf(placed.stored), placed]))
  const items: FrameItem[] = []
  const unsettled = [...moved.still]
  if (added.length > 0) {
    for await (const { stored, decoded, offsetMs } of parts.readModel.recorded({ device, ...span })) {
      const placed = wanted.get(nameOf(stored))
      if (placed === undefined) continue
      wanted.delete(nameOf(stored))
      if (decoded !== undefined) items.push(...itemsOf(decoded, offsetMs))
      const { epoch, n } = stored
      if (decoded === undefined || !placed.isSure) {
        unsettled.push({ epoch, n, atMs: placed.atMs, isDecoded: decoded !== undefined })
      }
    }
  }
  items.sort(inTime)
  const [first] = items
  const isNext =
    first === undefined || moved.fromMs !== undefined ? moved.fromMs === undefined : follows(first, head.state)
  const kept = unsettled.slice(-MOST_UNSETTLED)
  if (isNext) {
    const state = structuredClone(head.state)
    const checkpoints: Checkpoint[] = []
    const fold = new DeviceFold(state, rulesAt)
    for (const item of items) take(fold, item, checkpoints)
    const drawn = [...fold.takeClosed(), ...fold.open()]
    return { state, afterMs: head.state.atMs, drawn, checkpoints, isLate: false, unsettled: kept }
  }
  const fromMs = Math.min(moved.fromMs ?? Number.POSITIVE_INFINITY, first?.atMs ?? Number.POSITIVE_INFINITY)
  const redrawing = await redraw(parts, { device, fromMs, rulesAt, through })
  return { ...redrawing, unsettled: kept }
}

/** Everything since `fromMs` again, from the newest state before it on. */
export async function redraw(
  { reader, readModel }: HistoryParts,
  {
    device,
    fromMs,
    rulesAt,
    through,
  }: {
    readonly device: string
    readonly fromMs: number
    readonly rulesAt: RulesAt
    readonly through: number
  },
): Promise<Redrawing> {
  const before = await reader
    .selectFrom('episode_state')
    .select('body')
    .where('device', '=', device)
    .where('is_head', '=', 0)
    .where('at_ms', '<', toWhole(fromMs))
    .orderBy('at_ms', 'desc')
    .limit(1)
    .executeTakeFirst()
  const state = before === undefined ? newDeviceState() : (JSON.parse(before.body) as DeviceState)
  const beginning = { atMs: state.atMs, epoch: state.epoch, n: state.n }
  const afterMs = state.atMs
  const fold = new DeviceFold(state, rulesAt)
  const checkpoints: Checkpoint[] = []
  const drawn: DrawnEpisode[] = []
  let items: FrameItem[] = []
  const flush = (untilMs: number): void => {
    items.sort(inTime)
    const later: FrameItem[] = []
    for (const item of items) {
      if (item.atMs >= untilMs) later.push(item)
      else take(fold, item, checkpoints)
    }
    items = later
    drawn.push(...fold.takeClosed())
  }
  const span = { fromMs: afterMs, toMs: Number.MAX_SAFE_INTEGER }
  for await (const { stored, decoded, offsetMs } of readModel.recorded({ device, ...span })) {
    if (decoded === undefined || stored.position > through) continue
    if (items.length >= SORTED_AT_ONCE) flush(decoded.header.monotonicMs + offsetMs)
    items.push(...itemsOf(decoded, offsetMs).filter((item) => follows(item, beginning)))
  }
  flush(Number.POSITIVE_INFINITY)
  return { state, afterMs, drawn: [...drawn, ...fold.open()], checkpoints, isLate: true }
}

const toWhole = (ms: number): number => Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, ms))
const nameOf = ({ epoch, n }: { readonly epoch: string; readonly n: number }): string => `${epoch} ${n}`

/** Whether it comes after all that the state knows; the frame that the state ends with is known whole. */
function follows({ atMs, origin }: FrameItem, state: Pick<DeviceState, 'atMs' | 'epoch' | 'n'>): boolean {
  if (atMs !== state.atMs) return atMs > state.atMs
  return origin.epoch === state.epoch && origin.n > state.n
}

function take(fold: DeviceFold, item: FrameItem, checkpoints: Checkpoint[]): void {
  const { atMs } = fold.state
  const isFirst = atMs === Number.MIN_SAFE_INTEGER
  // a moment that others share is no place to begin again
  if (!isFirst && item.atMs > atMs && bucketOf(item.atMs) > bucketOf(atMs)) {
    checkpoints.push({ atMs, body: JSON.stringify(fold.state) })
  }
  fold.take(item)
}

const bucketOf = (ms: number): number => Math.floor(ms / CHECKPOINT_EVERY_MS)

/** The head as it is now, and the states to begin again from. */
export async function keep(
  tx: BusinessTransaction,
  device: string,
  head: Head,
  { afterMs, checkpoints, isLate }: Pick<Redrawing, 'afterMs' | 'checkpoints' | 'isLate'>,
): Promise<void> {
  const { state, reception, unsettled } = head
  const states = () => tx.deleteFrom('episode_state').where('device', '=', device)
  await states().where('is_head', '=', 1).execute()
  if (isLate) await states().where('is_head', '=', 0).where('at_ms', '>', afterMs).execute()
  const rows = checkpoints.map(({ atMs, body }) => ({
    at_ms: atMs,
    body,
    is_head: 0,
    reception: null as string | null,
  }))
  rows.push({
    ...{ at_ms: state.atMs, body: JSON.stringify(state), is_head: 1 },
    reception: JSON.stringify({ reception, unsettled }),
  })
  for (const row of rows) {
    await tx
      .insertInto('episode_state')
      .values({ device, ...row })
      .onConflict((conflict) => conflict.columns(['device', 'at_ms', 'is_head']).doUpdateSet({ body: row.body }))
      .execute()
  }
  if (checkpoints.length > 0) await thinOut(tx, device, state.atMs)
}

async function thinOut(tx: BusinessTransaction, device: string, headMs: number): Promise<void> {
  const old = await tx
    .selectFrom('episode_state')
    .select('at_ms')
    .where('device', '=', device)
    .where('is_head', '=', 0)
    .where('at_ms', '<', headMs - ALL_KEPT_MS)
    .orderBy('at_ms')
    .execute()
  let kept = Number.NEGATIVE_INFINITY
  for (const { at_ms: atMs } of old) {
    const bucket = Math.floor(atMs / ONE_KEPT_IN_MS)
    if (bucket === kept) {
      await tx
        .deleteFrom('episode_state')
        .where('device', '=', device)
        .where('is_head', '=', 0)
        .where('at_ms', '=', atMs)
        .execute()
    }
    kept = bucket
  }
}

export async function readHeads(reader: BusinessReader): Promise<Map<string, Head>> {
  const rows = await reader
    .selectFrom('episode_state')
    .select(['device', 'body', 'reception'])
    .where('is_head', '=', 1)
    .execute()
  return new Map(
    rows.map(({ device, body, reception }) => [
      device,
      {
        state: JSON.parse(body) as DeviceState,
        ...(JSON.parse(reception ?? '{}') as Pick<Head, 'reception' | 'unsettled'>),
      },
    ]),
  )
}
