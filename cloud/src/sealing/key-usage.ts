import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { BusinessReader } from '../business-database/business-database.ts'
import { FIRST_INDEX_KEY, type SealedFields } from '../lib/sealed-fields.ts'
import { INDEXED_COLUMNS, NAME_INDEX, SEALED_TABLES } from './sealed-columns.ts'
import { rowsInPages } from './sealed-rows.ts'

export interface KeyUse {
  /** `table.column` */
  readonly column: string
  readonly count: number
  /** such rows are never sealed anew: they go when their time is over */
  readonly isFixed: boolean
}

/** What stands under a key of seals. */
export async function usesOfSealingKey(reader: BusinessReader, id: string): Promise<KeyUse[]> {
  const uses: KeyUse[] = []
  for (const { table, columns, isFixed = false } of SEALED_TABLES)
    for (const column of columns) {
      const count = await countWhere(reader, table, sql`${sql.ref(column)} LIKE ${`v1.${id}.%`}`)
      if (count > 0) uses.push({ column: `${table}.${column}`, count, isFixed })
    }
  return uses
}

/** What is found by a key of blind indexes; counters of failed sign-ins, which run out within minutes, do not count. */
export async function usesOfIndexKey(reader: BusinessReader, id: string): Promise<KeyUse[]> {
  const uses: KeyUse[] = []
  for (const { table, column } of [...INDEXED_COLUMNS, NAME_INDEX]) {
    const isOfKey =
      id === FIRST_INDEX_KEY
        ? sql<SqlBool>`${sql.ref(column)} NOT LIKE '%.%'`
        : sql<SqlBool>`${sql.ref(column)} LIKE ${`${id}.%`}`
    const count = await countWhere(reader, table, isOfKey)
    if (count > 0) uses.push({ column: `${table}.${column}`, count, isFixed: false })
  }
  return uses
}

/** Opens every seal that can be opened by the keys of all. @returns how many, and the first that do not open */
export async function checkSeals(
  reader: BusinessReader,
  sealedFields: SealedFields,
): Promise<{ readonly opened: number; readonly broken: readonly string[] }> {
  let opened = 0
  const broken: string[] = []
  // a database of a release before may lack some
  const tables = await reader.introspection.getTables()
  const known = new Set(tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)))
  for (const { table, columns, key, rowOf, isFixed } of SEALED_TABLES)
    for (const column of columns.filter((one) => known.has(`${table}.${one}`))) {
      // entries of the audit are by keys of their actors; those of before, by these
      const own = isFixed === true ? sql<SqlBool>`${sql.ref(column)} NOT LIKE 'v1.o.%'` : sql<SqlBool>`1 = 1`
      const where = sql<SqlBool>`${sql.ref(column)} IS NOT NULL AND ${own}`
      for await (const rows of rowsInPages(reader, { table, key }, { columns: [column], where, size: 500 }))
        for (const row of rows) {
          try {
            sealedFields.open({ table, column, row: rowOf(row) }, String(row[column]))
            opened++
          } catch {
            broken.push(`${table}.${column} ${rowOf(row)}`)
          }
        }
    }
  return { opened, broken }
}

async function countWhere(reader: BusinessReader, table: string, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM ${sql.table(table)} WHERE ${where}
  `.execute(reader)
  return Number(rows[0]?.count ?? 0)
}
