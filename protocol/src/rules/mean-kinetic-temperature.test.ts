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
  [[[20, 1], [40, 1]], 34.35788], // biome-ignore format: a table
  [[[10, 1], [10, 1], [10, 1], [50, 1]], 36.500417], // biome-ignore format: a table
  [[[2, 1], [8, 1]], 5.536425], // biome-ignore format: a table
  [[[-10, 1], [-5, 1], [0, 1]], -3.946387], // biome-ignore format: a table
  [[[-22, 1], [-18, 1]], -19.708281], // biome-ignore format: a table
  [[[2, 1], [3, 1], [4, 1], [5, 1], [6, 1], [7, 1], [8, 1]], 5.242262], // biome-ignore format: a table
  [[[20, 1], [25, 1], [30, 1]], 25.858208], // biome-ignore format: a table
  [[[5, 47], [25, 1]], 6.492392], // biome-ignore format: a table
  [[[5, 166], [30, 2]], 6.540285], // biome-ignore format: a table
  [[[5, 23], [15, 1]], 5.763546], // biome-ignore format: a table
  [[[5, 12], [12, 12]], 9.206793], // biome-ignore format: a table
  [[[4, 1.5], [9, 0.5]], 5.560274], // biome-ignore format: a table
  [[[8, 23], [15, 1]], 8.440358], // biome-ignore format: a table
] as const)('of %j it is %d °C', (parts, expected) => {
  expect(of(...parts)).toBeCloseTo(expected, 5)
  expect(of(...[...parts].reverse())).toBeCloseTo(expected, 5)
  // no cooler than the mean, no warmer than the warmest
  const hours = parts.reduce((sum, [, of]) => sum + of, 0)
  expect(expected).toBeGreaterThanOrEqual(parts.reduce((sum, [celsius, of]) => sum + celsius * of, 0) / hours)
  expect(expected).toBeLessThanOrEqual(Math.max(...parts.map(([celsius]) => celsius)))
  // in two halves, one of which was kept as JSON
  const halves = [new MeanKineticTemperature(), new MeanKineticTemperature()] as const
  for (const [at, [celsius, of]] of parts.entries()) halves[at % 2 === 0 ? 0 : 1].add(celsius, of)
  const whole = new MeanKineticTemperature()
  whole.merge(halves[0])
  whole.merge({ kept: JSON.parse(JSON.stringify(halves[1].kept)) })
  expect(whole.celsius).toBeCloseTo(expected, 5)
})

it('is nothing of nothing', () => {
  expect(of()).toBeNull()
  expect(of([5, 0])).toBeNull()
})
