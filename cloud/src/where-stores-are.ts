import { join } from 'node:path'
import type { BusinessDatabasePlace } from './business-database/business-database.ts'
import type { FrameLogPlace } from './frames/open-frame-log.ts'
import type { TelemetryPlace } from './telemetry/telemetry-database.ts'

export const FRAMES_FILE = 'frames.db'
const TELEMETRY_FILE = 'telemetry.db'
export const BUSINESS_FILE = 'business.db'

export interface StoreOptions {
  readonly directory: string
  /** postgres://…; undefined: SQLite files in the directory */
  readonly databaseUrl: string | undefined
}

export function frameLogPlace({ directory, databaseUrl }: StoreOptions): FrameLogPlace {
  return databaseUrl === undefined
    ? { engine: 'sqlite', path: join(directory, FRAMES_FILE) }
    : { engine: 'postgres', url: databaseUrl }
}

export function businessPlace({ directory, databaseUrl }: StoreOptions): BusinessDatabasePlace {
  return databaseUrl === undefined ? { path: join(directory, BUSINESS_FILE) } : { url: databaseUrl }
}

export function telemetryPlace({ directory, databaseUrl }: StoreOptions): TelemetryPlace {
  return databaseUrl === undefined
    ? { engine: 'sqlite', path: join(directory, TELEMETRY_FILE) }
    : { engine: 'postgres', url: databaseUrl }
}
