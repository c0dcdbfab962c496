import { BitWriter } from '../src/bits.ts'
import { writeColumn } from '../src/frame/column.ts'
import { toHex } from '../src/index.ts'

const COLUMNS: Readonly<Record<string, readonly number[]>> = {
  empty: [],
  'one zero': [0],
  'one value': [42],
  'one negative value': [-185],
  constant: [50, 50, 50, 50, 50],
  'even steps': [0, 60, 120, 180, 240],
  'slow drift': [42, 43, 43, 44, 43, 42, 42, 41],
  'frozen cargo': [-185, -184, -186, -185, -187, -183],
  switch: [0, 0, 0, 1, 1, 0],
  'a wide first value': [12_147_000, 12_147_310, 12_147_655, 12_147_980],
  'two wide values': [3_123_456, 3_123_456],
  'an escape': [0, 0, 0, 0, 0, 0, 0, 0, 1_000_000, 0, 0, 0, 0, 0, 0, 0],
  'the largest values': [2 ** 40, -(2 ** 40), 2 ** 40],
}

/** `hex`: our writer's choice, padded with zero bits to whole bytes. */
export const writtenColumns = Object.entries(COLUMNS).map(([name, values]) => {
  const writer = new BitWriter()
  writeColumn(writer, values)
  return { name, values, hex: toHex(writer.finish()) }
})

/** Codings that our writer would not choose and a reader must take all the same. */
export const otherCodings = [
  {
    name: 'order 0, Rice parameter 30',
    values: [3],
    hex: toHex(new BitWriter().bits(0, 2).golomb(31, 2).bits(0, 1).bits(6, 30).finish()),
  },
  {
    name: 'order 1, no differences written',
    values: [5, 5, 5],
    hex: toHex(new BitWriter().bits(1, 2).golomb(0, 2).golomb(10, 7).finish()),
  },
  {
    name: 'an escaped difference that a quotient could hold',
    values: [1],
    hex: toHex(
      new BitWriter()
        .bits(0, 2)
        .golomb(1, 2)
        .bits(2 ** 20 - 1, 20)
        .golomb(2, 16)
        .finish(),
    ),
  },
  {
    name: 'the largest quotient without an escape',
    values: [-10],
    hex: toHex(
      new BitWriter()
        .bits(0, 2)
        .golomb(1, 2)
        .bits(2 ** 19 - 1, 19)
        .bits(0, 1)
        .finish(),
    ),
  },
  {
    name: 'wide first value, order 1',
    values: [7, 7],
    hex: toHex(new BitWriter().bits(3, 2).bits(0, 1).golomb(0, 2).golomb(14, 20).finish()),
  },
]
