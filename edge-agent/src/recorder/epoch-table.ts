import { fromHex, toHex } from '@coldrx/protocol'
import { z } from 'zod'
import type { RecorderDatabase } from './database.ts'

/** What a birth can name (messages.ts), and what is remembered beside the recorder's file. */
const EPOCHS_KNOWN = 64

export const knownEpochSchema = z.strictObject({
  epoch: z.string().regex(/^[0-9a-f]{12}$/),
  /** the next number to be given */
  nextN: z.int().min(0),
  acknowledgedThrough: z.int().min(-1),
  /** of the last frame, 64 hex digits */
  head: z.string().regex(/^[0-9a-f]{64}$/),
})

export type KnownEpoch = z.infer<typeof knownEpochSchema>

/** Frames `from` to `to` of an epoch. */
export interface FrameRange {
  readonly epoch: string
  readonly from: number
  readonly to: number
}

/** The newest epochs, newest first; also of a damaged file, as far as it can be read. */
export function readEpochs(db: RecorderDatabase): KnownEpoch[] {
  return db
    .prepare<[number], { epoch: string; nextN: number; acknowledgedThrough: number; head: Buffer }>(
      `SELECT e.epoch, e.next_n AS nextN, e.head, a.through AS acknowledgedThrough
       FROM epochs e JOIN acks a ON a.epoch = e.epoch ORDER BY e.position DESC LIMIT ?`,
    )
    .all(EPOCHS_KNOWN)
    .map(({ head, ...epoch }) => ({ ...epoch, head: toHex(head) }))
}

/** Epochs of an older file, or of a newer one than this: what is known of them goes on here. */
export function createInheritance(db: RecorderDatabase) {
  const inherit = db.prepare<[string, number, Uint8Array]>(
    `INSERT INTO epochs (epoch, reason, next_n, head, layout, contested) VALUES (?, 'inherited', ?, ?, '', 1)
     ON CONFLICT (epoch) DO UPDATE SET next_n = excluded.next_n, head = excluded.head
     WHERE excluded.next_n > epochs.next_n`,
  )
  const inheritAck = db.prepare<[string, number]>(
    `INSERT INTO acks (epoch, through) VALUES (?, ?)
     ON CONFLICT (epoch) DO UPDATE SET through = max(through, excluded.through)`,
  )
  const missingOf = createMissing(db)
  return {
    /** Call inside a transaction, before the epoch that follows them is opened. */
    inherit(epochs: readonly KnownEpoch[]): void {
      for (const { epoch, nextN, acknowledgedThrough, head } of epochs.toReversed()) {
        inherit.run(epoch, nextN, fromHex(head))
        inheritAck.run(epoch, acknowledgedThrough)
      }
    },
    /** Numbers that were given, are not known to be acknowledged, and whose frames are not here. */
    missing(epochs: readonly KnownEpoch[]): FrameRange[] {
      return epochs.flatMap(({ epoch, nextN, acknowledgedThrough }) =>
        missingOf({ epoch, from: acknowledgedThrough + 1, to: nextN - 1 }),
      )
    },
  }
}

/** The numbers of a range whose frames are not here. */
export function createMissing(db: RecorderDatabase): (range: FrameRange) => FrameRange[] {
  const numbers = db
    .prepare<[string, number, number], number>('SELECT n FROM frames WHERE epoch = ? AND n BETWEEN ? AND ? ORDER BY n')
    .pluck()
  return ({ epoch, from, to }) => {
    const ranges: FrameRange[] = []
    let first = from
    for (const n of [...numbers.all(epoch, from, to), to + 1]) {
      if (n > first) ranges.push({ epoch, from: first, to: n - 1 })
      first = n + 1
    }
    return ranges
  }
}
