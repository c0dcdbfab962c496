import { openDatabase } from '../../lib/database.ts'
import { createPool, postgresSql } from '../../lib/postgres.ts'
import type { SqlDatabase } from '../../lib/sql.ts'
import { sqliteSql } from '../../lib/sqlite-sql.ts'
import { FRAME_SCHEMA } from '../frame-schema.ts'
import type { FrameLogPlace } from '../open-frame-log.ts'
import { Bundler } from './bundler.ts'

/** For writing, of a log that is there. */
export function openStore(place: FrameLogPlace): SqlDatabase {
  return place.engine === 'sqlite'
    ? sqliteSql(openDatabase(place.path, FRAME_SCHEMA))
    : postgresSql(createPool(place.url, { connections: 1 }))
}

/** One pass at once, by default over all frames. @returns how many it has moved */
export async function bundleOldFrames(
  place: FrameLogPlace,
  { receivedBeforeMs = Number.MAX_SAFE_INTEGER }: { readonly receivedBeforeMs?: number } = {},
): Promise<number> {
  const db = openStore(place)
  try {
    return await new Bundler({ db, nowMs: () => receivedBeforeMs, olderThanMs: 0 }).pass()
  } finally {
    await db.close()
  }
}
