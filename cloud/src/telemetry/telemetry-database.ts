import { ALARMS_TABLES, createAlarmsProjection } from '../alarms/alarms.ts'
import { type DatabaseSchema, openDatabase, openDatabaseForReading } from '../lib/database.ts'
import { createPool, postgresSql } from '../lib/postgres.ts'
import type { Sql, SqlDatabase } from '../lib/sql.ts'
import { sqliteSql } from '../lib/sqlite-sql.ts'
import { prepareJournal } from '../projections/change-journal.ts'
import { createLayoutsProjection, LAYOUTS_TABLES } from '../projections/layouts.ts'
import { LEASE_STATEMENTS } from '../projections/leases.ts'
import type { Projection, ProjectionTables } from '../projections/projection.ts'
import { CURSOR_STATEMENTS, prepareTables } from '../projections/projection-tables.ts'
import { runEach } from '../projections/rows.ts'
import { CHAIN_TABLES, type ChainProjection, createChainProjection } from './chain.ts'
import { createFrameFlagsProjection, FRAME_FLAGS_TABLES } from './frame-flags.ts'
import type { PublicKeyOf } from './key-ring.ts'
import { createLastValuesProjection, LAST_VALUES_TABLES } from './last-values.ts'
import { createPlacementProjection } from './placement/placement.ts'
import { PLACEMENT_TABLES } from './placement/placement-tables.ts'
import { createPositionsProjection, POSITIONS_TABLES } from './positions.ts'
import { createRollUpsProjection, ROLL_UPS_TABLES } from './roll-ups/roll-ups.ts'

/** Where the projections are kept; plain, so that it can be told to a worker thread. The url may hold a password. */
export type TelemetryPlace =
  | { readonly engine: 'sqlite'; readonly path: string }
  | { readonly engine: 'postgres'; readonly url: string }

const TELEMETRY_SCHEMA: DatabaseSchema = { version: 1, sql: CURSOR_STATEMENTS.join(';\n') }

/** Apart from the business tables, which may have the same names. */
export const POSTGRES_SCHEMA = 'telemetry'
/** The two numbers of the advisory lock under which the tables are made. */
const TABLES_LOCK = [0x436f6c64, 3] as const
const READING_CONNECTIONS = 6
const WRITING_CONNECTIONS = 4

export const PROJECTION_NAMES = [
  'layouts',
  'placement',
  'chain',
  'frame-flags',
  'roll-ups',
  'last-values',
  'positions',
  'alarms',
] as const
export type ProjectionName = (typeof PROJECTION_NAMES)[number]

const ALL_TABLES: readonly ProjectionTables[] = [
  LAYOUTS_TABLES,
  PLACEMENT_TABLES,
  CHAIN_TABLES,
  FRAME_FLAGS_TABLES,
  ROLL_UPS_TABLES,
  LAST_VALUES_TABLES,
  POSITIONS_TABLES,
  ALARMS_TABLES,
]

/** Tables whose rows follow from the log alone. */
export const PROJECTED_TABLES: readonly string[] = [
  ...ALL_TABLES.flatMap(({ tables }) => tables),
  ...['waiting_frames', 'cursors'],
]

/** Checking chains and seals costs the most, so another instance may do it than the rest. */
export const LEASE_NAMES = ['chain', 'readings'] as const
export type LeaseName = (typeof LEASE_NAMES)[number]

export interface ProjectionSet {
  readonly chain: ChainProjection
  /** layouts first: a frame that carries its own layout can be decoded at once */
  readonly all: readonly Projection[]
  readonly byLease: Readonly<Record<LeaseName, readonly Projection[]>>
}

export function createProjections(parts: { readonly publicKeyOf: PublicKeyOf }): ProjectionSet {
  const chain = createChainProjection(parts)
  const all = [
    createLayoutsProjection(),
    createPlacementProjection(),
    chain,
    createFrameFlagsProjection(),
    createRollUpsProjection(),
    createLastValuesProjection(),
    createPositionsProjection(),
    createAlarmsProjection(),
  ]
  const readings = all.filter(({ name }) => name !== chain.name)
  return { chain, all, byLease: { chain: [chain], readings } }
}

/**
 * Opens for writing; makes the tables that are missing, those of a projection of another version anew. All of it can be
 * derived from the log again, so on SQLite the last commits need not survive a power cut.
 */
export async function openTelemetryDatabase(place: TelemetryPlace): Promise<SqlDatabase> {
  const db =
    place.engine === 'sqlite'
      ? sqliteSql(openDatabase(place.path, TELEMETRY_SCHEMA, { synchronous: 'NORMAL' }))
      : await openPostgres(place.url)
  try {
    await db.transaction((tx) => prepareTelemetryTables(tx))
    return db
  } catch (error) {
    await db.close()
    throw error
  }
}

/** The tables of one that `openTelemetryDatabase` has opened before. */
export function openTelemetryDatabaseForReading(place: TelemetryPlace): SqlDatabase {
  return place.engine === 'sqlite'
    ? sqliteSql(openDatabaseForReading(place.path, TELEMETRY_SCHEMA))
    : postgresSql(createPool(place.url, { connections: READING_CONNECTIONS, schema: POSTGRES_SCHEMA }))
}

async function openPostgres(url: string): Promise<SqlDatabase> {
  const db = postgresSql(createPool(url, { connections: WRITING_CONNECTIONS, schema: POSTGRES_SCHEMA }))
  try {
    await db.transaction(async (tx) => {
      await lockTables(tx)
      await tx.run(`CREATE SCHEMA IF NOT EXISTS ${POSTGRES_SCHEMA}`)
    })
    return db
  } catch (error) {
    await db.close()
    throw error
  }
}

/** Of several instances that start at once one makes the tables, and the others wait. */
async function lockTables(tx: Sql): Promise<void> {
  if (tx.engine === 'postgres') await tx.run('SELECT pg_advisory_xact_lock(?, ?)', TABLES_LOCK)
}

export async function prepareTelemetryTables(tx: Sql): Promise<void> {
  await lockTables(tx)
  await runEach(tx, CURSOR_STATEMENTS)
  // on SQLite there is one instance, and nothing to lease
  if (tx.engine === 'postgres') await runEach(tx, LEASE_STATEMENTS)
  await prepareJournal(tx)
  await forgetUnknown(tx)
  for (const tables of ALL_TABLES) await prepareTables(tx, tables)
}

/** What a release before derived and this one does not any more. */
const FORMER = [{ name: 'frame-summaries', tables: ['summaries', 'frame_flags', 'seals'] }] as const

async function forgetUnknown(tx: Sql): Promise<void> {
  for (const { name, tables } of FORMER) {
    const cursor = await tx.get('SELECT position FROM cursors WHERE projection = ?', [name])
    if (cursor === undefined) continue
    for (const table of tables) await tx.run(`DROP TABLE IF EXISTS ${table}`)
    await tx.run('DELETE FROM cursors WHERE projection = ?', [name])
    await tx.run('DELETE FROM waiting_frames WHERE projection = ?', [name])
  }
}
