import { type Db, openDatabaseForReading, type Statement } from '../lib/database.ts'
import { committedRanges } from './committed-ranges.ts'
import type {
  DeviceFaults,
  EpochExtent,
  FrameReader,
  KeptLayout,
  LogCounts,
  StoredFork,
  StoredFrame,
} from './frame-log.ts'
import { FRAME_SCHEMA } from './frame-schema.ts'

interface FrameRow {
  readonly position: number
  readonly device: string
  readonly epoch: string
  readonly n: number
  readonly receivedAtMs: number
  readonly hash: Buffer
  readonly bytes: Buffer
}

const FRAME_COLUMNS = `f.position, e.device, e.epoch, f.n, f.received_at_ms AS receivedAtMs, f.hash, f.bytes
  FROM frames f JOIN epochs e ON e.id = f.epoch_id`

/** Reads beside the writers, on a connection of its own that cannot write. */
export class SqliteFrameReader implements FrameReader {
  readonly #db: Db
  readonly #last: Statement<[], number>
  readonly #after: Statement<[number, number], FrameRow>
  readonly #epochId: Statement<[string, string], number>
  readonly #between: Statement<[number, number, number], FrameRow>

  constructor(path: string) {
    this.#db = openDatabaseForReading(path, FRAME_SCHEMA)
    this.#last = this.#db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM frames').pluck()
    this.#after = this.#db.prepare(`SELECT ${FRAME_COLUMNS} WHERE f.position > ? ORDER BY f.position LIMIT ?`)
    this.#epochId = this.#db
      .prepare<[string, string], number>('SELECT id FROM epochs WHERE device = ? AND epoch = ?')
      .pluck()
    this.#between = this.#db.prepare(
      `SELECT ${FRAME_COLUMNS} WHERE f.epoch_id = ? AND f.n BETWEEN ? AND ? ORDER BY f.n`,
    )
  }

  /** From now on this reader sees the log as it is at this moment, whatever writers add. */
  hold(): void {
    this.#db.exec('BEGIN')
    this.#last.get()
  }

  async lastPosition(): Promise<number> {
    return this.#last.get() ?? 0
  }

  async read(afterPosition: number, limit: number): Promise<readonly StoredFrame[]> {
    return this.#after.all(afterPosition, limit)
  }

  async readFrame(device: string, epoch: string, n: number): Promise<StoredFrame | undefined> {
    return (await this.frames(device, epoch, n, n))[0]
  }

  async frames(device: string, epoch: string, from: number, to: number): Promise<readonly StoredFrame[]> {
    const id = this.#epochId.get(device, epoch)
    return id === undefined ? [] : this.#between.all(id, from, to)
  }

  async epochs(device?: string): Promise<readonly EpochExtent[]> {
    return this.#db
      .prepare<[string | null, string | null], EpochExtent>(
        `SELECT e.device, e.epoch, count(*) AS frames, min(f.n) AS firstN, max(f.n) AS lastN
         FROM epochs e JOIN frames f ON f.epoch_id = e.id WHERE ? IS NULL OR e.device = ? GROUP BY e.id ORDER BY e.id`,
      )
      .all(device ?? null, device ?? null)
  }

  async numbers(device: string, epoch: string): Promise<readonly (readonly [number, number])[]> {
    const id = this.#epochId.get(device, epoch)
    return id === undefined ? [] : committedRanges(this.#db, id)
  }

  async forks(device: string, epoch: string): Promise<readonly StoredFork[]> {
    return this.#db
      .prepare<[string, string], StoredFork>(
        `SELECT e.device, e.epoch, f.n, f.received_at_ms AS receivedAtMs, f.hash, f.bytes
         FROM forks f JOIN epochs e ON e.id = f.epoch_id WHERE e.device = ? AND e.epoch = ? ORDER BY f.n, f.id`,
      )
      .all(device, epoch)
  }

  async counts(): Promise<LogCounts> {
    const row = this.#db
      .prepare<[], LogCounts>(
        `SELECT (SELECT count(*) FROM frames) AS frames,
                (SELECT coalesce(sum(forks), 0) FROM epochs) AS forks,
                (SELECT coalesce(sum(total), 0) FROM quarantine_counts) AS quarantined`,
      )
      .get()
    return row ?? { frames: 0, forks: 0, quarantined: 0 }
  }

  async deviceFaults(device: string): Promise<DeviceFaults> {
    const row = this.#db
      .prepare<[string, string], DeviceFaults>(
        `SELECT (SELECT coalesce(sum(forks), 0) FROM epochs WHERE device = ?) AS forks,
                coalesce((SELECT total FROM quarantine_counts WHERE device = ?), 0) AS quarantined`,
      )
      .get(device, device)
    return row ?? { forks: 0, quarantined: 0 }
  }

  async keptLayouts(): Promise<readonly KeptLayout[]> {
    return this.#db.prepare<[], KeptLayout>('SELECT hash, bytes FROM kept_layouts ORDER BY hash').all()
  }

  async close(): Promise<void> {
    this.#db.close()
  }
}
