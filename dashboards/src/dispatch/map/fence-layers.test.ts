import { expect, test } from 'vitest'
import { seenFromZoom } from './fence-layers.ts'

test('a mark stands for a fence until its radius is ten pixels', () => {
  const at = (radiusMetres: number, latitude = 0) =>
    seenFromZoom({ shape: 'circle', centre: { latitude, longitude: 121 }, radiusMetres })
  // zoom 0 shows the whole of the equator on 512 pixels
  expect(at(40_075_016 / 512 / 0.1)).toBeCloseTo(0)
  expect(at(200) - at(400)).toBeCloseTo(1)
  expect(at(200, 60)).toBeCloseTo(at(200) - 1)
})
