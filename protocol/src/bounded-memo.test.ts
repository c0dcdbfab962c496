import { expect, test } from 'vitest'
import { boundedMemo } from './bounded-memo.ts'

test('keeps what was asked for last, and no more', () => {
  const made: string[] = []
  const memo = boundedMemo(2, (key) => {
    made.push(key)
    return { key }
  })
  const first = memo('a')
  memo('b')
  expect(memo('a')).toBe(first)
  memo('c')
  expect(made).toEqual(['a', 'b', 'c'])
  // b was asked for the longest ago
  expect(memo('a')).toBe(first)
  memo('b')
  expect(made).toEqual(['a', 'b', 'c', 'b'])
})

test('what could not be made is tried again', () => {
  let usable = false
  const memo = boundedMemo(2, (key) => {
    if (!usable) throw new RangeError(key)
    return { key }
  })
  expect(() => memo('a')).toThrow(RangeError)
  usable = true
  expect(memo('a')).toEqual({ key: 'a' })
})
