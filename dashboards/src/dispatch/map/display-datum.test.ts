import { expect, test } from 'vitest'
import { toDisplayOf } from './display-datum.ts'
import { BUNDLED_MAP } from './map-settings.ts'

const tiles = { url: '/{z}/{x}/{y}.png', attribution: '', maxZoom: 18 }

test('only a map that is shifted shifts what is drawn upon it', () => {
  expect(toDisplayOf(BUNDLED_MAP)(121.4737, 31.2304)).toEqual([121.4737, 31.2304])
  expect(toDisplayOf({ tiles: { ...tiles, datum: 'wgs84' } })(121.4737, 31.2304)).toEqual([121.4737, 31.2304])
  const [longitude, latitude] = toDisplayOf({ tiles: { ...tiles, datum: 'gcj02' } })(121.4737, 31.2304)
  // In Shanghai the shift is about half a kilometre to the north-east... and none at all outside China.
  expect(longitude - 121.4737).toBeCloseTo(0.0045, 3)
  expect(latitude - 31.2304).toBeCloseTo(-0.0019, 3)
  expect(toDisplayOf({ tiles: { ...tiles, datum: 'gcj02' } })(2.35, 48.85)).toEqual([2.35, 48.85])
})
