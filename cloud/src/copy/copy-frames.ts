import { equalBytes, sm3 } from '@coldrx/protocol'
import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'
import { lastPosition } from '../frames/last-position.ts'
import { lockForAppending } from '../frames/postgres-lock.ts'
import type { Sql, SqlDatabase, SqlValue } from '../lib/sql.ts'
import { insertRows } from '../lib/sql-lists.ts'
import { type CopiedRow, type CopiedTable, describeTable, putRows, removeOthers, rowsOf } from './copied-rows.ts'

const BATCH_FRAMES = 1_000
/** What the log keeps beside frames. `epochs` is there already and gets its counts of forks. */
const SMALL_TABLES = ['epochs', 'forks', 'frame_quarantine', 'frame_quarantine_counts', 'kept_layouts'] as const

/** The target is empty, or has been copied from this very log. @returns up to where */
export async function copiedThrough(from: FrameReader, target: Sql, to: FrameReader): Promise<number> {
  const through = await lastPosition(target)
  if (through === 0) return 0
  const [[theirs], [ours]] = await Promise.all([from.read(through - 1, 1), to.read(through - 1, 1)])
  const isSame = theirs !== undefined && ours !== undefined && isSameFrame(theirs, ours)
  if (!isSame) throw new Error(`the target holds ${through} frames that are not those of the source`)
  return through
}

export function isSameFrame(left: StoredFrame, right: StoredFrame): boolean {
  return (
    left.position === right.position &&
    left.device === right.device &&
    left.epoch === right.epoch &&
    left.n === right.n &&
    left.receivedAtMs === right.receivedAtMs &&
    equalBytes(left.hash, right.hash) &&
    equalBytes(left.bytes, right.bytes)
  )
}

/** Frames at the same positions, a batch a transaction, up to `last`. */
export async function copyFrames(
  { reader, sql }: { readonly reader: FrameReader; readonly sql: Sql },
  target: SqlDatabase,
  { after, last }: { readonly after: number; readonly last: number },
): Promise<void> {
  let position = after
  while (position < last) {
    const frames = (await reader.read(position, BATCH_FRAMES)).filter((frame) => frame.position <= last)
    const end = frames.at(-1)?.position
    if (end === undefined) throw new Error(`the source has no frames after position ${position}, though it has ${last}`)
    for (const { device, epoch, n, hash, bytes } of frames) {
      // what is damaged already must not become the truth on the other side
      if (!equalBytes(sm3(bytes), hash))
        throw new Error(`frame ${n} of ${device}, epoch ${epoch} is damaged: run verify`)
    }
    await appendAt(sql, target, { after: position, frames })
    position = end
  }
}

async function appendAt(
  source: Sql,
  target: SqlDatabase,
  { after, frames }: { readonly after: number; readonly frames: readonly StoredFrame[] },
): Promise<void> {
  const epochs = await source.all<CopiedRow & { id: number; device: string; epoch: string }>(
    'SELECT id, device, epoch FROM epochs ORDER BY id',
  )
  const ids = new Map(epochs.map(({ id, device, epoch }) => [`${device}/${epoch}`, id]))
  const used = new Set(frames.map(({ device, epoch }) => ids.get(`${device}/${epoch}`)))
  await target.transaction(async (tx) => {
    await lockForAppending(tx)
    const found = await lastPosition(tx)
    if (found !== after)
      throw new Error(`the target was written to by another: it ends at ${found} and not at ${after}`)
    await putRows(
      tx,
      { name: 'epochs', columns: ['id', 'device', 'epoch'], key: ['id'] },
      epochs.filter(({ id }) => used.has(id)),
    )
    const rows = frames.map(({ position, device, epoch, n, receivedAtMs, hash, bytes }): SqlValue[] => [
      ...[position, ids.get(`${device}/${epoch}`) ?? null, n, receivedAtMs, hash, bytes],
    ])
    const text = 'INSERT INTO frames (position, epoch_id, n, received_at_ms, hash, bytes) VALUES'
    await insertRows(tx, text, '(?, ?, ?, ?, ?, ?)', rows)
  })
}

/** Forks, quarantine, layouts and counts, all at once. */
export async function copyBesideFrames(
  source: Sql,
  target: SqlDatabase,
): Promise<readonly { readonly table: CopiedTable; readonly rows: readonly CopiedRow[] }[]> {
  const copied = await Promise.all(
    SMALL_TABLES.map(async (name) => {
      const table = await describeTable(source, name)
      return { table, rows: await rowsOf(source, table) }
    }),
  )
  await target.transaction(async (tx) => {
    await lockForAppending(tx)
    for (const { table, rows } of copied) {
      await removeOthers(tx, table, rows)
      await putRows(tx, table, rows)
    }
    // numbers were given by the source; the next ones come behind them
    for (const name of ['epochs', 'forks', 'frame_quarantine']) {
      await tx.run(
        `SELECT setval(pg_get_serial_sequence('${name}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM ${name}), false)`,
      )
    }
  })
  return copied
}
