/** From here on a symbol is 192 + the number of bits of a larger integer, whose lower bits stand elsewhere. */
const FIRST_WIDE_SYMBOL = 192
const ORDERS = [0, 1, 2] as const
export type DifferenceOrder = (typeof ORDERS)[number]

export interface PackedColumn {
  readonly order: DifferenceOrder
  /** one a value: what an entropy coder makes small */
  readonly symbols: Uint8Array
  /** what looks like noise, as bits */
  readonly extra: Uint8Array
}

const zigzag = (value: number): number => (value >= 0 ? value * 2 : -value * 2 - 1)
const unzigzag = (code: number): number => (code % 2 === 0 ? code / 2 : -(code + 1) / 2)
const bitLength = (value: number): number => Math.floor(Math.log2(value)) + 1

function differences(values: readonly number[], order: DifferenceOrder): number[] {
  let column = [...values]
  for (let times = 0; times < order; times++) column = column.map((value, at) => value - (column[at - 1] ?? 0))
  return column
}

/** Integers whose differences of second order are safe integers. */
export function packColumn(values: readonly number[]): PackedColumn {
  const candidates = ORDERS.map((order) => {
    const codes = differences(values, order).map(zigzag)
    return { order, codes, cost: codes.reduce((sum, code) => sum + Math.log2(1 + code), 0) }
  })
  const { order, codes } = candidates.reduce((best, next) => (next.cost < best.cost ? next : best))
  const extra = new Bits()
  const symbols = Uint8Array.from(codes, (code) => {
    if (code < FIRST_WIDE_SYMBOL) return code
    const length = bitLength(code)
    extra.put(code, length - 1)
    return FIRST_WIDE_SYMBOL + length
  })
  return { order, symbols, extra: extra.bytes() }
}

export function unpackColumn({ order, symbols, extra }: PackedColumn): number[] {
  let bit = 0
  const takeBits = (count: number): number => {
    let value = 0
    for (let end = bit + count; bit < end; bit++) value = value * 2 + (((extra[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1)
    return value
  }
  let column = Array.from(symbols, (symbol) => {
    if (symbol < FIRST_WIDE_SYMBOL) return unzigzag(symbol)
    const lower = symbol - FIRST_WIDE_SYMBOL - 1
    return unzigzag(2 ** lower + takeBits(lower))
  })
  for (let times = 0; times < order; times++) {
    let sum = 0
    column = column.map((value) => {
      sum += value
      return sum
    })
  }
  return column
}

class Bits {
  readonly #bytes: number[] = []
  #free = 0

  /** the lowest `count` bits, highest first */
  put(value: number, count: number): void {
    for (let at = count - 1; at >= 0; at--) {
      if (this.#free === 0) {
        this.#bytes.push(0)
        this.#free = 8
      }
      this.#free--
      const last = this.#bytes.length - 1
      this.#bytes[last] = (this.#bytes[last] ?? 0) | ((Math.floor(value / 2 ** at) % 2) << this.#free)
    }
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes)
  }
}
