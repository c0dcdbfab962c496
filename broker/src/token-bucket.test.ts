import { expect, test } from 'vitest'
import { createTokenBucket } from './token-bucket.ts'

test('a burst passes, then no more than the rate, and idle time saves up no more than the burst', () => {
  let nowMs = 1_000
  const bucket = createTokenBucket({ tokensPerSecond: 10, burst: 3, nowMs: () => nowMs })
  const takeAll = () => {
    let taken = 0
    while (bucket.take()) taken += 1
    return taken
  }
  expect(takeAll()).toBe(3)
  nowMs += 99
  expect(takeAll()).toBe(0)
  nowMs += 1
  expect(takeAll()).toBe(1)
  nowMs += 3_600_000
  expect(takeAll()).toBe(3)
})
