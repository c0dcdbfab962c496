import type { Sql, SqlValue } from './sql.ts'

const MOST_ROWS = 512

/** In pieces whose lengths are powers of two: a list of any length makes only a few different statements. */
function inPowersOfTwo<T>(items: readonly T[]): T[][] {
  const pieces: T[][] = []
  for (let at = 0, size = MOST_ROWS; at < items.length; ) {
    while (size > items.length - at) size /= 2
    pieces.push(items.slice(at, at + size))
    at += size
  }
  return pieces
}

const rowsOf = (row: string, count: number): string => Array.from({ length: count }, () => row).join(', ')

/** `text` ends with VALUES, `row` is one row's `(?, ?)`; what stands behind the rows is `end`. */
export async function insertRows(
  sql: Sql,
  text: string,
  row: string,
  rows: readonly (readonly SqlValue[])[],
  end = '',
): Promise<void> {
  for (const piece of inPowersOfTwo(rows)) await sql.run(`${text} ${rowsOf(row, piece.length)} ${end}`, piece.flat())
}

/** `text` gets the rows in the place of `:rows`, as in `WHERE (a, b) IN (VALUES :rows)`. */
export async function selectByRows<Row>(
  sql: Sql,
  text: string,
  row: string,
  rows: readonly (readonly SqlValue[])[],
): Promise<Row[]> {
  const found: Row[] = []
  for (const piece of inPowersOfTwo(rows)) {
    found.push(...(await sql.all<Row>(text.replace(':rows', rowsOf(row, piece.length)), piece.flat())))
  }
  return found
}
