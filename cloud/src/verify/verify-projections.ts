import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { FrameReader } from '../frames/frame-log.ts'
import type { Db } from '../lib/database.ts'
import { createPool, openSnapshot } from '../lib/postgres.ts'
import type { SqlDatabase, SqlValue } from '../lib/sql.ts'
import { Projector } from '../projections/projector.ts'
import { insertRows } from '../projections/rows.ts'
import type { PublicKeyOf } from '../telemetry/key-ring.ts'
import {
  createProjections,
  openTelemetryDatabase,
  POSTGRES_SCHEMA,
  PROJECTED_TABLES,
  type TelemetryPlace,
} from '../telemetry/telemetry-database.ts'
import type { Findings } from './findings.ts'

const STORED_FILE = 'stored.db'
/** Of a table of PostgreSQL so many rows are copied at once. */
const ROWS_AT_ONCE = 5_000

/** The projections as they were at one moment, in a file of our own. */
export class StoredProjections {
  #directory: string | undefined

  async copy(place: TelemetryPlace): Promise<void> {
    const directory = await mkdtemp(join(tmpdir(), 'coldrx-verify-'))
    this.#directory = directory
    const path = join(directory, STORED_FILE)
    try {
      if (place.engine === 'sqlite') {
        const stored = new Database(place.path, { readonly: true, fileMustExist: true })
        await stored.backup(path).finally(() => stored.close())
      } else await copyFromPostgres(place.url, path)
    } catch (error) {
      await this.remove()
      throw error
    }
  }

  /** where the copy is, and where a rebuild may be made beside it; undefined: there is no copy */
  get directory(): string | undefined {
    return this.#directory
  }

  async remove(): Promise<void> {
    const directory = this.#directory
    this.#directory = undefined
    if (directory !== undefined) await rm(directory, { recursive: true })
  }
}

/** Into tables of SQLite: the same statements made both, and a rebuild is compared with them all the same. */
async function copyFromPostgres(url: string, path: string): Promise<void> {
  const copy = await openTelemetryDatabase({ engine: 'sqlite', path })
  const pool = createPool(url, { connections: 1, schema: POSTGRES_SCHEMA })
  try {
    const snapshot = await openSnapshot(pool)
    const { sql } = snapshot
    try {
      for (const table of PROJECTED_TABLES) {
        const columns = await columnsOf(copy, table)
        await copy.transaction(async (tx) => {
          await tx.run(`DELETE FROM ${table}`)
          await sql.run(`DECLARE rows_of_${table} CURSOR FOR SELECT ${columns.join(', ')} FROM ${table}`)
          for (;;) {
            const rows = await sql.all<Record<string, SqlValue>>(`FETCH ${ROWS_AT_ONCE} FROM rows_of_${table}`)
            if (rows.length === 0) break
            await insertRows(tx, {
              ...{ table, columns },
              rows: rows.map((row) => columns.map((column) => row[column] ?? null)),
            })
          }
          await sql.run(`CLOSE rows_of_${table}`)
        })
      }
    } finally {
      await snapshot.release()
    }
  } finally {
    await pool.end()
    await copy.close()
  }
}

async function columnsOf(db: SqlDatabase, table: string): Promise<string[]> {
  const columns = await db.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', [table])
  return columns.map(({ name }) => name)
}

interface ProjectionsParts {
  readonly stored: StoredProjections
  readonly frames: FrameReader
  readonly findings: Findings
  readonly publicKeyOf: PublicKeyOf
}

/**
 * Compares the stored projections, caught up as the server would at its next start, with ones made anew from the log.
 * Both happen in copies.
 */
export async function verifyProjections(parts: ProjectionsParts): Promise<void> {
  const { stored, findings, frames } = parts
  const { directory } = stored
  // that it could not be made is told already
  if (directory === undefined) return
  const copied = join(directory, STORED_FILE)
  const made = join(directory, 'rebuilt.db')
  const lastPosition = await frames.lastPosition()
  await inDatabase(copied, async (copy) => {
    const cursors = await copy.all<{ projection: string; position: number }>('SELECT projection, position FROM cursors')
    for (const { projection, position } of cursors) {
      if (position <= lastPosition) continue
      const problem = `projection ${projection} has seen frames that the log does not have`
      findings.fault({ check: 'projections', problem, expected: `at most ${lastPosition}`, found: `${position}` })
    }
    await catchUp(copy, parts)
  })
  await inDatabase(made, (db) => catchUp(db, parts))
  const [copy, rebuilt] = [new Database(copied, { readonly: true }), new Database(made, { readonly: true })]
  try {
    for (const table of PROJECTED_TABLES) compareTable({ table, stored: copy, rebuilt, findings })
  } finally {
    copy.close()
    rebuilt.close()
  }
}

async function inDatabase(path: string, work: (db: SqlDatabase) => Promise<void>): Promise<void> {
  const db = await openTelemetryDatabase({ engine: 'sqlite', path })
  try {
    await work(db)
  } finally {
    await db.close()
  }
}

async function catchUp(db: SqlDatabase, { frames, publicKeyOf }: ProjectionsParts): Promise<void> {
  const projections = createProjections({ publicKeyOf })
  const projector = new Projector({ db, frames, projections: projections.all })
  await projector.inTransaction((tx, changes) => projections.chain.checkAgain(tx, changes))
  await projector.catchUp()
}

/** Side by side in the order of their columns; only the first difference of a table is told. */
function compareTable({
  table,
  stored,
  rebuilt,
  findings,
}: {
  readonly table: string
  readonly stored: Db
  readonly rebuilt: Db
  readonly findings: Findings
}): void {
  const difference = firstDifference(rowsInOrder(rebuilt, table), rowsInOrder(stored, table), () =>
    findings.count('rows of projections equal to a rebuild'),
  )
  if (difference === undefined) return
  const problem = `table ${table} differs from a rebuild`
  const { expected = 'no such row', found = 'no such row' } = difference
  findings.fault({ check: 'projections', problem, expected, found })
}

function firstDifference(
  expected: Generator<string, undefined>,
  found: Generator<string, undefined>,
  onEqual: () => void,
): { readonly expected: string | undefined; readonly found: string | undefined } | undefined {
  try {
    for (;;) {
      const [left, right] = [expected.next().value, found.next().value]
      if (left !== right) return { expected: left, found: right }
      if (left === undefined) return undefined
      onEqual()
    }
  } finally {
    // a statement that is not read to its end keeps its connection busy
    expected.return(undefined)
    found.return(undefined)
  }
}

function* rowsInOrder(db: Db, table: string): Generator<string, undefined> {
  const columns = db.prepare(`SELECT * FROM ${table} LIMIT 0`).columns().length
  const order = Array.from({ length: columns }, (_, at) => at + 1).join(', ')
  for (const row of db.prepare<[], unknown>(`SELECT * FROM ${table} ORDER BY ${order}`).raw().iterate()) {
    yield JSON.stringify(row, (_key, value: unknown) =>
      // a Buffer has become { type, data } by now
      typeof value === 'object' && value !== null && 'data' in value && Array.isArray(value.data)
        ? Buffer.from(value.data as number[]).toString('hex')
        : value,
    )
  }
  return undefined
}
