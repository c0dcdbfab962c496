import { expect, test } from 'vitest'
import type { TrackPoint } from './contract.ts'
import { sketchTrack } from './track-sketch.ts'

const BOX = { width: 200, height: 100, margin: 10 }
const MINUTE = 60_000

test('a truck that drove east ends to the right of its start, heading there, inside the box', () => {
  const points: TrackPoint[] = [0, 1, 2].map((step) => [step * MINUTE, 31, 121 + step * 0.05, 60])
  const sketch = sketchTrack(points, BOX)
  expect(sketch?.start).toEqual({ x: 10, y: 50 })
  expect(sketch?.end.x).toBeCloseTo(190)
  expect(sketch?.end.headingDegrees).toBeCloseTo(90)
  expect(sketch?.stretches).toHaveLength(1)
})

test('an hour without positions is not drawn as a straight road', () => {
  const points: TrackPoint[] = [
    [0, 31, 121, 60],
    [MINUTE, 31.1, 121, 60],
    [61 * MINUTE, 31.5, 121, 60],
  ]
  expect(sketchTrack(points, BOX)?.stretches).toHaveLength(2)
})

test('a parked truck is a dot without a heading', () => {
  const points: TrackPoint[] = [
    [0, 31, 121, 0],
    [MINUTE, 31.00001, 121.00001, 0],
  ]
  const sketch = sketchTrack(points, BOX)
  expect(sketch?.end.headingDegrees).toBeNull()
  expect(Math.abs((sketch?.end.x ?? 0) - 100)).toBeLessThan(2)
})

test('no positions, no sketch', () => {
  expect(sketchTrack([], BOX)).toBeNull()
})
