import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { BusinessReader } from '../business-database/business-database.ts'
import type { RowKey } from './sealed-columns.ts'

/** Rows that are known by table and column names alone. */
export interface NamedRows {
  readonly table: string
  readonly key: readonly string[]
}

/** `(a, b) = (…)` or `(a, b) > (…)` */
export function comparedTo(names: readonly string[], operator: '=' | '>', key: RowKey): RawBuilder<SqlBool> {
  const left = sql.join(names.map((name) => sql.ref(name)))
  const right = sql.join(names.map((name) => sql`${key[name]}`))
  return operator === '='
    ? sql`${sql.join(
        names.map((name) => sql`${sql.ref(name)} = ${key[name]}`),
        sql` AND `,
      )}`
    : sql`(${left}) > (${right})`
}

/** In pages, in the order of the key: what is written meanwhile neither stops it nor makes it skip anything. */
export async function* rowsInPages(
  reader: BusinessReader,
  { table, key }: NamedRows,
  about: { readonly columns: readonly string[]; readonly where: RawBuilder<SqlBool>; readonly size: number },
): AsyncGenerator<RowKey[]> {
  const columns = sql.join([...new Set([...key, ...about.columns])].map((name) => sql.ref(name)))
  const order = sql.join(key.map((name) => sql.ref(name)))
  let last: RowKey | undefined
  for (;;) {
    const behind = last === undefined ? sql`` : sql`AND ${comparedTo(key, '>', last)}`
    const { rows } = await sql<RowKey>`
      SELECT ${columns} FROM ${sql.table(table)} WHERE (${about.where}) ${behind} ORDER BY ${order} LIMIT ${about.size}
    `.execute(reader)
    if (rows.length === 0) return
    yield rows
    last = rows.at(-1)
  }
}
