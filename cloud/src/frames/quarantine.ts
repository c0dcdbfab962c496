import type { Db, Statement } from '../lib/database.ts'
import type { FrameArrival } from './frame-log.ts'

const KEPT_PER_DEVICE = 64
const KEPT_BYTES = 4_096

/** Bytes that are no frame of the device that sent them: the newest few are kept to look at, all are counted. */
export class Quarantine {
  readonly #insert: Statement<[string, number, string, Uint8Array, number], unknown>
  readonly #trim: Statement<[string, string, number], unknown>
  readonly #count: Statement<[string], unknown>

  constructor(db: Db) {
    this.#insert = db.prepare(
      'INSERT INTO quarantine (device, received_at_ms, reason, bytes, byte_length) VALUES (?, ?, ?, ?, ?)',
    )
    this.#trim = db.prepare(
      `DELETE FROM quarantine WHERE device = ? AND id <=
         (SELECT id FROM quarantine WHERE device = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
    )
    this.#count = db.prepare(
      `INSERT INTO quarantine_counts (device, total) VALUES (?, 1) ON CONFLICT (device) DO UPDATE SET total = total + 1`,
    )
  }

  keep({ device, bytes, receivedAtMs }: FrameArrival, reason: string): void {
    this.#insert.run(device, receivedAtMs, reason, bytes.subarray(0, KEPT_BYTES), bytes.length)
    this.#trim.run(device, device, KEPT_PER_DEVICE)
    this.#count.run(device)
  }
}
