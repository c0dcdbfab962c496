import { type BitReader, type BitWriter, bitLength } from '../bits.ts'
import { ProtocolError } from '../errors.ts'

/** Largest magnitude a column may hold: second differences of it stay exact in a double. */
export const MAX_COLUMN_VALUE = 2 ** 40

const NARROW_FIRST_ORDER = 7
/** positions of 5 decimals are 23 to 25 bits wide: the narrow code would spend 12 bits more on each */
const WIDE_FIRST_ORDER = 20
const STEP_ORDER = 7
/** mode 0, 1, 2: difference order, narrow first value; 3: wide first value, one more bit says order 1 or 2 */
const WIDE_MODE = 3
const CODING_ORDER = 2
const MAX_RICE = 30
/** below it integers can be shifted */
const NARROW = 2 ** 31
const ESCAPE_QUOTIENT = 20
const ESCAPE_ORDER = 16

const zigzag = (value: number): number => (value >= 0 ? value * 2 : -value * 2 - 1)
const unzigzag = (code: number): number => (code % 2 === 0 ? code / 2 : -(code + 1) / 2)

/**
 * Writes integers as their first value (and first step) and
 * Rice-coded differences of order 0, 1 or 2, whichever is shortest.
 * docs/wire.md "Columns".
 */
export function writeColumn(writer: BitWriter, values: readonly number[]): void {
  if (values.length === 0) return
  for (const value of values) {
    if (!Number.isInteger(value) || Math.abs(value) > MAX_COLUMN_VALUE) {
      throw new ProtocolError('OUT_OF_BOUNDS', `a column holds integers of magnitude up to 2^40, not ${value}`)
    }
  }
  const plans = [0, 1, 2].filter((order) => order <= values.length).map((order) => toPlan(values, order))
  const best = plans.reduce((left, right) => (right.cost < left.cost ? right : left))
  if (best.wide) writer.bits(WIDE_MODE, 2).bits(best.order - 1, 1)
  else writer.bits(best.order, 2)
  writer.golomb(best.coding, CODING_ORDER)
  best.firsts.forEach((first, at) => {
    writer.golomb(zigzag(first), firstOrder(best.wide, at))
  })
  if (best.coding === 0) return
  for (const code of best.codes) writeRice(writer, code, best.coding - 1)
}

export function readColumn(reader: BitReader, length: number): number[] {
  if (length === 0) return []
  const mode = reader.bits(2)
  const wide = mode === WIDE_MODE
  const order = wide ? reader.bits(1) + 1 : mode
  if (order > length) throw new ProtocolError('MALFORMED', `a column of ${length} has order ${order}`)
  const coding = reader.golomb(CODING_ORDER)
  if (coding > MAX_RICE + 1) throw new ProtocolError('MALFORMED', `column coding ${coding} is not known`)
  const values: number[] = []
  let last = 0
  let step = 0
  for (let at = 0; at < length; at++) {
    if (at < order) {
      step = unzigzag(reader.golomb(firstOrder(wide, at)))
      last += step
    } else {
      const residual = coding === 0 ? 0 : unzigzag(readRice(reader, coding - 1))
      step = order === 2 ? step + residual : residual
      last = order === 0 ? residual : last + step
    }
    if (Math.abs(last) > MAX_COLUMN_VALUE) throw new ProtocolError('MALFORMED', 'a column value exceeds 2^40')
    values.push(last)
  }
  return values
}

function firstOrder(wide: boolean, at: number): number {
  if (at > 0) return STEP_ORDER
  return wide ? WIDE_FIRST_ORDER : NARROW_FIRST_ORDER
}

interface ColumnPlan {
  readonly order: number
  readonly wide: boolean
  readonly firsts: readonly number[]
  /** 0: every difference is 0 and none is written; else 1 + Rice parameter */
  readonly coding: number
  /** zigzag codes of the differences */
  readonly codes: readonly number[]
  readonly cost: number
}

function toPlan(values: readonly number[], order: number): ColumnPlan {
  const firsts: number[] = []
  let differences = [...values]
  for (let round = 0; round < order; round++) {
    firsts.push(differences[0] ?? 0)
    differences = differences.slice(1).map((value, at) => value - (differences[at] ?? 0))
  }
  const narrowCost = firstsCost(firsts, false)
  // the mode of a wide first value takes one bit more
  const wideCost = order === 0 ? Number.POSITIVE_INFINITY : 1 + firstsCost(firsts, true)
  const wide = wideCost < narrowCost
  const codes = differences.map(zigzag)
  const { coding, cost } = toCoding(codes)
  return { order, wide, firsts, coding, codes, cost: cost + Math.min(narrowCost, wideCost) }
}

function firstsCost(firsts: readonly number[], wide: boolean): number {
  return firsts.reduce((bits, first, at) => bits + golombCost(zigzag(first), firstOrder(wide, at)), 0)
}

/** Tries every Rice parameter that could win: a guess from the mean lets one outlier widen every other code. */
function toCoding(codes: readonly number[]): { coding: number; cost: number } {
  let largest = 0
  for (const code of codes) if (code > largest) largest = code
  let best = { coding: 0, cost: golombCost(0, CODING_ORDER) }
  if (largest === 0) return best
  best.cost = Number.POSITIVE_INFINITY
  for (let rice = 0; rice <= Math.min(MAX_RICE, bitLength(largest)); rice++) {
    let cost = golombCost(rice + 1, CODING_ORDER)
    for (let at = 0; at < codes.length && cost < best.cost; at++) cost += riceCost(codes[at] ?? 0, rice)
    if (cost < best.cost) best = { coding: rice + 1, cost }
  }
  return best
}

function golombCost(value: number, order: number): number {
  return 2 * bitLength(value + 2 ** order) - 1 - order
}

function riceCost(code: number, rice: number): number {
  // a shift takes a tenth of the time, and this is most of what writing costs
  const quotient = code < NARROW ? code >>> rice : Math.floor(code / 2 ** rice)
  return quotient < ESCAPE_QUOTIENT ? quotient + 1 + rice : ESCAPE_QUOTIENT + golombCost(code, ESCAPE_ORDER)
}

function writeRice(writer: BitWriter, code: number, rice: number): void {
  const quotient = Math.floor(code / 2 ** rice)
  if (quotient >= ESCAPE_QUOTIENT) {
    writer.bits(2 ** ESCAPE_QUOTIENT - 1, ESCAPE_QUOTIENT).golomb(code, ESCAPE_ORDER)
    return
  }
  writer.bits(2 ** (quotient + 1) - 2, quotient + 1).bits(code % 2 ** rice, rice)
}

function readRice(reader: BitReader, rice: number): number {
  let quotient = 0
  while (quotient < ESCAPE_QUOTIENT && reader.bit() === 1) quotient++
  if (quotient === ESCAPE_QUOTIENT) return reader.golomb(ESCAPE_ORDER)
  return quotient * 2 ** rice + reader.bits(rice)
}
