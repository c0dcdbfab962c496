import { LRUCache } from 'lru-cache'
import type { Sql } from '../../lib/sql.ts'
import type { StoredFrame } from '../frame-log.ts'
import { unpackBundle, unpackPositions } from './bundle.ts'
import { MOST_FRAMES, MOST_POSITIONS_APART } from './bundle-limits.ts'

const CACHED_BYTES = 32 * 1024 * 1024
const BYTES_BESIDE_A_FRAME = 200

interface BundleRow {
  readonly id: number
  readonly device: string
  readonly epoch: string
  readonly firstN: number
  readonly lastN: number
  readonly positions: Uint8Array
  readonly digest: Uint8Array
  readonly body: Uint8Array
}

const BUNDLE_COLUMNS = `b.id, e.device, e.epoch, b.first_n AS "firstN", b.last_n AS "lastN", b.positions, b.digest, b.body
  FROM bundles b JOIN epochs e ON e.id = b.epoch_id`

/**
 * Frames out of bundles. A frame that is bundled between two statements stands in both answers, never in none, where the
 * table of frames is asked first.
 */
export class BundleReader {
  readonly #sql: Sql
  /** bundles are never changed */
  readonly #unpacked = new LRUCache<number, readonly StoredFrame[]>({
    maxSize: CACHED_BYTES,
    sizeCalculation: (frames) => frames.reduce((sum, { bytes }) => sum + bytes.length + BYTES_BESIDE_A_FRAME, 1),
  })

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** Frames with from ≤ n ≤ to, ascending by n. @throws DamagedBundle */
  async byNumber(epochId: number, from: number, to: number): Promise<readonly StoredFrame[]> {
    const rows = await this.#sql.all<{ id: number }>(
      `SELECT id FROM bundles WHERE epoch_id = ? AND first_n BETWEEN ? AND ? AND last_n >= ? ORDER BY first_n`,
      [epochId, from - MOST_FRAMES, to, from],
    )
    const found: StoredFrame[] = []
    for (const { id } of rows) found.push(...(await this.#unpack(id)).filter(({ n }) => n >= from && n <= to))
    return found
  }

  /** Frames with from ≤ position ≤ to, in no order. @throws DamagedBundle */
  async byPosition(from: number, to: number): Promise<readonly StoredFrame[]> {
    const rows = await this.#sql.all<{ id: number; positions: Uint8Array }>(
      'SELECT id, positions FROM bundles WHERE last_position BETWEEN ? AND ? AND first_position <= ?',
      [from, to + MOST_POSITIONS_APART, to],
    )
    const found: StoredFrame[] = []
    for (const { id, positions } of rows) {
      if (!unpackPositions(positions).some((position) => position >= from && position <= to)) continue
      found.push(...(await this.#unpack(id)).filter(({ position }) => position >= from && position <= to))
    }
    return found
  }

  async #unpack(id: number): Promise<readonly StoredFrame[]> {
    const known = this.#unpacked.get(id)
    if (known !== undefined) return known
    const row = await this.#sql.get<BundleRow>(`SELECT ${BUNDLE_COLUMNS} WHERE b.id = ?`, [id])
    if (row === undefined) return []
    const frames = unpackBundle(row, row)
    this.#unpacked.set(id, frames)
    return frames
  }
}
