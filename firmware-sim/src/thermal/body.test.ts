import { expect, test } from 'vitest'
import { type BodySize, type BodyState, initialBody, relativeHumidity, STEP_SECONDS, stepBody } from './body.ts'
import { createCompartment } from './compartment.ts'
import { createWeather } from './weather.ts'

const CHILLED: BodySize = { setpointCelsius: 5, volumeCubicMetres: 12, loadKg: 900 }
const FROZEN: BodySize = { setpointCelsius: -18, volumeCubicMetres: 8, loadKg: 500 }
const START_MS = Date.UTC(2026, 6, 1)
const HOUR_STEPS = 3_600 / STEP_SECONDS

type Influence = { doorOpen?: boolean; unitOn?: boolean }

function run(size: BodySize, hours: number, influence: Influence = {}, from = initialBody(size)): BodyState[] {
  const weather = createWeather(3)
  const states: BodyState[] = []
  let state = from
  for (let step = 0; step < hours * HOUR_STEPS; step += 1) {
    const at = weather(START_MS + step * STEP_SECONDS * 1000)
    state = stepBody(size, state, { weather: at, doorOpen: false, unitOn: true, ...influence })
    states.push(state)
  }
  return states
}

const sensed = (states: BodyState[]): number[] => states.map(({ sensedCelsius }) => sensedCelsius)

test('in steady state a chilled compartment stays within 2 to 8 °C for two days, defrosts included', () => {
  const states = run(CHILLED, 48)
  expect(Math.min(...sensed(states))).toBeGreaterThan(2)
  expect(Math.max(...sensed(states))).toBeLessThan(8)
  expect(new Set(states.map(({ cooling }) => cooling)).size).toBe(2)
})

test('a frozen compartment holds −18 °C within 3 K', () => {
  const temperatures = sensed(run(FROZEN, 48))
  expect(Math.min(...temperatures)).toBeGreaterThan(-21)
  expect(Math.max(...temperatures)).toBeLessThan(-15)
})

test('a defrost shows as a bump above the usual top of the cycle', () => {
  const states = run(CHILLED, 48)
  const defrosts = states.filter(
    ({ defrostSeconds }, index) => defrostSeconds > 0 && states[index - 1]?.defrostSeconds === 0,
  )
  expect(defrosts.length).toBeGreaterThanOrEqual(2)
  const first = states.findIndex(({ defrostSeconds }) => defrostSeconds > 0)
  const usualTop = Math.max(...sensed(states.slice(HOUR_STEPS, first)))
  const bump = sensed(states.slice(first, first + HOUR_STEPS / 2))
  expect(Math.max(...bump)).toBeGreaterThan(usualTop + 0.3)
})

test('an open door warms the air much faster than the load', () => {
  const settled = run(CHILLED, 6).at(-1) ?? initialBody(CHILLED)
  const open = run(CHILLED, 0.25, { doorOpen: true, unitOn: false }, settled).at(-1) ?? settled
  const air = open.airCelsius - settled.airCelsius
  const load = open.loadCelsius - settled.loadCelsius
  expect(air).toBeGreaterThan(5)
  expect(load).toBeGreaterThan(0)
  expect(air).toBeGreaterThan(5 * load)
})

test('without the unit the compartment leaves its range within hours, and a fuller one later', () => {
  const hoursToEight = (size: BodySize): number =>
    sensed(run(size, 24, { unitOn: false })).findIndex((celsius) => celsius > 8) / HOUR_STEPS
  expect(hoursToEight(CHILLED)).toBeGreaterThan(0.5)
  expect(hoursToEight(CHILLED)).toBeLessThan(24)
  expect(hoursToEight({ ...CHILLED, loadKg: 1_800 })).toBeGreaterThan(hoursToEight(CHILLED))
})

test('humidity is a percentage and jumps when the door opens', () => {
  const states = run(CHILLED, 24)
  for (const state of states) {
    expect(relativeHumidity(state)).toBeGreaterThan(30)
    expect(relativeHumidity(state)).toBeLessThanOrEqual(100)
  }
  const settled = states.at(-1) ?? initialBody(CHILLED)
  const open = run(CHILLED, 0.1, { doorOpen: true }, settled).at(-1) ?? settled
  expect(open.vapourPascal).toBeGreaterThan(settled.vapourPascal)
})

test('a compartment is the same whether it is asked often or once, and by its seed', () => {
  const build = (seed: number) =>
    createCompartment({ id: 'c1', size: CHILLED, weather: createWeather(seed), speed: 60, startMs: START_MS })
  const often = build(1)
  for (let second = 0; second < 600; second += 1) often.air(START_MS + second * 1000)
  const end = START_MS + 600_000
  expect(build(1).air(end)).toEqual(often.air(end))
  expect(build(2).air(end)).not.toEqual(often.air(end))
})
