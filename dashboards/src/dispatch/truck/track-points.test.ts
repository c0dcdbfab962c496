import { expect, test } from 'vitest'
import type { TrackPoint } from '../contract.ts'
import { positionAt, stretchesOf } from './track-points.ts'

const MINUTE = 60_000
const point = (minutes: number, latitude = 31): TrackPoint => [minutes * MINUTE, latitude, 121, 60]
const TRACK = { points: [point(0, 30), point(1, 31), point(2, 32), point(30, 33)] }

test('the track breaks where nothing was said for long', () => {
  expect(stretchesOf(TRACK).map((stretch) => stretch.length)).toEqual([3, 1])
})

test('a thinned track breaks only where more is missing than was left out', () => {
  expect(stretchesOf({ ...TRACK, stepMs: 15 * MINUTE }).map((stretch) => stretch.length)).toEqual([4])
})

test('a position is that of the nearest record, and none in a hole', () => {
  expect(positionAt(TRACK, 1.4 * MINUTE)).toMatchObject({ latitude: 31, atMs: MINUTE })
  expect(positionAt(TRACK, 15 * MINUTE)).toBeUndefined()
  expect(positionAt({ points: [] }, 0)).toBeUndefined()
})
