import type { Sql, SqlValue } from '../lib/sql.ts'
import { insertRows } from '../lib/sql-lists.ts'

export type CopiedRow = Readonly<Record<string, SqlValue>>

export interface CopiedTable {
  readonly name: string
  readonly columns: readonly string[]
  /** columns of the primary key */
  readonly key: readonly string[]
}

const quoted = (name: string): string => `"${name}"`

/** A table as SQLite describes it. */
export async function describeTable(source: Sql, name: string): Promise<CopiedTable> {
  const found = await source.all<{ name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(?)', [name])
  const key = found.filter(({ pk }) => pk > 0).sort((left, right) => left.pk - right.pk)
  // without one a second run could not tell which rows are there
  if (key.length === 0) throw new Error(`table ${name} has no primary key`)
  return { name, columns: found.map((column) => column.name), key: key.map((column) => column.name) }
}

export function rowsOf(sql: Sql, { name, columns, key }: CopiedTable): Promise<CopiedRow[]> {
  const order = key.map(quoted).join(', ')
  return sql.all<CopiedRow>(`SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(name)} ORDER BY ${order}`)
}

/** Makes the rows of the target those of the source; rows of an append-only table are only added. */
export async function putRows(
  tx: Sql,
  table: CopiedTable,
  rows: readonly CopiedRow[],
  { appendOnly = false }: { readonly appendOnly?: boolean } = {},
): Promise<void> {
  const { name, columns, key } = table
  const others = columns.filter((column) => !key.includes(column))
  const isKept = appendOnly || others.length === 0
  const conflict = isKept
    ? 'ON CONFLICT DO NOTHING'
    : `ON CONFLICT (${key.map(quoted).join(', ')}) DO UPDATE SET ${others.map((column) => `${quoted(column)} = excluded.${quoted(column)}`).join(', ')}`
  await insertRows(
    tx,
    `INSERT INTO ${quoted(name)} (${columns.map(quoted).join(', ')}) VALUES`,
    `(${columns.map(() => '?').join(', ')})`,
    rows.map((row) => columns.map((column) => row[column] ?? null)),
    conflict,
  )
}

/** Rows of an earlier run that the source does not have any more. */
export async function removeOthers(tx: Sql, table: CopiedTable, rows: readonly CopiedRow[]): Promise<void> {
  const { name, key } = table
  const keyOf = (row: CopiedRow): string => textOf(row, key)
  const wanted = new Set(rows.map(keyOf))
  for (const row of await rowsOf(tx, { ...table, columns: key })) {
    if (wanted.has(keyOf(row))) continue
    const where = key.map((column) => `${quoted(column)} = ?`).join(' AND ')
    await tx.run(
      `DELETE FROM ${quoted(name)} WHERE ${where}`,
      key.map((column) => row[column] ?? null),
    )
  }
}

/** Equal for equal rows, whichever engine gave them. */
export function textOf(row: CopiedRow, columns: readonly string[]): string {
  return JSON.stringify(
    columns.map((column) => {
      const value = row[column] ?? null
      return value instanceof Uint8Array ? { hex: Buffer.from(value).toString('hex') } : value
    }),
  )
}
