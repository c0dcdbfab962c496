import type { Sql } from '../lib/sql.ts'
import { BundleReader } from './bundles/bundle-reader.ts'
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

export const FRAME_COLUMNS = `f.position, e.device, e.epoch, f.n, f.received_at_ms AS "receivedAtMs", f.hash, f.bytes
  FROM frames f JOIN epochs e ON e.id = f.epoch_id`

/** Reads beside the writers. */
export class SqlFrameReader implements FrameReader {
  readonly #sql: Sql
  readonly #bundles: BundleReader
  readonly #close: () => Promise<void>

  constructor({ sql, close }: { readonly sql: Sql; readonly close: () => Promise<void> }) {
    this.#sql = sql
    this.#bundles = new BundleReader(sql)
    this.#close = close
  }

  lastPosition(): Promise<number> {
    return lastPosition(this.#sql)
  }

  /** Positions have no holes, so these are the next `limit` of them; where some are missing all the same, fewer. */
  async read(afterPosition: number, limit: number): Promise<readonly StoredFrame[]> {
    const last = await this.lastPosition()
    for (let from = Math.max(afterPosition, 0) + 1; from <= last; from += limit) {
      const found = await this.#between(from, Math.min(from + limit - 1, last))
      if (found.length > 0) return found
    }
    return []
  }

  async readFrame(device: string, epoch: string, n: number): Promise<StoredFrame | undefined> {
    return (await this.frames(device, epoch, n, n))[0]
  }

  async frames(device: string, epoch: string, from: number, to: number): Promise<readonly StoredFrame[]> {
    const id = await this.#epochId(device, epoch)
    if (id === undefined) return []
    const single = await this.#sql.all<StoredFrame>(
      `SELECT ${FRAME_COLUMNS} WHERE f.epoch_id = ? AND f.n BETWEEN ? AND ? ORDER BY f.n`,
      [id, from, to],
    )
    const bundled = await this.#bundles.byNumber(id, from, to)
    return bundled.length === 0 ? single : onceEach([...bundled, ...single], (frame) => frame.n)
  }

  epochs(device?: string): Promise<readonly EpochExtent[]> {
    const ofDevice = device === undefined ? '' : 'WHERE epoch_id IN (SELECT id FROM epochs WHERE device = ?)'
    return this.#sql.all<EpochExtent>(
      `SELECT e.device, e.epoch, sum(parts.frames) AS frames, min(parts.first) AS "firstN", max(parts.last) AS "lastN"
       FROM (SELECT epoch_id, count(*) AS frames, min(n) AS first, max(n) AS last FROM frames ${ofDevice} GROUP BY epoch_id
             UNION ALL
             SELECT epoch_id, last_n - first_n + 1, first_n, last_n FROM bundles ${ofDevice}) AS parts
       JOIN epochs e ON e.id = parts.epoch_id GROUP BY e.id, e.device, e.epoch ORDER BY e.id`,
      device === undefined ? [] : [device, device],
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
      `SELECT (SELECT count(*) FROM frames)
                + (SELECT coalesce(sum(last_n - first_n + 1), 0) FROM bundles) AS frames,
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

  async #between(from: number, to: number): Promise<readonly StoredFrame[]> {
    const single = await this.#sql.all<StoredFrame>(
      `SELECT ${FRAME_COLUMNS} WHERE f.position BETWEEN ? AND ? ORDER BY f.position`,
      [from, to],
    )
    if (single.length === to - from + 1) return single
    const bundled = await this.#bundles.byPosition(from, to)
    return bundled.length === 0 ? single : onceEach([...bundled, ...single], (frame) => frame.position)
  }

  async #epochId(device: string, epoch: string): Promise<number | undefined> {
    const row = await this.#sql.get<{ id: number }>('SELECT id FROM epochs WHERE device = ? AND epoch = ?', [
      device,
      epoch,
    ])
    return row?.id
  }
}

/** Ascending; a frame that was bundled between two statements came twice. */
function onceEach(frames: readonly StoredFrame[], orderOf: (frame: StoredFrame) => number): StoredFrame[] {
  const sorted = [...frames].sort((left, right) => orderOf(left) - orderOf(right))
  return sorted.filter((frame, at) => at === 0 || frame.position !== sorted[at - 1]?.position)
}
