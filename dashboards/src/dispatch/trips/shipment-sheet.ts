import { parse } from 'csv-parse/browser/esm/sync'
import type { Shipment } from './records.ts'

export const SHEET_COLUMNS = [
  'number',
  'consignee',
  'phone',
  'goods_zh',
  'goods_en',
  'min_celsius',
  'max_celsius',
  'time_budget_minutes',
  'boxes',
] as const
type Column = (typeof SHEET_COLUMNS)[number]

/** The server takes so many at once, all or none. */
export const MOST_ROWS = 100

export interface ShipmentPlan
  extends Pick<Shipment, 'number' | 'consignee' | 'consigneePhone' | 'goods' | 'range' | 'timeBudgetMinutes'> {
  readonly boxes: string[]
}

export type SheetFault =
  | { readonly kind: 'wrong'; readonly field: Column }
  | { readonly kind: 'twice'; readonly number: string }
export interface BadLine {
  /** as a spreadsheet counts, the header being 1 */
  readonly line: number
  readonly faults: readonly SheetFault[]
}

export type Sheet =
  | { readonly kind: 'read'; readonly plans: readonly ShipmentPlan[]; readonly bad: readonly BadLine[] }
  | { readonly kind: 'columns' | 'empty' | 'too-many' }

const NUMBER = /^[\w-]{1,32}$/
const PHONE = /^\+?[\d -]{5,20}$/
const BOX = /^[\w.-]{1,40}$/

/** What the server would refuse is found here, line by line, before anything is sent. */
export function readSheet(bytes: BufferSource): Sheet {
  const [header, ...rows] = cellsOf(textOf(bytes)).filter((row) => row.some((cell) => cell.trim() !== ''))
  const names = (header ?? []).map((cell) => cell.trim().toLowerCase())
  if (names.join() !== SHEET_COLUMNS.join()) return { kind: 'columns' }
  if (rows.length === 0) return { kind: 'empty' }
  if (rows.length > MOST_ROWS) return { kind: 'too-many' }
  const bad: BadLine[] = []
  const seen = new Set<string>()
  const plans = rows.map((row, at) => {
    const cell = (column: Column): string => row[SHEET_COLUMNS.indexOf(column)]?.trim() ?? ''
    const faults: SheetFault[] = []
    const check = (field: Column, isRight: boolean): void => {
      if (!isRight) faults.push({ kind: 'wrong', field })
    }
    const numberOf = (field: Column, least: number, most: number, whole = false): number => {
      const value = Number(cell(field))
      check(field, cell(field) !== '' && value >= least && value <= most && (!whole || Number.isInteger(value)))
      return value
    }
    const named = (field: Column): string => {
      check(field, cell(field) !== '' && cell(field).length <= 64)
      return cell(field)
    }
    check('number', NUMBER.test(cell('number')))
    if (seen.has(cell('number'))) faults.push({ kind: 'twice', number: cell('number') })
    seen.add(cell('number'))
    check('phone', cell('phone') === '' || PHONE.test(cell('phone')))
    const [minCelsius, maxCelsius] = [numberOf('min_celsius', -100, 60), numberOf('max_celsius', -100, 60)]
    if (minCelsius >= maxCelsius) check('max_celsius', false)
    const boxes = cell('boxes')
      .split(/[;；]/)
      .map((code) => code.trim())
      .filter((code) => code !== '')
    check(
      'boxes',
      boxes.length >= 1 &&
        boxes.length <= 200 &&
        boxes.every((code) => BOX.test(code)) &&
        new Set(boxes).size === boxes.length,
    )
    const plan: ShipmentPlan = {
      ...{ number: cell('number'), consignee: named('consignee'), consigneePhone: cell('phone') || null },
      goods: { zh: named('goods_zh'), en: named('goods_en') },
      range: { minCelsius, maxCelsius },
      timeBudgetMinutes: numberOf('time_budget_minutes', 0, 10_080, true),
      boxes,
    }
    if (faults.length > 0) bad.push({ line: at + 2, faults })
    return plan
  })
  return { kind: 'read', plans, bad }
}

export function sheetTemplate(): string {
  const example = 'S20260301-001,示例诊所,13800000000,胰岛素注射液,Insulin injection,2,8,30,BOX-001;BOX-002'
  return `\uFEFF${SHEET_COLUMNS.join(',')}\r\n${example}\r\n`
}

/** A Chinese Excel writes GBK, a part of GB 18030, where it is not told otherwise. */
function textOf(bytes: BufferSource): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** What can't be taken apart has no columns. */
function cellsOf(text: string): readonly string[][] {
  try {
    return parse(text, { bom: true, relax_column_count: true })
  } catch {
    return []
  }
}
