import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex, toHex } from '../bytes.ts'
import { derivedSeed, seedOriginOf } from './seeds.ts'

test('frame 0 is nobody’s origin; every 64th after it draws, the others derive from the one before', () => {
  expect([0, 1, 2, 64, 65, 66, 129].map(seedOriginOf)).toEqual([0, 1, 1, 1, 65, 65, 129])
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 40 }), (n) => {
      const origin = seedOriginOf(n)
      expect(seedOriginOf(origin)).toBe(origin)
      expect(n - origin).toBeLessThan(64)
    }),
  )
})

test('no two frames of an origin have the same seed, and it is the one of docs/wire.md', () => {
  const origin = fromHex('000102030405060708090a0b0c0d0e0f')
  const seeds = Array.from({ length: 64 }, (_, at) => toHex(derivedSeed(origin, at + 2)))
  expect(new Set(seeds).size).toBe(64)
  expect(seeds[0]).toBe('9213331de42ba85ac4254053e0bafa0a')
})
