import { expect, test } from 'vitest'
import { createRandom } from '../../tooling/random.ts'
import { stallOf } from './packet-loss.ts'

const after = (...numbers: readonly number[]) => {
  const left = [...numbers]
  return () => left.shift() ?? 1
}

test('a packet that is lost again waits twice as long, and all behind it wait for it', () => {
  expect(stallOf(100, { share: 0.1, firstTimeoutMs: 1_000, random: after(0.5) })).toBe(0)
  expect(stallOf(100, { share: 0.1, firstTimeoutMs: 1_000, random: after(0.01, 0.02, 0.03, 0.5) })).toBe(7_000)
  // three packets, of which the first and the last are lost
  expect(stallOf(3_000, { share: 0.1, firstTimeoutMs: 1_000, random: after(0, 0.5, 0.5, 0, 0.5) })).toBe(2_000)
})

test('the same seed loses the same packets, about as many as were asked for', () => {
  const stalls = (seed: string) => {
    const random = createRandom(seed)
    return Array.from({ length: 500 }, () => stallOf(1_000, { share: 0.1, firstTimeoutMs: 1_000, random }))
  }
  expect(stalls('a')).toEqual(stalls('a'))
  expect(stalls('a')).not.toEqual(stalls('b'))
  const lost = stalls('a').filter((ms) => ms > 0).length
  expect(lost).toBeGreaterThan(25)
  expect(lost).toBeLessThan(100)
})
