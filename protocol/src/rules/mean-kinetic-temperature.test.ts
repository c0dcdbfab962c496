import { expect, it } from 'vitest'
import { MeanKineticTemperature } from './mean-kinetic-temperature.ts'

function of(...parts: readonly (readonly [celsius: number, hours: number])[]): number | null {
  const mean = new MeanKineticTemperature()
  for (const [celsius, hours] of parts) mean.add(celsius, hours * 3_600_000)
  return mean.celsius
}

it.each([
  [[[25, 1]], 25],
  [[[20, 1], [20, 1], [40, 1], [25, 1]], 30.208237], // biome-ignore format: a table
  [[[2, 1], [8, 1]], 5.536425], // biome-ignore format: a table
  [[[-22, 1], [-18, 1]], -19.708281], // biome-ignore format: a table
  [[[5, 47], [25, 1]], 6.492392], // biome-ignore format: a table
  [[[8, 23], [15, 1]], 8.440358], // biome-ignore format: a table
] as const)('of %j it is %d °C', (parts, expected) => {
  expect(of(...parts)).toBeCloseTo(expected, 5)
  expect(of(...[...parts].reverse())).toBeCloseTo(expected, 5)
})

it('is nothing of nothing', () => {
  expect(of()).toBeNull()
  expect(of([5, 0])).toBeNull()
})
