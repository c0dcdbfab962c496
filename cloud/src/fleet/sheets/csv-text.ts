import { parse } from 'csv-parse/sync'
import { AppError } from '../../lib/errors.ts'

export const ENCODINGS = ['utf-8', 'utf-16le', 'gb18030'] as const
export type Encoding = (typeof ENCODINGS)[number]

export interface CsvRow {
  /** as an editor counts them, from 1 */
  readonly line: number
  readonly cells: readonly string[]
}

/** A byte order mark says it; else what is no UTF-8 was written by a Chinese Excel, whose GBK is part of GB 18030. */
export function detectEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

/** @throws AppError UNPROCESSABLE where the bytes are no text of that encoding, or no CSV */
export function readCsv(bytes: Uint8Array, encoding: Encoding): CsvRow[] {
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new AppError('UNPROCESSABLE', 422, `encoding: the file is no ${encoding} text`, { field: 'encoding' })
  }
  const [firstLine = ''] = text.split(/\r?\n/, 1)
  // what Excel writes depends on the country it is set to
  const delimiter = [',', ';', '\t'].find((one) => firstLine.includes(one)) ?? ','
  try {
    const records = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { readonly record: readonly string[]; readonly info: { readonly lines: number } }[]
    return records
      .map(({ record, info }) => ({ line: info.lines, cells: record.map(unguard) }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''))
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('UNPROCESSABLE', 422, `file: is no CSV: ${detail}`, { field: 'file', cause })
  }
}

/** With the mark by which Excel knows UTF-8. */
export function writeCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map((cell) => quote(guard(cell))).join(',')}\r\n`).join('')}`
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it. Numbers stay numbers. */
function guard(cell: string | number | null): string {
  if (cell === null) return ''
  const text = String(cell)
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function unguard(text: string): string {
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text
}

function quote(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
