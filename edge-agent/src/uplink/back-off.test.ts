import { expect, test } from 'vitest'
import { createBackOff } from './back-off.ts'

test('a fleet whose broker closed comes back evenly over the spread', () => {
  let draw = 0
  const backOff = createBackOff({ random: () => draw, spreadMs: 60_000 })
  const delays = [0, 0.25, 0.5, 0.99].map((value) => {
    draw = value
    backOff.succeeded()
    return backOff.delayMs('closed-by-server')
  })
  expect(delays).toEqual([1_000, 16_000, 31_000, 60_400])
})

test('a broker that closes again and again is met more and more rarely, until one connection proves useful', () => {
  const delaysOf = (spreadMs: number, draw: number): number[] => {
    const backOff = createBackOff({ random: () => draw, spreadMs })
    return Array.from({ length: 8 }, () => backOff.delayMs('closed-by-server'))
  }
  expect(delaysOf(0, 0)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  expect(delaysOf(60_000, 0.5)).toEqual([31_000, 62_000, 124_000, 248_000, 316_000, 332_000, 360_000, 360_000])
  const backOff = createBackOff({ random: () => 0, spreadMs: 60_000 })
  backOff.delayMs('closed-by-server')
  backOff.succeeded()
  expect(backOff.delayMs('closed-by-server')).toBe(1_000)
})

test('a lost link is tried soon, then more and more rarely up to a minute, and soon again after a success', () => {
  const backOff = createBackOff({ random: () => 1, spreadMs: 60_000 })
  const delays = Array.from({ length: 5 }, () => backOff.delayMs('link-lost'))
  expect(delays).toEqual([1_000, 4_000, 16_000, 60_000, 60_000])
  backOff.succeeded()
  expect(backOff.delayMs('link-lost')).toBe(1_000)
  expect(createBackOff({ random: () => 0, spreadMs: 0 }).delayMs('link-lost')).toBe(500)
})

test('once the broker is down for everybody, each further loss is spread too, until one connection proves useful', () => {
  const backOff = createBackOff({ random: () => 0.5, spreadMs: 60_000 })
  expect(backOff.delayMs('link-lost')).toBe(750)
  for (const cause of ['not-listening', 'link-lost', 'link-lost'] as const) expect(backOff.delayMs(cause)).toBe(31_000)
  backOff.succeeded()
  expect(backOff.delayMs('link-lost')).toBe(750)
  backOff.delayMs('closed-by-server')
  expect(backOff.delayMs('link-lost')).toBe(31_000)
})

test('a refusal waits five minutes', () => {
  expect(createBackOff({ random: () => 0, spreadMs: 60_000 }).delayMs('refused')).toBe(300_000)
})
