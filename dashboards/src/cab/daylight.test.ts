import { expect, test } from 'vitest'
import { isDaylight, sunElevationDegrees } from './daylight.ts'

const SHANGHAI = { latitude: 31.23, longitude: 121.47 }
const URUMQI = { latitude: 43.83, longitude: 87.62 }

test('at noon of the March equinox the sun stands as high as the latitude says', () => {
  const noon = Date.UTC(2026, 2, 20, 4, 1)
  expect(Math.abs(sunElevationDegrees(noon, SHANGHAI) - (90 - SHANGHAI.latitude))).toBeLessThan(1)
})

test('one clock, two suns: at 21:00 in June it is night in Shanghai and day in Urumqi', () => {
  const evening = Date.UTC(2026, 5, 21, 13)
  expect(isDaylight(evening, SHANGHAI)).toBe(false)
  expect(isDaylight(evening, URUMQI)).toBe(true)
})

test('without a position the clock decides', () => {
  expect(isDaylight(new Date(2026, 0, 1, 12).getTime(), null)).toBe(true)
  expect(isDaylight(new Date(2026, 0, 1, 23).getTime(), null)).toBe(false)
})
