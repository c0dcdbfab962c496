import type { Sql, SqlDatabase } from '../lib/sql.ts'
import type { Findings } from '../verify/findings.ts'
import {
  type CopiedRow,
  type CopiedTable,
  describeTable,
  putRows,
  removeOthers,
  rowsOf,
  textOf,
} from './copied-rows.ts'

/** pg_trigger.tgtype of a trigger for UPDATE or DELETE: such a table refuses both */
const ON_UPDATE_OR_DELETE = 24

/** Every table of the business database, those that others refer to first. */
async function businessTables(source: Sql): Promise<CopiedTable[]> {
  const names = await source.all<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'kysely%' ORDER BY name",
  )
  const references = await source.all<{ name: string; to: string }>(
    `SELECT m.name, f."table" AS "to" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`,
  )
  const sorted: string[] = []
  const visit = (name: string, below: readonly string[]): void => {
    if (sorted.includes(name) || below.includes(name)) return
    for (const { to } of references.filter((reference) => reference.name === name)) visit(to, [...below, name])
    sorted.push(name)
  }
  for (const { name } of names) visit(name, [])
  return Promise.all(sorted.map((name) => describeTable(source, name)))
}

/** Both brought up to date by the same release: the same migrations, by name. */
export async function assertSameMigrations(source: Sql, target: Sql): Promise<void> {
  const [from, to] = await Promise.all(
    [source, target].map((sql) => sql.all<{ name: string }>('SELECT name FROM kysely_migration ORDER BY name')),
  )
  const [before, after] = [from, to].map((rows) => rows?.map(({ name }) => name).join(', '))
  if (before === after) return
  throw new Error(
    `business.db is of another release: start this release on it once (it has ${before}; needed: ${after})`,
  )
}

/** An installation that went on by itself has audit entries that the source does not have. */
async function assertNothingElseHappened(tx: Sql, table: CopiedTable, rows: readonly CopiedRow[]): Promise<void> {
  const known = new Set(rows.map((row) => textOf(row, table.columns)))
  const own = (await rowsOf(tx, table)).find((row) => !known.has(textOf(row, table.columns)))
  if (own === undefined) return
  throw new Error(`table ${table.name} of the target has a row that the source does not have: it is in use already`)
}

/** All of it in one transaction. @returns the tables and how many rows each has */
export async function copyBusiness(
  source: Sql,
  target: SqlDatabase,
): Promise<readonly { readonly table: CopiedTable; readonly rows: readonly CopiedRow[] }[]> {
  await assertSameMigrations(source, target)
  const tables = await businessTables(source)
  const copied = await Promise.all(tables.map(async (table) => ({ table, rows: await rowsOf(source, table) })))
  await target.transaction(async (tx) => {
    const triggers = await tx.all<{ name: string }>(
      `SELECT DISTINCT c.relname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       WHERE NOT t.tgisinternal AND (t.tgtype::int & ${ON_UPDATE_OR_DELETE}) <> 0`,
    )
    const appendOnly = new Set(triggers.map(({ name }) => name))
    for (const { table, rows } of copied) {
      if (appendOnly.has(table.name)) await assertNothingElseHappened(tx, table, rows)
    }
    for (const { table, rows } of copied.toReversed()) {
      if (!appendOnly.has(table.name)) await removeOthers(tx, table, rows)
    }
    for (const { table, rows } of copied) await putRows(tx, table, rows, { appendOnly: appendOnly.has(table.name) })
  })
  return copied
}

/** Row by row. */
export async function verifyTables(
  copied: readonly { readonly table: CopiedTable; readonly rows: readonly CopiedRow[] }[],
  target: Sql,
  findings: Findings,
): Promise<void> {
  for (const { table, rows } of copied) {
    const expected = new Set(rows.map((row) => textOf(row, table.columns)))
    const found = await rowsOf(target, table)
    findings.count(`rows of ${table.name}, equal on both sides`, rows.length)
    const odd = found.find((row) => !expected.has(textOf(row, table.columns)))
    if (odd !== undefined || found.length !== rows.length) {
      const problem = `table ${table.name} is not the same on both sides`
      findings.fault({ check: 'copy', problem, expected: `${rows.length} rows`, found: `${found.length} rows` })
    }
  }
}
