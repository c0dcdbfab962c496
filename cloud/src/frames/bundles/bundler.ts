import type { Sql, SqlDatabase } from '../../lib/sql.ts'
import type { StoredFrame } from '../frame-log.ts'
import { FRAME_COLUMNS } from '../sql-frame-reader.ts'
import { type Bundle, packBundle } from './bundle.ts'
import { MOST_FRAMES, MOST_POSITIONS_APART } from './bundle-limits.ts'

/** A run that does not get full is bundled as it is when its frames are so many times as old as they must be. */
const TIMES_OLDER = 4

export interface BundlerParts {
  readonly db: SqlDatabase
  readonly nowMs: () => number
  /** how long ago a frame must have been received */
  readonly olderThanMs: number
}

/**
 * Moves old frames, a run of an epoch at a time, out of the table of frames into one compressed row. Writers and readers
 * wait at most for the one short transaction of a run; several bundlers do not get into each other's way.
 */
export class Bundler {
  readonly #db: SqlDatabase
  readonly #nowMs: () => number
  readonly #olderThanMs: number

  constructor({ db, nowMs, olderThanMs }: BundlerParts) {
    this.#db = db
    this.#nowMs = nowMs
    this.#olderThanMs = olderThanMs
  }

  /** One pass over all epochs, a run a step; ends early when `goOn` says so. @returns how many frames it has moved */
  async pass(goOn: () => boolean = () => true): Promise<number> {
    let moved = 0
    let epochId = 0
    for (;;) {
      await turnOfTheLoop()
      const next = await this.#db.get<{ id: number }>('SELECT id FROM epochs WHERE id > ? ORDER BY id LIMIT 1', [
        epochId,
      ])
      if (next === undefined) return moved
      epochId = next.id
      let after = -1
      while (goOn()) {
        await turnOfTheLoop()
        const run = await this.#nextRun(epochId, after)
        if (run === undefined) break
        if (await this.#move(epochId, packBundle(run.frames))) moved += run.frames.length
        after = run.lastN
      }
      if (!goOn()) return moved
    }
  }

  /** The next run beyond number `after` that is old enough and long enough; undefined: there is none yet. */
  async #nextRun(
    epochId: number,
    after: number,
  ): Promise<{ readonly frames: readonly StoredFrame[]; readonly lastN: number } | undefined> {
    const rows = await this.#db.all<StoredFrame>(
      `SELECT ${FRAME_COLUMNS} WHERE f.epoch_id = ? AND f.n > ? ORDER BY f.n LIMIT ?`,
      [epochId, after, MOST_FRAMES],
    )
    const now = this.#nowMs()
    const frames = runAtBegin(rows, now - this.#olderThanMs)
    const last = frames.at(-1)
    if (last === undefined) return undefined
    const isOld = frames.every(({ receivedAtMs }) => receivedAtMs < now - TIMES_OLDER * this.#olderThanMs)
    return frames.length === MOST_FRAMES || isOld ? { frames, lastN: last.n } : undefined
  }

  /** All or nothing. False: another bundler was quicker. */
  async #move(epochId: number, bundle: Bundle): Promise<boolean> {
    const frames = bundle.lastN - bundle.firstN + 1
    try {
      await this.#db.transaction(async (tx) => {
        const removed = await tx.run('DELETE FROM frames WHERE epoch_id = ? AND n BETWEEN ? AND ?', [
          epochId,
          bundle.firstN,
          bundle.lastN,
        ])
        if (removed !== frames) throw new MovedByAnother()
        await insertBundle(tx, epochId, bundle)
      })
      return true
    } catch (error) {
      if (error instanceof MovedByAnother) return false
      throw error
    }
  }
}

/** The rows up to the first that is too young, leaves numbers out, or was committed too far from the others. */
function runAtBegin(rows: readonly StoredFrame[], receivedBeforeMs: number): readonly StoredFrame[] {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, 0]
  const end = rows.findIndex(({ n, position, receivedAtMs }, at) => {
    lowest = Math.min(lowest, position)
    highest = Math.max(highest, position)
    const follows = n === (rows[0]?.n ?? 0) + at
    return !follows || receivedAtMs >= receivedBeforeMs || highest - lowest > MOST_POSITIONS_APART
  })
  return end === -1 ? rows : rows.slice(0, end)
}

/** SQLite answers without one; a call from outside must get in all the same. */
function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

class MovedByAnother extends Error {}

export async function insertBundle(tx: Sql, epochId: number, bundle: Bundle): Promise<void> {
  await tx.run(
    `INSERT INTO bundles (epoch_id, first_n, last_n, first_position, last_position, positions, digest, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      epochId,
      bundle.firstN,
      bundle.lastN,
      bundle.firstPosition,
      bundle.lastPosition,
      bundle.positions,
      bundle.digest,
      bundle.body,
    ],
  )
}
