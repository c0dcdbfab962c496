import type { FrameLog, FrameReader } from './frame-log.ts'
import { PostgresFrameLog } from './postgres-frame-log.ts'
import { openPostgresFrameReader } from './postgres-frame-reader.ts'
import { SqliteFrameLog } from './sqlite-frame-log.ts'
import { SqliteFrameReader } from './sqlite-frame-reader.ts'

/** Where the log is kept; plain, so that it can be told to a worker thread. The url may hold a password: never print it. */
export type FrameLogPlace =
  | { readonly engine: 'sqlite'; readonly path: string }
  | { readonly engine: 'postgres'; readonly url: string }

/** Makes the tables where they are missing, and brings those of an older release up to date. */
export function openFrameLog(place: FrameLogPlace): Promise<FrameLog> {
  return place.engine === 'sqlite' ? SqliteFrameLog.open(place.path) : PostgresFrameLog.open(place.url)
}

/** Of a log that exists. `held`: the reader sees it as it is at this moment, whatever is committed meanwhile. */
export async function openFrameReader(
  place: FrameLogPlace,
  { held = false }: { readonly held?: boolean } = {},
): Promise<FrameReader> {
  return place.engine === 'sqlite'
    ? new SqliteFrameReader(place.path, { held })
    : openPostgresFrameReader(place.url, { held })
}
