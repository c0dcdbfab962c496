import { expect, test } from 'vitest'
import { createScanReader } from './scanner.ts'

test('quick keys that end with Enter are a code; what a hand types is none', () => {
  const codes: string[] = []
  const reader = createScanReader((code) => codes.push(code))
  const type = (text: string, everyMs: number, fromMs: number) =>
    [...text.split(''), 'Enter'].map((key, at) => reader.key(key, fromMs + at * everyMs)).at(-1)
  expect(type('S20261130-01-1', 8, 0)).toBe(true)
  expect(type('AB12', 300, 10_000)).toBe(false)
  // the shift that a scanner presses is no letter, and a lone Enter is a button's
  reader.key('Shift', 20_000)
  expect(type('箱-7', 10, 20_010)).toBe(true)
  expect(reader.key('Enter', 30_000)).toBe(false)
  expect(codes).toEqual(['S20261130-01-1', '箱-7'])
})
