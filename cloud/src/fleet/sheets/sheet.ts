import type { z } from 'zod'
import type { Names } from '../../identity/names.ts'
import { AppError } from '../../lib/errors.ts'
import type { FleetWrite } from '../assets.ts'
import type { Fleet } from '../fleet.ts'
import type { CsvRow } from './csv-text.ts'

/** A column of a sheet: found by either of its headings, in whatever place. */
export interface Column<Key extends string = string> {
  readonly key: Key
  readonly heading: Names
  /** of a cell's text; an empty cell is undefined */
  readonly schema: z.ZodType
  /** what is allowed, for people */
  readonly allowed: Names
  readonly example: string | number
}

export const PROBLEM_CODES = [
  'MISSING_COLUMN',
  'UNKNOWN_COLUMN',
  'NOT_ALLOWED',
  'NOT_FOUND',
  'CONFLICT',
  'UNPROCESSABLE',
] as const

/** One thing that is wrong with a sheet. A page words it by the code; `allowed` is for people as it stands. */
export interface SheetProblem {
  /** of the file, from 1 */
  readonly line: number
  /** key of the column; null: the row as a whole */
  readonly column: string | null
  readonly code: (typeof PROBLEM_CODES)[number]
  readonly allowed: Names | null
  readonly detail: string
}

export interface Sheet<Row = unknown> {
  readonly columns: readonly Column[]
  /** Does what one row asks for, within the transaction of all of them. */
  apply(fleet: Fleet, write: FleetWrite, row: Row): Promise<void>
  /** Which column a field of a refusal speaks of. */
  readonly columnOfField: Readonly<Record<string, string>>
  /** What is there, as rows of the same columns. */
  rows(fleet: Fleet, scope: FleetWrite['scope']): AsyncIterable<readonly (string | number | null)[]>
}

export interface ReadRow {
  readonly line: number
  readonly row: Readonly<Record<string, unknown>>
}

/** Every row that is as its columns want it, and everything that is not. */
export function readRows(
  { columns }: Pick<Sheet, 'columns'>,
  [head, ...body]: readonly CsvRow[],
): { readonly rows: ReadRow[]; readonly problems: SheetProblem[] } {
  const problems: SheetProblem[] = []
  const headings = head?.cells ?? []
  const line = head?.line ?? 1
  const found = headings.map((heading) =>
    columns.find(({ key, heading: { zh, en } }) =>
      [key, zh, en].some((name) => name.toLowerCase() === heading.toLowerCase()),
    ),
  )
  for (const [at, column] of found.entries()) {
    const heading = headings[at] ?? ''
    if (column === undefined)
      problems.push({
        ...{ line, column: null, code: 'UNKNOWN_COLUMN', detail: `"${heading}" is no column of this sheet` },
        allowed: { zh: columns.map((one) => one.heading.zh).join('、'), en: columns.map((one) => one.key).join(', ') },
      })
    else if (found.indexOf(column) !== at)
      problems.push({
        ...{ line, column: column.key, code: 'UNKNOWN_COLUMN', detail: `"${heading}" stands twice` },
        allowed: null,
      })
  }
  for (const column of columns) {
    if (found.includes(column) || column.schema.safeParse(undefined).success) continue
    problems.push({
      ...{ line, column: column.key, code: 'MISSING_COLUMN', detail: `the column ${column.key} is missing` },
      allowed: column.allowed,
    })
  }
  if (problems.length > 0) return { rows: [], problems }
  const rows = body.flatMap((one): ReadRow[] => {
    const { row, wrong } = readRow(columns, found, one)
    problems.push(...wrong)
    return wrong.length === 0 ? [{ line: one.line, row }] : []
  })
  return { rows, problems }
}

function readRow(columns: readonly Column[], found: readonly (Column | undefined)[], { line, cells }: CsvRow) {
  const row: Record<string, unknown> = {}
  const wrong: SheetProblem[] = []
  for (const column of columns) {
    const at = found.indexOf(column)
    const text = at === -1 ? '' : (cells[at] ?? '')
    const parsed = column.schema.safeParse(text === '' ? undefined : text)
    if (parsed.success) {
      if (parsed.data !== undefined) row[column.key] = parsed.data
      continue
    }
    const detail = text === '' ? 'is missing' : (parsed.error.issues[0]?.message ?? 'is not allowed')
    wrong.push({ line, column: column.key, code: 'NOT_ALLOWED', allowed: column.allowed, detail })
  }
  if (cells.length > found.length)
    wrong.push({
      ...{ line, column: null, code: 'NOT_ALLOWED', allowed: null },
      detail: `has ${cells.length} cells, the heading ${found.length}`,
    })
  return { row, wrong }
}

/** What a store refused, as a problem of the row that asked for it. */
export function toProblem(error: unknown, line: number, { columnOfField, columns }: Sheet): SheetProblem {
  if (!(error instanceof AppError)) throw error
  const code = PROBLEM_CODES.find((known) => known === error.code)
  if (code === undefined) throw error
  const column = columnOfField[error.field ?? ''] ?? null
  return {
    line,
    column,
    code,
    allowed: columns.find(({ key }) => key === column)?.allowed ?? null,
    detail: error.message,
  }
}
