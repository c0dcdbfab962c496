import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteReader, ByteWriter, concatBytes, equalBytes, fromHex, fromUtf8, toHex, toUtf8 } from './bytes.ts'
import { refusal } from './testing/refusal.ts'

test('varints come back and have one spelling', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), (value) => {
      const bytes = new ByteWriter().varint(value).finish()
      const reader = new ByteReader(bytes)
      expect(reader.varint('x')).toBe(value)
      expect(reader.left).toBe(0)
      expect(bytes.length).toBeLessThanOrEqual(8)
    }),
  )
})

test('other spellings and larger numbers are refused', () => {
  const read =
    (...bytes: number[]) =>
    () =>
      new ByteReader(Uint8Array.from(bytes)).varint('the count')
  expect(read(0x80, 0x00)).toThrow(refusal('MALFORMED', /the count is not in its shortest form/))
  expect(read(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f)).toThrow(refusal('MALFORMED', /the count is larger than/))
  expect(read(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01)).toThrow(
    refusal('MALFORMED', /the count is larger than/),
  )
  expect(read(0x80)).toThrow(refusal('TRUNCATED', /before the count/))
  expect(read(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f)()).toBe(Number.MAX_SAFE_INTEGER)
  for (const value of [-1, 0.5, 2 ** 53, Number.NaN]) {
    expect(() => new ByteWriter().varint(value)).toThrow(refusal('OUT_OF_BOUNDS', /varint/))
  }
})

test('hex and UTF-8', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ unit: 'grapheme', maxLength: 50 }), (bytes, text) => {
      expect(equalBytes(fromHex(toHex(bytes)), bytes)).toBe(true)
      expect(fromUtf8(toUtf8(text))).toBe(text)
    }),
  )
  for (const wrong of ['0', '0g', ' 00', '0x00']) expect(() => fromHex(wrong)).toThrow(refusal('MALFORMED', /hex/))
  expect(() => fromUtf8(Uint8Array.of(0xc3))).toThrow(refusal('MALFORMED', /UTF-8/))
})

test('reading never goes past the end', () => {
  const reader = new ByteReader(Uint8Array.of(1, 2))
  expect(() => reader.take(3, 'the seal')).toThrow(refusal('TRUNCATED', /the seal needs 3 bytes, 2 are left/))
  expect(reader.unsigned(2, 'x')).toBe(258)
  expect(toHex(concatBytes(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2)))).toBe('0102')
})
