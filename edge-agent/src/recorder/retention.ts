import type { RecorderDatabase } from './database.ts'
import { createMissing, type FrameRange } from './epoch-table.ts'

/** Share of the limit from which on the oldest frames go, and down to which. What is left above is for a bad day. */
const TRIM_ABOVE = 0.95
const TRIM_DOWN_TO = 0.9
const FRAMES_AT_ONCE = 32
/** in one transaction: the entry that it comes with must not wait for long */
const MOST_TIMES = 64

/** Keeps the file below its limit: the oldest frames that the cloud has go, one that it is not known to have never does. */
export function createRetention(db: RecorderDatabase, maxPages: number | undefined) {
  // the last frame of an epoch stays: what follows goes on from it
  const oldest = db.prepare<[number], { rowid: number; epoch: string; n: number }>(
    `SELECT f.rowid, f.epoch, f.n FROM epochs e CROSS JOIN frames f ON f.epoch = e.epoch
     WHERE f.n < e.next_n - 1 AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.epoch = f.epoch AND w.n = f.n)
     ORDER BY e.position, f.n LIMIT ?`,
  )
  const remove = db.prepare<[number]>('DELETE FROM frames WHERE rowid = ?')
  const note = db.prepare<[string, number]>(
    `INSERT INTO trimmed (epoch, through) VALUES (?, ?)
     ON CONFLICT (epoch) DO UPDATE SET through = max(through, excluded.through)`,
  )
  const trimmedThrough = db.prepare<[string], number>('SELECT through FROM trimmed WHERE epoch = ?').pluck()
  const told = db.prepare<[string], { first: number; last: number }>(
    'SELECT first, last FROM told_losses WHERE epoch = ?',
  )
  const noteTold = db.prepare<[string, number, number]>(
    'INSERT OR IGNORE INTO told_losses (epoch, first, last) VALUES (?, ?, ?)',
  )
  const missingOf = createMissing(db)

  const used = (): number => count('page_count') - count('freelist_count')
  const count = (pragma: string): number => Number(db.pragma(pragma, { simple: true }))

  function trimOnce(): boolean {
    const frames = oldest.all(FRAMES_AT_ONCE)
    const through = new Map<string, number>()
    for (const { rowid, epoch, n } of frames) {
      remove.run(rowid)
      through.set(epoch, n)
    }
    for (const [epoch, n] of through) note.run(epoch, n)
    return frames.length > 0
  }

  return {
    /** share of the limit that is used; 0 without one */
    usedShare: (): number => (maxPages === undefined ? 0 : used() / maxPages),
    /** Call inside a transaction. Gives whether anything went. */
    trim(): boolean {
      if (maxPages === undefined || used() <= maxPages * TRIM_ABOVE) return false
      let times = 0
      while (times < MOST_TIMES && used() > maxPages * TRIM_DOWN_TO && trimOnce()) times++
      return times > 0
    },
    /**
     * Call inside a transaction, with the numbers that the cloud says it lacks: what of them went from here is lost for
     * good, and is to be told once.
     */
    lossesToTell(epoch: string, lacking: readonly (readonly [from: number, to: number])[]): FrameRange[] {
      const through = trimmedThrough.get(epoch)
      if (through === undefined) return []
      const before = told.all(epoch)
      const losses = lacking
        .flatMap(([from, to]) => (from > through ? [] : missingOf({ epoch, from, to: Math.min(to, through) })))
        .filter(({ from, to }) => !before.some(({ first, last }) => first <= from && to <= last))
      for (const { from, to } of losses) noteTold.run(epoch, from, to)
      return losses
    },
  }
}

export type Retention = ReturnType<typeof createRetention>
