import { expect, test } from 'vitest'
import { createBackOff } from './back-off.ts'

test('a fleet whose broker closed comes back evenly over the spread', () => {
  let draw = 0
  const backOff = createBackOff({ random: () => draw, spreadMs: 60_000 })
  const delays = [0, 0.25, 0.5, 0.99].map((value) => {
    draw = value
    return backOff.delayMs('closed-by-server')
  })
  expect(delays).toEqual([0, 15_000, 30_000, 59_400])
})

test('a lost link is tried soon, then more and more rarely up to a minute, and soon again after a success', () => {
  const backOff = createBackOff({ random: () => 1, spreadMs: 60_000 })
  const delays = Array.from({ length: 8 }, () => backOff.delayMs('link-lost'))
  expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  backOff.succeeded()
  expect(backOff.delayMs('link-lost')).toBe(1_000)
  expect(createBackOff({ random: () => 0, spreadMs: 0 }).delayMs('link-lost')).toBe(500)
})

test('a refusal waits five minutes', () => {
  expect(createBackOff({ random: () => 0, spreadMs: 60_000 }).delayMs('refused')).toBe(300_000)
})
