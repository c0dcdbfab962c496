import type { Sql } from '../lib/sql.ts'
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
import { lastPosition } from './last-position.ts'

const FRAME_COLUMNS = `f.position, e.device, e.epoch, f.n, f.received_at_ms AS "receivedAtMs", f.hash, f.bytes
  FROM frames f JOIN epochs e ON e.id = f.epoch_id`

/** Reads beside the writers. */
export class SqlFrameReader implements FrameReader {
  readonly #sql: Sql
  readonly #close: () => Promise<void>

  constructor({ sql, close }: { readonly sql: Sql; readonly close: () => Promise<void> }) {
    this.#sql = sql
    this.#close = close
  }

  lastPosition(): Promise<number> {
    return lastPosition(this.#sql)
  }

  read(afterPosition: number, limit: number): Promise<readonly StoredFrame[]> {
    return this.#sql.all<StoredFrame>(`SELECT ${FRAME_COLUMNS} WHERE f.position > ? ORDER BY f.position LIMIT ?`, [
      afterPosition,
      limit,
    ])
  }

  async readFrame(device: string, epoch: string, n: number): Promise<StoredFrame | undefined> {
    return (await this.frames(device, epoch, n, n))[0]
  }

  async frames(device: string, epoch: string, from: number, to: number): Promise<readonly StoredFrame[]> {
    const id = await this.#epochId(device, epoch)
    if (id === undefined) return []
    return this.#sql.all<StoredFrame>(
      `SELECT ${FRAME_COLUMNS} WHERE f.epoch_id = ? AND f.n BETWEEN ? AND ? ORDER BY f.n`,
      [id, from, to],
    )
  }

  epochs(device?: string): Promise<readonly EpochExtent[]> {
    return this.#sql.all<EpochExtent>(
      `SELECT e.device, e.epoch, count(*) AS frames, min(f.n) AS "firstN", max(f.n) AS "lastN"
       FROM epochs e JOIN frames f ON f.epoch_id = e.id ${device === undefined ? '' : 'WHERE e.device = ?'}
       GROUP BY e.id, e.device, e.epoch ORDER BY e.id`,
      device === undefined ? [] : [device],
    )
  }

  async numbers(device: string, epoch: string): Promise<readonly (readonly [number, number])[]> {
    const id = await this.#epochId(device, epoch)
    if (id === undefined) return []
    return (await committedRanges(this.#sql, [id])).get(id)?.runs ?? []
  }

  forks(device: string, epoch: string): Promise<readonly StoredFork[]> {
    return this.#sql.all<StoredFork>(
      `SELECT e.device, e.epoch, f.n, f.received_at_ms AS "receivedAtMs", f.hash, f.bytes
       FROM forks f JOIN epochs e ON e.id = f.epoch_id WHERE e.device = ? AND e.epoch = ? ORDER BY f.n, f.id`,
      [device, epoch],
    )
  }

  async counts(): Promise<LogCounts> {
    const row = await this.#sql.get<LogCounts>(
      `SELECT (SELECT count(*) FROM frames) AS frames,
              (SELECT coalesce(sum(forks), 0) FROM epochs) AS forks,
              (SELECT coalesce(sum(total), 0) FROM frame_quarantine_counts) AS quarantined`,
    )
    return row ?? { frames: 0, forks: 0, quarantined: 0 }
  }

  async deviceFaults(device: string): Promise<DeviceFaults> {
    const row = await this.#sql.get<DeviceFaults>(
      `SELECT (SELECT coalesce(sum(forks), 0) FROM epochs WHERE device = ?) AS forks,
              coalesce((SELECT total FROM frame_quarantine_counts WHERE device = ?), 0) AS quarantined`,
      [device, device],
    )
    return row ?? { forks: 0, quarantined: 0 }
  }

  keptLayouts(): Promise<readonly KeptLayout[]> {
    return this.#sql.all<KeptLayout>('SELECT hash, bytes FROM kept_layouts ORDER BY hash')
  }

  close(): Promise<void> {
    return this.#close()
  }

  async #epochId(device: string, epoch: string): Promise<number | undefined> {
    const row = await this.#sql.get<{ id: number }>('SELECT id FROM epochs WHERE device = ? AND epoch = ?', [
      device,
      epoch,
    ])
    return row?.id
  }
}
