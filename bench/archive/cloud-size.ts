import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundleOldFrames, openFrameLog } from '@coldrx/cloud'
import { toHex } from '@coldrx/protocol'
import Database from 'better-sqlite3'
import { DEVICE, PUBLIC_KEY, type TruckFrame } from './truck-log.ts'

const FRAMES_AT_ONCE = 500

export interface TableSize {
  readonly table: string
  readonly bytes: number
}

/** The frames through our own log, as it stands when all of them are old. */
export async function sizeOfLog(directory: string, frames: readonly TruckFrame[]): Promise<TableSize[]> {
  const place = { engine: 'sqlite', path: join(directory, 'frames.db') } as const
  const log = await openFrameLog(place)
  for (let at = 0; at < frames.length; at += FRAMES_AT_ONCE) {
    await log.accept(
      frames.slice(at, at + FRAMES_AT_ONCE).map(({ bytes, receivedAtMs }) => ({ device: DEVICE, bytes, receivedAtMs })),
    )
  }
  const { frames: stored } = await log.counts()
  const moved = await bundleOldFrames(place)
  await log.close()
  if (stored !== frames.length || moved !== frames.length) {
    throw new Error(`of ${frames.length} frames ${stored} were stored and ${moved} bundled`)
  }
  return tableSizes(place.path)
}

/** Everything that our program derives from that log, by its own command. */
export async function sizeOfProjections(directory: string): Promise<TableSize[]> {
  const fleetFile = join(directory, 'devices.json')
  const device = { device: DEVICE, publicKey: toHex(PUBLIC_KEY), secretHash: '00'.repeat(32) }
  await writeFile(fleetFile, JSON.stringify({ devices: [device], services: [] }))
  const args = ['rebuild', 'last-values', '--data', directory, '--fleet', fleetFile]
  await promisify(execFile)(process.execPath, [join('cloud', 'dist', 'main.js'), ...args])
  return tableSizes(join(directory, 'telemetry.db'))
}

/** By table, its indexes among them; free pages, which the next rows take, are not counted. */
function tableSizes(path: string): TableSize[] {
  const db = new Database(path)
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
    return db
      .prepare<[], TableSize>(
        `SELECT coalesce(m.tbl_name, s.name) AS "table", sum(s.pgsize) AS bytes
         FROM dbstat s LEFT JOIN sqlite_schema m ON m.name = s.name GROUP BY 1 ORDER BY 2 DESC`,
      )
      .all()
  } finally {
    db.close()
  }
}
