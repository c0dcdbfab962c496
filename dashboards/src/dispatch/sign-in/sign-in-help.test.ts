import { expect, test } from 'vitest'
import { shownWaitMs, usualAddress } from './sign-in-help.ts'

test.each([
  [850_000, 900_000],
  [60_001, 120_000],
  [60_000, 60_000],
  [29_001, 30_000],
  [0, 0],
  [-5_000, 0],
])('a wait of %i ms is told as %i ms', (waitMs, shownMs) => {
  expect(shownWaitMs(waitMs)).toBe(shownMs)
})

test('another name of this machine leads to the address that the server says when it starts', () => {
  expect(usualAddress({ hostname: 'localhost', port: '4000' })).toBe('http://127.0.0.1:4000/')
  expect(usualAddress({ hostname: 'localhost', port: '' })).toBe('http://127.0.0.1:80/')
  for (const hostname of ['127.0.0.1', 'cold.example.org', 'localhost.example.org']) {
    expect(usualAddress({ hostname, port: '4000' })).toBeUndefined()
  }
})
