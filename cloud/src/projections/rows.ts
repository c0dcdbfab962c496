import type { Sql, SqlValue } from '../lib/sql.ts'

/** PostgreSQL takes no more values in one statement. */
const MOST_VALUES = 60_000

/**
 * Columns are named in capitals as SQLite calls them; PostgreSQL's own names stand in for them, its rows have no STRICT.
 * Remarks and indents stay here: SQLite would keep them in the file.
 */
export function tableText(engine: Sql['engine'], text: string): string {
  const short = text.replaceAll(/--[^\n]*/g, '').replaceAll(/\s+/g, ' ')
  if (engine === 'sqlite') return short
  return short
    .replaceAll(/\bINTEGER\b/g, 'bigint')
    .replaceAll(/\bREAL\b/g, 'double precision')
    .replaceAll(/\bBLOB\b/g, 'bytea')
    .replaceAll(/\)\s*STRICT(, WITHOUT ROWID)?/g, ')')
}

/** One after the other on one connection: each of several statements, because SQLite prepares only one at a time. */
export async function runEach(sql: Sql, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.run(tableText(sql.engine, statement))
}

export interface Insertion {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly SqlValue[])[]
  /** e.g. `ON CONFLICT DO NOTHING`; with DO UPDATE no two rows may have the same key */
  readonly onConflict?: string
}

/** Row by row on SQLite, where a statement costs nothing but its work; many rows a statement on PostgreSQL. */
export async function insertRows(sql: Sql, { table, columns, rows, onConflict = '' }: Insertion): Promise<void> {
  for (const { places, values } of statementsOf(sql, columns.length, rows)) {
    await sql.run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${places} ${onConflict}`, values)
  }
}

/** Which of the rows were not there yet; of those with the same key only the first is. `key`: the first so many columns. */
export async function insertNewRows<Row extends readonly SqlValue[]>(
  sql: Sql,
  {
    table,
    columns,
    rows,
    key,
  }: Omit<Insertion, 'rows' | 'onConflict'> & { readonly rows: readonly Row[]; readonly key: number },
): Promise<Row[]> {
  const keyOf = (values: readonly SqlValue[]): string => JSON.stringify(values.slice(0, key))
  const byKey = new Map<string, Row>()
  for (const row of rows) if (!byKey.has(keyOf(row))) byKey.set(keyOf(row), row)
  const keyColumns = columns.slice(0, key)
  const found: Row[] = []
  for (const { places, values } of statementsOf(sql, columns.length, [...byKey.values()])) {
    const added = await sql.all<Record<string, SqlValue>>(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${places} ON CONFLICT DO NOTHING RETURNING ${keyColumns.join(', ')}`,
      values,
    )
    for (const record of added) {
      const row = byKey.get(keyOf(keyColumns.map((column) => record[column] ?? null)))
      if (row !== undefined) found.push(row)
    }
  }
  return found
}

function* statementsOf(
  sql: Sql,
  columns: number,
  rows: readonly (readonly SqlValue[])[],
): Generator<{ readonly places: string; readonly values: readonly SqlValue[] }> {
  const place = `(${Array(columns).fill('?').join(', ')})`
  const most = sql.engine === 'sqlite' ? 1 : Math.floor(MOST_VALUES / columns)
  for (let from = 0; from < rows.length; from += most) {
    const some = rows.slice(from, from + most)
    for (const row of some) for (const value of row) assertExact(value)
    yield {
      places: some.length === 1 ? place : Array(some.length).fill(place).join(', '),
      values: some.length === 1 ? (some[0] ?? []) : some.flat(),
    }
  }
}

/** What a double cannot tell from its neighbour would be one number when it is written and another when it is read. */
function assertExact(value: SqlValue): void {
  if (typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`${value} is no number that can be kept`)
  }
}

export type KeyColumns = Readonly<Record<string, 'text' | 'bigint'>>

export interface KeyedQuery<Columns extends KeyColumns> {
  readonly columns: Columns
  readonly keys: readonly { readonly [Column in keyof Columns]: SqlValue }[]
  /** a SELECT for one key; `key('device')` stands where its value belongs */
  readonly query: (key: (column: keyof Columns & string) => string) => string
}

/** The rows of a query for each of many keys: one by one on SQLite, all in one statement on PostgreSQL. */
export async function selectForKeys<Row, Columns extends KeyColumns>(
  sql: Sql,
  { columns, keys, query }: KeyedQuery<Columns>,
): Promise<Row[]> {
  const names = Object.keys(columns)
  if (sql.engine === 'sqlite') {
    const order: string[] = []
    const text = query((column) => {
      order.push(column)
      return '?'
    })
    const found: Row[] = []
    for (const key of keys)
      found.push(
        ...(await sql.all<Row>(
          text,
          order.map((name) => key[name] ?? null),
        )),
      )
    return found
  }
  const place = `(${names.map((name) => `CAST(? AS ${columns[name] ?? 'text'})`).join(', ')})`
  const text = query((column) => `keys.${column}`)
  const most = Math.floor(MOST_VALUES / names.length)
  const found: Row[] = []
  for (let from = 0; from < keys.length; from += most) {
    const some = keys.slice(from, from + most)
    const rows = await sql.all<Row>(
      `SELECT found.* FROM (VALUES ${Array(some.length).fill(place).join(', ')}) AS keys (${names.join(', ')})
       CROSS JOIN LATERAL (${text}) AS found`,
      some.flatMap((key) => names.map((name) => key[name] ?? null)),
    )
    for (const row of rows) found.push(row)
  }
  return found
}

/** Deletes the rows of `table` with these keys; `only` narrows them further. */
export async function deleteKeys<Columns extends KeyColumns>(
  sql: Sql,
  {
    table,
    columns,
    keys,
    only,
  }: Pick<KeyedQuery<Columns>, 'columns' | 'keys'> & { readonly table: string; readonly only?: string },
): Promise<void> {
  const names = Object.keys(columns)
  const and = only === undefined ? '' : ` AND ${only}`
  if (sql.engine === 'sqlite') {
    const text = `DELETE FROM ${table} WHERE ${names.map((name) => `${name} = ?`).join(' AND ')}${and}`
    for (const key of keys)
      await sql.run(
        text,
        names.map((name) => key[name] ?? null),
      )
    return
  }
  const place = `(${names.map((name) => `CAST(? AS ${columns[name] ?? 'text'})`).join(', ')})`
  const most = Math.floor(MOST_VALUES / names.length)
  for (let from = 0; from < keys.length; from += most) {
    const some = keys.slice(from, from + most)
    await sql.run(
      `DELETE FROM ${table} WHERE (${names.join(', ')}) IN (VALUES ${Array(some.length).fill(place).join(', ')})${and}`,
      some.flatMap((key) => names.map((name) => key[name] ?? null)),
    )
  }
}

/** Rows by what `keyOf` says of each. */
export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
