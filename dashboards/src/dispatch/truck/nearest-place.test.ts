import { expect, test } from 'vitest'
import { nearestPlace, type Place } from './nearest-place.ts'

const depot: Place = {
  name: 'depot',
  fence: { shape: 'circle', centre: { latitude: 31.2, longitude: 121.4 }, radiusMetres: 500 },
}
const yard: Place = {
  name: 'yard',
  fence: {
    shape: 'polygon',
    points: [
      { latitude: 31.3, longitude: 121.5 },
      { latitude: 31.3, longitude: 121.52 },
      { latitude: 31.32, longitude: 121.52 },
      // an inner corner: what lies in the notch is not within
      { latitude: 31.305, longitude: 121.51 },
      { latitude: 31.32, longitude: 121.5 },
    ],
  },
}
const near = (latitude: number, longitude: number) => nearestPlace([depot, yard], { latitude, longitude })

test('a point is in a circle or polygon, or so far from its edge', () => {
  expect(near(31.203, 121.4)).toEqual({ name: 'depot', metres: 0 })
  // 0.01° of latitude are 1,112 m, of which the circle has 500
  expect(near(31.21, 121.4)?.metres).toBeCloseTo(612, -1)
  expect(near(31.302, 121.51)).toEqual({ name: 'yard', metres: 0 })
  expect(near(31.318, 121.51)?.metres).toBeGreaterThan(300)
  // beside the middle of an edge: to the edge, not to a corner
  expect(near(31.31, 121.53)?.metres).toBeCloseTo(950, -1)
})

test('far from everything no place is named', () => {
  expect(near(30.2, 120.4)).toBeUndefined()
  expect(nearestPlace([], { latitude: 31.2, longitude: 121.4 })).toBeUndefined()
})
