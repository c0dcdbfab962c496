import type { Sql } from '../lib/sql.ts'
import type { FrameArrival } from './frame-log.ts'

const KEPT_PER_DEVICE = 64
const KEPT_BYTES = 4_096

/** Bytes that are no frame of the device that sent them: the newest few are kept to look at, all are counted. */
export async function quarantine(
  tx: Sql,
  { device, bytes, receivedAtMs }: FrameArrival,
  reason: string,
): Promise<void> {
  await tx.run(
    'INSERT INTO frame_quarantine (device, received_at_ms, reason, bytes, byte_length) VALUES (?, ?, ?, ?, ?)',
    // PostgreSQL's text has no NUL
    [device, receivedAtMs, reason.replaceAll('\0', '\uFFFD'), bytes.subarray(0, KEPT_BYTES), bytes.length],
  )
  await tx.run(
    `DELETE FROM frame_quarantine WHERE device = ? AND id <=
       (SELECT id FROM frame_quarantine WHERE device = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
    [device, device, KEPT_PER_DEVICE],
  )
  await tx.run(
    `INSERT INTO frame_quarantine_counts (device, total) VALUES (?, 1)
     ON CONFLICT (device) DO UPDATE SET total = frame_quarantine_counts.total + 1`,
    [device],
  )
}
