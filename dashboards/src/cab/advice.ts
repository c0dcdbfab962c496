import { type RecordingProblem, recordingProblem } from '../ui/recording-problem.ts'
import type { CabCompartment, CabState } from './contract.ts'

export type Advice =
  | {
      readonly of: 'out' | 'unknown' | 'critical' | 'cumulative' | 'door'
      readonly compartments: readonly CabCompartment[]
    }
  | {
      readonly of: 'trend'
      readonly compartments: readonly CabCompartment[]
      /** the shortest; null: not known any more */
      readonly minutesLeft: Open['minutesLeft']
    }
  | { readonly of: 'power' }
  | { readonly of: 'recording'; readonly problem: RecordingProblem; readonly detail: string | null }
  | { readonly of: 'probe'; readonly probes: readonly string[] }
  /** sirens and lights that do not answer */
  | { readonly of: 'relays'; readonly relays: readonly string[] }
  /** it records, and something is wrong with it nevertheless */
  | { readonly of: 'recorder'; readonly detail: string }
  /** an alarm whose cause is gone, until it has stayed away for a minute */
  | { readonly of: 'ending' }

type Open = CabState['alarms']['open'][number]

/** All that a driver can do something about, what threatens the load first. */
export function adviceFor({ compartments, powerOn, recording, alarms }: CabState): readonly Advice[] {
  const inState = (state: CabCompartment['state']) => compartments.filter((one) => one.state === state)
  const openOf = (kind: string): readonly Open[] => alarms.open.filter((alarm) => alarm.kind === kind)
  const inAlarm = (kind: string) => compartments.filter(({ id }) => openOf(kind).some(({ subject }) => subject === id))
  const isOut = ({ state }: CabCompartment): boolean => state === 'out-of-range'
  const about = (
    of: 'out' | 'unknown' | 'critical' | 'cumulative' | 'door',
    found: readonly CabCompartment[],
  ): Advice[] => (found.length === 0 ? [] : [{ of, compartments: found }])
  const heading = inAlarm('trend').filter((one) => !isOut(one))
  const faulty = openOf('probe-fault').map(({ subject }) => subject)
  const advice: Advice[] = [
    ...about('out', inState('out-of-range')),
    ...(heading.length === 0
      ? []
      : [{ of: 'trend', compartments: heading, minutesLeft: soonest(openOf('trend')) } as const]),
    ...about(
      'critical',
      inAlarm('critical').filter((one) => !isOut(one) && !heading.includes(one)),
    ),
    ...(powerOn === false ? [{ of: 'power' } as const] : []),
    ...(recording.state === 'fault'
      ? [{ of: 'recording', problem: recordingProblem(recording.problem), detail: recording.problem } as const]
      : []),
    ...about('door', inAlarm('door-open')),
    ...about('cumulative', inAlarm('cumulative')),
    ...about('unknown', inState('unknown')),
    ...(faulty.length === 0 ? [] : [{ of: 'probe', probes: faulty } as const]),
    ...(alarms.relaysLost.length === 0 ? [] : [{ of: 'relays', relays: alarms.relaysLost } as const]),
    ...(recording.state === 'ok' && recording.problem !== null
      ? [{ of: 'recorder', detail: recording.problem } as const]
      : []),
  ]
  return advice.length === 0 && alarms.open.length > 0 ? [{ of: 'ending' }] : advice
}

function soonest(trends: readonly Open[]): Open['minutesLeft'] {
  const known = trends.flatMap(({ minutesLeft }) => minutesLeft ?? [])
  return known.sort((left, right) => left.minutes - right.minutes)[0] ?? null
}
