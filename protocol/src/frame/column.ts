import { type BitReader, type BitWriter, bitLength } from '../bits.ts'
import { ProtocolError } from '../errors.ts'

/** Largest magnitude a column may hold: second differences of it stay exact in a double. */
export const MAX_COLUMN_VALUE = 2 ** 40

const FIRST_ORDER = 7
const ESCAPE_QUOTIENT = 20
const ESCAPE_ORDER = 16
const ALL_ZERO = 31

const zigzag = (value: number): number => (value >= 0 ? value * 2 : -value * 2 - 1)
const unzigzag = (code: number): number => (code % 2 === 0 ? code / 2 : -(code + 1) / 2)

/**
 * Writes integers as their first values and the Rice-coded differences of order 0, 1 or 2, whichever is shortest.
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
  writer.bits(best.order, 2).bits(best.rice, 5)
  for (const first of best.firsts) writer.golomb(zigzag(first), FIRST_ORDER)
  if (best.rice === ALL_ZERO) return
  for (const code of best.codes) writeRice(writer, code, best.rice)
}

export function readColumn(reader: BitReader, length: number): number[] {
  if (length === 0) return []
  const order = reader.bits(2)
  if (order > 2 || order > length) throw new ProtocolError('MALFORMED', `a column of ${length} has order ${order}`)
  const rice = reader.bits(5)
  const firsts = Array.from({ length: order }, () => unzigzag(reader.golomb(FIRST_ORDER)))
  const values: number[] = []
  let [last = 0, step = 0] = firsts
  if (order > 0) values.push(last)
  if (order === 2) {
    last += step
    values.push(last)
  }
  while (values.length < length) {
    const residual = rice === ALL_ZERO ? 0 : unzigzag(readRice(reader, rice))
    if (order === 0) last = residual
    else if (order === 1) last += residual
    else {
      step += residual
      last += step
    }
    if (Math.abs(last) > MAX_COLUMN_VALUE) throw new ProtocolError('MALFORMED', 'a column value exceeds 2^40')
    values.push(last)
  }
  return values
}

interface ColumnPlan {
  readonly order: number
  readonly rice: number
  readonly firsts: readonly number[]
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
  const codes = differences.map(zigzag)
  const firstCost = firsts.reduce((bits, first) => bits + golombCost(zigzag(first), FIRST_ORDER), 0)
  if (codes.every((code) => code === 0)) return { order, rice: ALL_ZERO, firsts, codes, cost: firstCost }
  const mean = codes.reduce((sum, code) => sum + code, 0) / codes.length
  const middle = bitLength(Math.floor(mean))
  let best: ColumnPlan | undefined
  for (let rice = Math.max(0, middle - 2); rice <= Math.min(30, middle + 1); rice++) {
    const cost = codes.reduce((bits, code) => bits + riceCost(code, rice), firstCost)
    if (best === undefined || cost < best.cost) best = { order, rice, firsts, codes, cost }
  }
  return (
    best ?? { order, rice: 30, firsts, codes, cost: codes.reduce((bits, code) => bits + riceCost(code, 30), firstCost) }
  )
}

function golombCost(value: number, order: number): number {
  return 2 * bitLength(value + 2 ** order) - 1 - order
}

function riceCost(code: number, rice: number): number {
  const quotient = Math.floor(code / 2 ** rice)
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
