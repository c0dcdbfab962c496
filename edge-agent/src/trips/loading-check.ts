import { type AssignedTrip, LOADING_STEPS, type LoadingStep } from '@coldrx/protocol'
import type { RangeState } from '../rules/compartment-watch.ts'
import { loadAt } from './stop-loading.ts'

/** What probes and switches say at this moment. */
export interface LoadingFacts {
  readonly compartments: readonly {
    readonly id: string
    readonly state: RangeState
    readonly temperatureCelsius: number | null
    readonly doorOpen: boolean | null
  }[]
  readonly powerOn: boolean | null
  readonly isRecording: boolean
  /** open alarms: their subjects */
  readonly alarms: readonly string[]
}

export const LOADING_PROBLEMS = ['temperature', 'door', 'door-unknown', 'power', 'recording', 'alarm', 'boxes'] as const

export interface LoadingProblem {
  readonly kind: (typeof LOADING_PROBLEMS)[number]
  /** compartment, or '' */
  readonly subject: string
}

export interface LoadingCheck {
  /** `no-sensor`: nothing on this truck can tell */
  readonly result: 'passed' | 'failed' | 'no-sensor'
  readonly problems: readonly LoadingProblem[]
}

const PASSED: LoadingCheck = { result: 'passed', problems: [] }
const NO_SENSOR: LoadingCheck = { result: 'no-sensor', problems: [] }

/**
 * Whether what is measured agrees with a step of the loading order (GSP Annex 1, article 9). Only compartments that goods
 * of the trip go into must be cold; where the trip names none, all.
 *
 * @param stop where it is loaded
 * @param loaded codes of the boxes that were taken aboard, for the step `load`
 */
export function checkLoadingStep(
  step: LoadingStep,
  {
    trip,
    stop,
    facts,
    loaded,
  }: {
    readonly trip: AssignedTrip
    readonly stop: string
    readonly facts: LoadingFacts
    readonly loaded: readonly string[]
  },
): LoadingCheck {
  const used = new Set(trip.shipments.flatMap(({ compartment }) => compartment ?? []))
  const cold = facts.compartments.filter(({ id }) => used.size === 0 || used.has(id))
  const verdict = (...problems: readonly LoadingProblem[]): LoadingCheck =>
    problems.length === 0 ? PASSED : { result: 'failed', problems }
  const temperature = cold
    .filter(({ state }) => state !== 'in-range')
    .map(({ id }) => ({ kind: 'temperature', subject: id }) as const)
  const doors = facts.compartments
    .filter(({ doorOpen }) => doorOpen === true)
    .map(({ id }) => ({ kind: 'door', subject: id }) as const)
  const power = facts.powerOn === false ? [{ kind: 'power', subject: '' } as const] : []
  const recording = facts.isRecording ? [] : [{ kind: 'recording', subject: '' } as const]
  const alarms = facts.alarms
    .filter((subject) => !temperature.some((one) => one.subject === subject))
    .filter((subject) => !doors.some((one) => one.subject === subject))
    .map((subject) => ({ kind: 'alarm', subject }) as const)
  switch (step) {
    case 'pre-cool':
      return verdict(...temperature)
    case 'unit-off':
    case 'lock':
      return NO_SENSOR
    case 'load': {
      const aboard = new Set(loaded)
      const isMissing = loadAt(trip, stop).some(({ boxes }) => boxes.some((code) => !aboard.has(code)))
      return verdict(...(isMissing ? [{ kind: 'boxes', subject: '' } as const] : []))
    }
    case 'close':
      if (facts.compartments.every(({ doorOpen }) => doorOpen === null)) return NO_SENSOR
      return verdict(...doors, ...doorsUnknown(facts))
    case 'unit-on':
      return facts.powerOn === null ? NO_SENSOR : verdict(...power)
    case 'check':
    case 'depart':
      return verdict(...temperature, ...doors, ...power, ...recording, ...alarms)
  }
}

/** The first step that is not done, and what is measured of it; of `load` as if every box were aboard: only the page knows. */
export function nextLoadingStep(
  done: number,
  { trip, stop, facts }: { readonly trip: AssignedTrip; readonly stop: string; readonly facts: LoadingFacts },
): { readonly step: LoadingStep; readonly check: LoadingCheck } | null {
  const step = LOADING_STEPS[done]
  if (step === undefined) return null
  const loaded = loadAt(trip, stop).flatMap(({ boxes }) => boxes)
  return { step, check: checkLoadingStep(step, { trip, stop, facts, loaded }) }
}

/** One of several doors that has no answer may stand open. */
function doorsUnknown({ compartments }: LoadingFacts): LoadingProblem[] {
  return compartments
    .filter(({ doorOpen }) => doorOpen === null)
    .map(({ id }) => ({ kind: 'door-unknown', subject: id }))
}
