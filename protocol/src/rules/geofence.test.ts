import { describe, expect, it } from 'vitest'
import { distanceMetres, type Geofence, isInside, metresOutside } from './geofence.ts'

const SHANGHAI = { latitude: 31.2304, longitude: 121.4737 }
const HANGZHOU = { latitude: 30.2741, longitude: 120.1551 }

const SQUARE: Geofence = {
  shape: 'polygon',
  points: [
    { latitude: 31, longitude: 121 },
    { latitude: 31, longitude: 121.01 },
    { latitude: 31.01, longitude: 121.01 },
    { latitude: 31.01, longitude: 121 },
  ],
}

describe('geofences', () => {
  it('measure a degree of latitude, and a way that everyone knows', () => {
    // 2πR/360 on the mean sphere
    expect(distanceMetres({ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 })).toBeCloseTo(111_195.08, 1)
    expect(distanceMetres(SHANGHAI, HANGZHOU) / 1_000).toBeGreaterThan(160)
    expect(distanceMetres(SHANGHAI, HANGZHOU) / 1_000).toBeLessThan(170)
    expect(distanceMetres(SHANGHAI, SHANGHAI)).toBe(0)
  })

  it('tell inside from outside, for circles and polygons', () => {
    const circle: Geofence = { shape: 'circle', centre: SHANGHAI, radiusMetres: 200 }
    expect(metresOutside(circle, SHANGHAI)).toBe(-200)
    expect(isInside(circle, { ...SHANGHAI, latitude: SHANGHAI.latitude + 0.0017 }, false)).toBe(true)
    expect(isInside(circle, { ...SHANGHAI, latitude: SHANGHAI.latitude + 0.0019 }, false)).toBe(false)
    expect(metresOutside(SQUARE, { latitude: 31.005, longitude: 121.005 })).toBeLessThan(0)
    expect(metresOutside(SQUARE, { latitude: 31.02, longitude: 121.005 })).toBeCloseTo(1_112, 0)
    expect(isInside(SQUARE, { latitude: 30.999, longitude: 121.005 }, false)).toBe(false)
  })

  it('are left only well outside, however a parked truck seems to wander', () => {
    const circle: Geofence = { shape: 'circle', centre: SHANGHAI, radiusMetres: 200 }
    const at = (metres: number) => ({ ...SHANGHAI, latitude: SHANGHAI.latitude + metres / 111_195 })
    let inside = false
    const seen = [300, 210, 195, 205, 198, 240, 249, 251, 230, 199].map((metres) => {
      inside = isInside(circle, at(metres), inside)
      return inside
    })
    expect(seen).toEqual([false, false, true, true, true, true, true, false, false, true])
  })
})
