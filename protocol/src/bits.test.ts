import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BitReader, BitWriter, bitLength } from './bits.ts'
import { refusal } from './testing/refusal.ts'

const fields = fc.array(
  fc
    .integer({ min: 0, max: 48 })
    .chain((width) => fc.tuple(fc.constant(width), fc.bigInt(0n, 2n ** BigInt(width) - 1n))),
)

test('fields of any width come back, whatever bit they begin at', () => {
  fc.assert(
    fc.property(fields, (written) => {
      const writer = new BitWriter()
      for (const [width, value] of written) writer.bits(Number(value), width)
      const reader = new BitReader(writer.finish())
      for (const [width, value] of written) expect(reader.bits(width)).toBe(Number(value))
      reader.assertFinished()
    }),
  )
})

test('exponential Golomb codes of any order come back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20 }), fc.array(fc.integer({ min: 0, max: 2 ** 48 })), (order, values) => {
      const writer = new BitWriter()
      for (const value of values) writer.golomb(value, order)
      const reader = new BitReader(writer.finish())
      for (const value of values) expect(reader.golomb(order)).toBe(value)
      reader.assertFinished()
    }),
  )
})

test('the most significant bit comes first', () => {
  expect([...new BitWriter().bits(1, 1).bits(0, 2).bits(0b10110, 5).bits(0b11, 2).finish()]).toEqual([
    0b10010110, 0b11000000,
  ])
})

test('the Golomb codes of the document', () => {
  const spell = (value: number): string => {
    const bytes = new BitWriter().golomb(value, 2).bits(1, 1).finish()
    const text = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
    return text.slice(0, text.lastIndexOf('1'))
  }
  expect([0, 3, 4, 11, 12].map(spell)).toEqual(['100', '111', '01000', '01111', '0010000'])
})

test('a stream that ends early is told from one that goes on', () => {
  expect(() => new BitReader(Uint8Array.of(0xff)).bits(9)).toThrow(refusal('TRUNCATED', /ends inside its bit stream/))
  expect(() => new BitReader(new Uint8Array(0)).bit()).toThrow(refusal('TRUNCATED', /ends inside its bit stream/))
  expect(() => new BitReader(Uint8Array.of(0, 0)).assertFinished()).toThrow(refusal('MALFORMED', /bytes follow/))
  expect(() => new BitReader(Uint8Array.of(0)).assertFinished()).toThrow(refusal('MALFORMED', /bytes follow/))
  const reader = new BitReader(Uint8Array.of(0b1000_0001))
  reader.bit()
  expect(() => reader.assertFinished()).toThrow(refusal('MALFORMED', /padding/))
})

test('a run of zeros is no number', () => {
  expect(() => new BitReader(new Uint8Array(1_000)).golomb(0)).toThrow(refusal('MALFORMED', /wider than 48 bits/))
})

test('bit lengths beyond 32 bits', () => {
  expect([0, 1, 2, 255, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 48].map(bitLength)).toEqual([0, 1, 2, 8, 31, 32, 33, 49])
})
