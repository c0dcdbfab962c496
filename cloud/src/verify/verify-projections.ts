import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { FrameReader } from '../frames/frame-log.ts'
import type { Db } from '../lib/database.ts'
import { Projector } from '../telemetry/projector.ts'
import { createProjections, openTelemetryDatabase, type ProjectionSet } from '../telemetry/telemetry-database.ts'
import type { Findings } from './findings.ts'

/** The projections as they were at one moment, in a file of our own. */
export class StoredProjections {
  #directory: string | undefined

  async copy(telemetryPath: string): Promise<void> {
    this.#directory = await mkdtemp(join(tmpdir(), 'coldrx-verify-'))
    const stored = new Database(telemetryPath, { readonly: true, fileMustExist: true })
    await stored.backup(join(this.#directory, 'stored.db')).finally(() => stored.close())
  }

  /** where the copy is, and where a rebuild may be made beside it; undefined: there is no copy */
  get directory(): string | undefined {
    return this.#directory
  }

  async remove(): Promise<void> {
    if (this.#directory !== undefined) await rm(this.#directory, { recursive: true })
  }
}

interface ProjectionsParts {
  readonly stored: StoredProjections
  readonly frames: FrameReader
  readonly findings: Findings
  readonly publicKeyOf: (device: string) => Uint8Array | undefined
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
  const opened: Db[] = []
  try {
    const lastPosition = await frames.lastPosition()
    const copy = openTelemetryDatabase(join(directory, 'stored.db'))
    opened.push(copy)
    for (const { projection, position } of copy
      .prepare<[], { projection: string; position: number }>('SELECT projection, position FROM cursors')
      .iterate()) {
      if (position <= lastPosition) continue
      const problem = `projection ${projection} has seen frames that the log does not have`
      findings.fault({ check: 'projections', problem, expected: `at most ${lastPosition}`, found: `${position}` })
    }
    await catchUp(copy, parts)
    const rebuilt = openTelemetryDatabase(join(directory, 'rebuilt.db'))
    opened.push(rebuilt)
    const projections = await catchUp(rebuilt, parts)
    for (const table of [...projections.all.flatMap(({ tables }) => tables), 'waiting_frames', 'cursors']) {
      compareTable({ table, stored: copy, rebuilt, findings })
    }
  } finally {
    for (const db of opened) db.close()
  }
}

async function catchUp(db: Db, { frames, publicKeyOf }: ProjectionsParts): Promise<ProjectionSet> {
  const projections = createProjections(db, { publicKeyOf, changes: { truck: () => {}, alarm: () => {} } })
  const projector = new Projector({ db, frames, projections })
  projector.checkKeysAgain()
  await projector.catchUp()
  return projections
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
