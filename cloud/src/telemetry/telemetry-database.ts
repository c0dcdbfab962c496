import { ALARMS_TABLES, createAlarmsProjection } from '../alarms/alarms.ts'
import { type DatabaseSchema, type Db, openDatabase } from '../lib/database.ts'
import { CHAIN_TABLES, createChainProjection } from './chain.ts'
import { createFrameSummariesProjection, FRAME_SUMMARIES_TABLES } from './frame-summaries.ts'
import { createLastValuesProjection, LAST_VALUES_TABLES } from './last-values.ts'
import { createLayoutsProjection, LAYOUTS_TABLES } from './layouts.ts'
import { createPlacementProjection, PLACEMENT_TABLES } from './placement.ts'
import { createPositionsProjection, POSITIONS_TABLES } from './positions.ts'
import type { ChangeSink, Projection, ProjectionTables } from './projection.ts'
import { prepareTables } from './projection-tables.ts'

export const TELEMETRY_SCHEMA: DatabaseSchema = {
  version: 1,
  sql: `
    CREATE TABLE cursors (projection TEXT PRIMARY KEY, version INTEGER NOT NULL, position INTEGER NOT NULL) STRICT;
    -- frames that a projection has passed by, until their layout comes
    CREATE TABLE waiting_frames (
      projection TEXT NOT NULL,
      layout TEXT NOT NULL,
      position INTEGER NOT NULL,
      PRIMARY KEY (layout, position, projection)
    ) STRICT, WITHOUT ROWID;
  `,
}

export const PROJECTION_NAMES = [
  'layouts',
  'placement',
  'chain',
  'frame-summaries',
  'last-values',
  'positions',
  'alarms',
] as const
export type ProjectionName = (typeof PROJECTION_NAMES)[number]

const ALL_TABLES: readonly ProjectionTables[] = [
  LAYOUTS_TABLES,
  PLACEMENT_TABLES,
  CHAIN_TABLES,
  FRAME_SUMMARIES_TABLES,
  LAST_VALUES_TABLES,
  POSITIONS_TABLES,
  ALARMS_TABLES,
]

export interface ProjectionSet {
  readonly layouts: ReturnType<typeof createLayoutsProjection>
  readonly chain: ReturnType<typeof createChainProjection>
  /** layouts first: a frame that carries its own layout can be decoded at once */
  readonly all: readonly Projection[]
}

/** All of it can be derived from the log again, so the last commits need not survive a power cut. */
export function openTelemetryDatabase(path: string): Db {
  return openDatabase(path, TELEMETRY_SCHEMA, { synchronous: 'NORMAL' })
}

/** Makes their tables first, where they are new or of an older version: statements fit only the columns of this one. */
export function createProjections(
  db: Db,
  parts: { readonly changes: ChangeSink; readonly publicKeyOf: (device: string) => Uint8Array | undefined },
): ProjectionSet {
  for (const tables of ALL_TABLES) prepareTables(db, tables)
  const { changes } = parts
  const layouts = createLayoutsProjection(db)
  const chain = createChainProjection(db, parts)
  const all = [
    layouts,
    createPlacementProjection(db, changes),
    chain,
    createFrameSummariesProjection(db, changes),
    createLastValuesProjection(db, changes),
    createPositionsProjection(db, changes),
    createAlarmsProjection(db, changes),
  ]
  return { layouts, chain, all }
}
