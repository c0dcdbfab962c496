import { LOADING_STEPS } from '@coldrx/protocol'
import { expect, test } from 'vitest'
import { tripMessage } from '../testing/trip.ts'
import { checkLoadingStep, type LoadingFacts, nextLoadingStep } from './loading-check.ts'

const trip = tripMessage(1).trip
if (trip === null) throw new Error('the trip of the tests')
const shipments = trip.shipments.map((one) => ({ ...one, state: 'assigned' as const }))
const loading = { ...trip, shipments }

const facts = (change: Partial<LoadingFacts> = {}): LoadingFacts => ({
  compartments: [
    { id: 'c1', state: 'in-range', temperatureCelsius: 5, doorOpen: false },
    { id: 'c2', state: 'out-of-range', temperatureCelsius: 12, doorOpen: false },
  ],
  ...{ powerOn: true, isRecording: true, alarms: [] },
  ...change,
})
const one = (change: Partial<LoadingFacts['compartments'][number]>) =>
  facts({ compartments: [{ id: 'c1', state: 'in-range', temperatureCelsius: 5, doorOpen: false, ...change }] })
const check = (step: (typeof LOADING_STEPS)[number], measured = facts(), loaded = ['B-1', 'B-2']) => {
  const { result, problems } = checkLoadingStep(step, { trip: loading, stop: 's1', facts: measured, loaded })
  return [result, ...problems.map(({ kind, subject }) => `${kind} ${subject}`.trim())]
}

test('what is measured decides each step, and only what goods go into must be cold', () => {
  expect(LOADING_STEPS.map((step) => check(step))).toEqual([
    ...[['passed'], ['no-sensor'], ['passed'], ['passed'], ['no-sensor'], ['passed'], ['passed'], ['passed']],
  ])
  expect(check('pre-cool', one({ state: 'out-of-range' }))).toEqual(['failed', 'temperature c1'])
  expect(check('pre-cool', one({ state: 'unknown' }))).toEqual(['failed', 'temperature c1'])
  expect(check('load', facts(), ['B-1'])).toEqual(['failed', 'boxes'])
  expect(check('close', one({ doorOpen: true }))).toEqual(['failed', 'door c1'])
  expect(check('close', one({ doorOpen: null }))).toEqual(['no-sensor'])
  expect(check('unit-on', facts({ powerOn: false }))).toEqual(['failed', 'power'])
  expect(check('unit-on', facts({ powerOn: null }))).toEqual(['no-sensor'])
  const bad = { ...one({ doorOpen: true, state: 'out-of-range' }), isRecording: false, alarms: ['c1', 'p3'] }
  const all = ['failed', 'temperature c1', 'door c1', 'recording', 'alarm p3']
  expect([check('check', bad), check('depart', bad)]).toEqual([all, all])
})

test('the next step follows what is done; of loading as if every box were aboard', () => {
  expect(nextLoadingStep(2, { trip: loading, stop: 's1', facts: facts() })).toEqual({
    ...{ step: 'load', check: { result: 'passed', problems: [] } },
  })
  expect(nextLoadingStep(LOADING_STEPS.length, { trip: loading, stop: 's1', facts: facts() })).toBeNull()
})
