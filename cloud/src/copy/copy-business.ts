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

/** pg_trigger.tgtype of a trigger for UPDATE: rows of such a table are only added, and removed past their time */
const ON_UPDATE = 16

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
async function assertNothingElseHappened(
  tx: Sql,
  table: CopiedTable,
  rows: readonly CopiedRow[],
  wasRemoved: (row: CopiedRow) => boolean,
): Promise<void> {
  const known = new Set(rows.map((row) => textOf(row, table.columns)))
  const own = (await rowsOf(tx, table)).find((row) => !known.has(textOf(row, table.columns)) && !wasRemoved(row))
  if (own === undefined) return
  throw new Error(`table ${table.name} of the target has a row that the source does not have: it is in use already`)
}

/** Append-only tables from which rows go past their time, in the order in which the target lets them go. */
const PRUNED = ['audit_entry', 'audit_removal', 'audit_checkpoint'] as const

/** Which rows of an append-only table the target may have besides those of the source: what the source has removed since. */
function removedFrom(
  copied: readonly { readonly table: CopiedTable; readonly rows: readonly CopiedRow[] }[],
  table: CopiedTable,
): (row: CopiedRow) => boolean {
  const rowsNamed = (name: string) => copied.find((one) => one.table.name === name)?.rows ?? []
  const spans = rowsNamed('audit_removal').map((row) => [Number(row.from_sequence), Number(row.to_sequence)] as const)
  const covered = (from: unknown, to: unknown): boolean =>
    spans.some(([first, last]) => first <= Number(from) && Number(to) <= last)
  switch (table.name) {
    case 'audit_entry':
      return ({ sequence }) => covered(sequence, sequence)
    case 'audit_removal':
      return ({ from_sequence, to_sequence }) => covered(from_sequence, to_sequence)
    case 'audit_checkpoint': {
      const newest = Math.max(0, ...rowsNamed('audit_checkpoint').map(({ sequence }) => Number(sequence)))
      return ({ sequence }) => Number(sequence) < newest
    }
    default:
      return () => false
  }
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
       WHERE NOT t.tgisinternal AND (t.tgtype::int & ${ON_UPDATE}) <> 0`,
    )
    const appendOnly = new Set(triggers.map(({ name }) => name))
    for (const { table, rows } of copied) {
      if (appendOnly.has(table.name)) await assertNothingElseHappened(tx, table, rows, removedFrom(copied, table))
    }
    for (const { table, rows } of copied.toReversed()) {
      if (!appendOnly.has(table.name)) await removeOthers(tx, table, rows)
    }
    for (const { table, rows } of copied) await putRows(tx, table, rows, { appendOnly: appendOnly.has(table.name) })
    // what the source removed between two runs: its own sealed rows, which are there by now, allow it
    for (const name of PRUNED) {
      const { table, rows } = copied.find((one) => one.table.name === name) ?? {}
      if (table !== undefined && rows !== undefined) await removeOthers(tx, table, rows)
    }
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
