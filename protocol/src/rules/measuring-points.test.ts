import { expect, test } from 'vitest'
import { measuringPointsRequired } from './index.ts'

test.each([
  [8, 2],
  [20, 2],
  [20.1, 3],
  [40, 3],
  [40.5, 4],
  [60, 4],
  [86, 6],
])('a truck compartment of %d m³ wants %d points (GSP Annex 3)', (volumeCubicMetres, points) => {
  expect(measuringPointsRequired({ kind: 'truck', volumeCubicMetres })).toBe(points)
})

test.each([
  [40, true, 2],
  [100, true, 2],
  [100.5, true, 3],
  [260, true, 4],
  [300, false, 2],
  [301, false, 3],
  [900, false, 4],
])('a room of %d m², cold store %s, wants %d points (GSP Annex 3)', (floorAreaSquareMetres, coldStore, points) => {
  expect(measuringPointsRequired({ kind: 'room', floorAreaSquareMetres, coldStore })).toBe(points)
})

test('a box wants one point', () => {
  expect(measuringPointsRequired({ kind: 'box' })).toBe(1)
})
