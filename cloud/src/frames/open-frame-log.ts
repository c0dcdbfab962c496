import type { FrameLog, FrameReader } from './frame-log.ts'
import { PostgresFrameLog } from './postgres-frame-log.ts'
import { holdPostgresFrameReader, openPostgresFrameReader } from './postgres-frame-reader.ts'
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

/** Of a log that exists. */
export function openFrameReader(place: FrameLogPlace): FrameReader {
  return place.engine === 'sqlite' ? new SqliteFrameReader(place.path) : openPostgresFrameReader(place.url)
}

/** The reader sees the log as it is at this moment, whatever is committed meanwhile. */
export async function holdFrameReader(place: FrameLogPlace): Promise<FrameReader> {
  return place.engine === 'sqlite'
    ? new SqliteFrameReader(place.path, { held: true })
    : holdPostgresFrameReader(place.url)
}
