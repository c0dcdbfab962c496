import { expect, test } from 'vitest'
import { forecastLimit, type Point } from './relaxation.ts'

/** A fixed sequence of about normal numbers, mean 0 and variance 1. */
function noise(seed: number): () => number {
  let state = seed
  const uniform = (): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
  return () => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6)
}

interface Course {
  readonly from: number
  readonly towards: number
  readonly timeConstantS: number
  readonly minutes?: number
  readonly noiseCelsius?: number
  readonly seed?: number
}

/** As a probe gives it: every 10 s, in steps of 0.1 °C. */
function course({ from, towards, timeConstantS, minutes = 8, noiseCelsius = 0.03, seed = 1 }: Course): Point[] {
  const random = noise(seed)
  return Array.from({ length: minutes * 6 + 1 }, (_, at) => {
    const seconds = at * 10
    const celsius = towards + (from - towards) * Math.exp(-seconds / timeConstantS)
    return { seconds, celsius: Math.round((celsius + noiseCelsius * random()) * 10) / 10 }
  })
}

const trueMinutes = ({ from, towards, timeConstantS, minutes = 8 }: Course, limit: number): number =>
  (-timeConstantS * Math.log((limit - towards) / (from - towards))) / 60 - minutes

test.each([
  ['warming after the unit failed', { from: 5, towards: 28, timeConstantS: 9_000 }, 8],
  ['warming fast with an open door', { from: 4, towards: 20, timeConstantS: 3_000, minutes: 5 }, 8],
  ['cooling below its range', { from: 4, towards: -6, timeConstantS: 2_400, minutes: 6 }, 2],
] as const)('%s: the true moment is inside the interval, and the estimate near it', (_, of, limit) => {
  for (let seed = 1; seed <= 20; seed++) {
    const forecast = forecastLimit(course({ ...of, seed }), limit)
    const expected = trueMinutes(of, limit)
    expect(forecast?.soonest).toBeLessThanOrEqual(expected)
    expect(forecast?.latest ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(expected)
    expect(Math.abs((forecast?.minutes ?? Number.NaN) - expected)).toBeLessThan(Math.max(3, expected * 0.75))
  }
})

test('what levels off below the limit is not called a crossing, though a line through it would cross', () => {
  const of = { from: 4, towards: 7, timeConstantS: 240, minutes: 10 }
  for (let seed = 1; seed <= 20; seed++) {
    const forecast = forecastLimit(course({ ...of, seed }), 8)
    expect(forecast?.latest ?? null).toBeNull()
  }
})

test('noise around a constant is no trend', () => {
  const of = { from: 5, towards: 5, timeConstantS: 600, minutes: 10, noiseCelsius: 0.15 }
  for (let seed = 1; seed <= 40; seed++) {
    expect(forecastLimit(course({ ...of, seed }), 8)?.latest ?? null).toBeNull()
    expect(forecastLimit(course({ ...of, seed }), 2)?.latest ?? null).toBeNull()
  }
})

test('the noisier the readings, the wider the interval', () => {
  const of = { from: 5, towards: 28, timeConstantS: 9_000 }
  const width = (noiseCelsius: number): number => {
    const forecast = forecastLimit(course({ ...of, noiseCelsius }), 8)
    return (forecast?.latest ?? 360) - (forecast?.soonest ?? 0)
  }
  expect(width(0.2)).toBeGreaterThan(width(0.02))
})

test('too few readings tell nothing', () => {
  expect(forecastLimit(course({ from: 5, towards: 28, timeConstantS: 9_000 }).slice(0, 4), 8)).toBeNull()
  expect(forecastLimit([], 8)).toBeNull()
})
