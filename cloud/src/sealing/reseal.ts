import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import { indexNames } from '../identity/name-index.ts'
import { displayNamePlace, storedNames } from '../identity/names.ts'
import { FIRST_INDEX_KEY, type FieldKeys, type SealedFields } from '../lib/sealed-fields.ts'
import { INDEXED_COLUMNS, NAME_INDEX, type RowKey, SEALED_TABLES } from './sealed-columns.ts'
import { comparedTo, type NamedRows, rowsInPages } from './sealed-rows.ts'

/** Rows a transaction: short enough that a server beside it is not kept waiting. */
const BATCH = 200

export interface ResealParts {
  readonly db: BusinessDatabase
  readonly sealedFields: SealedFields
  readonly keys: Pick<FieldKeys, 'newest' | 'indexes'>
  /** after each batch: of which column, and how many rows are by the newest key now */
  readonly onBatch?: ((column: string, count: number) => void) | undefined
}

/**
 * Brings what is sealed and indexed to the newest keys. A row that somebody writes meanwhile is left as it is written: it is
 * by the newest keys already. Cut off, it goes on where it was when it is called again, since what is done is no longer found.
 * @returns how many values it changed
 */
export async function resealEverything(parts: ResealParts): Promise<number> {
  let total = 0
  // a transaction that had sealed by the key of before, and committed behind our back, is found by the next round
  for (;;) {
    const changed = (await resealColumns(parts)) + (await reindexColumns(parts)) + (await reindexNames(parts))
    total += changed
    if (changed === 0) return total
  }
}

async function resealColumns({ db, sealedFields, keys, onBatch }: ResealParts): Promise<number> {
  let total = 0
  for (const { table, columns, key, rowOf, isFixed } of SEALED_TABLES) {
    if (isFixed === true) continue
    for (const column of columns) {
      const where = sql<SqlBool>`${sql.ref(column)} LIKE 'v1.%' AND ${sql.ref(column)} NOT LIKE ${`v1.${keys.newest}.%`}`
      for await (const rows of rowsInPages(db.reader, { table, key }, { columns: [column], where, size: BATCH })) {
        const changes = rows.map((row) => {
          const place = { table, column, row: rowOf(row) }
          const before = String(row[column])
          return { row, before, after: sealedFields.seal(place, sealedFields.open(place, before)) }
        })
        const changed = await db.inTransaction(async (tx) => {
          let count = 0
          for (const { row, before, after } of changes)
            count += await replace(tx, { table, key }, row, [[column, before, after]])
          return count
        })
        total += changed
        onBatch?.(`${table}.${column}`, changed)
      }
    }
  }
  return total
}

/** By another key than the newest. */
export function isStaleIndex(column: string, keys: Pick<FieldKeys, 'indexes'>): RawBuilder<SqlBool> {
  const newest = [...keys.indexes.keys()].at(-1)
  return newest === FIRST_INDEX_KEY
    ? sql<SqlBool>`${sql.ref(column)} LIKE '%.%'`
    : sql<SqlBool>`${sql.ref(column)} NOT LIKE ${`${newest}.%`}`
}

async function reindexColumns({ db, sealedFields, keys, onBatch }: ResealParts): Promise<number> {
  let total = 0
  for (const { table, column, key, from, indexOf } of INDEXED_COLUMNS) {
    const where = sql<SqlBool>`${sql.ref(from)} IS NOT NULL AND ${isStaleIndex(column, keys)}`
    for await (const rows of rowsInPages(db.reader, { table, key }, { columns: [column, from], where, size: BATCH })) {
      const { rowOf } = sealedTable(table)
      const changes = rows.map((row) => {
        const text = sealedFields.open({ table, column: from, row: rowOf(row) }, String(row[from]))
        return { row, after: indexOf(sealedFields, row, text) }
      })
      const changed = await db.inTransaction(async (tx) => {
        let count = 0
        for (const { row, after } of changes) {
          // of a text that was changed meanwhile this index is not
          const same: Change = [from, row[from], row[from]]
          count += await replace(tx, { table, key }, row, [[column, row[column], after], same])
        }
        return count
      })
      total += changed
      onBatch?.(`${table}.${column}`, changed)
    }
  }
  return total
}

async function reindexNames({ db, sealedFields, keys, onBatch }: ResealParts): Promise<number> {
  let total = 0
  const { table, column } = NAME_INDEX
  for (;;) {
    const { rows } = await sql<{ id: string }>`
      SELECT DISTINCT person_id AS id FROM ${sql.table(table)} WHERE ${isStaleIndex(column, keys)}
      ORDER BY person_id LIMIT ${BATCH}
    `.execute(db.reader)
    if (rows.length === 0) return total
    await db.inTransaction(async (tx) => {
      for (const { id } of rows) {
        const person = await tx
          .selectFrom('person')
          .select('display_name_sealed')
          .where('id', '=', id)
          .$if(db.engine === 'postgres', (query) => query.forUpdate())
          .executeTakeFirst()
        const envelope = person?.display_name_sealed ?? null
        if (envelope === null) {
          await tx.deleteFrom('person_name_index').where('person_id', '=', id).execute()
          continue
        }
        const text = sealedFields.open(displayNamePlace(id), envelope)
        await indexNames(tx, { sealedFields, personId: id, names: storedNames.parse(JSON.parse(text)) })
      }
    })
    total += rows.length
    onBatch?.(`${table}.${column}`, rows.length)
  }
}

type Change = readonly [column: string, before: unknown, after: unknown]

/** Only where it still is as it was read. @returns 1 or 0 rows */
async function replace(
  tx: BusinessTransaction,
  { table, key }: NamedRows,
  row: RowKey,
  changes: readonly Change[],
): Promise<number> {
  const set = sql.join(changes.map(([column, , after]) => sql`${sql.ref(column)} = ${after}`))
  const unchanged = sql.join(
    changes.map(([column, before]) => sql`${sql.ref(column)} = ${before}`),
    sql` AND `,
  )
  const { numAffectedRows = 0n } = await sql`
    UPDATE ${sql.table(table)} SET ${set} WHERE ${comparedTo(key, '=', row)} AND ${unchanged}
  `.execute(tx)
  return Number(numAffectedRows)
}

function sealedTable(table: string) {
  const found = SEALED_TABLES.find((one) => one.table === table)
  if (found === undefined) throw new Error(`${table} has no sealed column`)
  return found
}
