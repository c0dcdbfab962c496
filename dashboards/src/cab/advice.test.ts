import { expect, test } from 'vitest'
import { cabState } from '../../testing/fake-agent.ts'
import { recordingProblem } from '../ui/recording-problem.ts'
import { adviceFor } from './advice.ts'
import { type CabState, cabStateSchema } from './contract.ts'

const calm = cabStateSchema.parse(cabState(Date.UTC(2026, 5, 1)))
const [front, rear] = calm.compartments
if (front === undefined || rear === undefined) throw new Error('two compartments expected')

const subjects = (state: CabState) => adviceFor(state).map(({ of }) => of)

test('nothing is advised while all is in order', () => {
  expect(subjects(calm)).toEqual([])
  expect(subjects({ ...calm, powerOn: null })).toEqual([])
})

test('a recorder that does not record hides nothing of what else is wrong', () => {
  const worst: CabState = {
    ...calm,
    powerOn: false,
    recording: { ...calm.recording, state: 'fault', problem: 'disk I/O error' },
    compartments: [
      { ...front, state: 'unknown' },
      { ...rear, state: 'out-of-range' },
    ],
  }
  expect(adviceFor(worst)).toMatchObject([
    { of: 'out', compartments: [{ id: 'c2' }] },
    { of: 'power' },
    { of: 'recording', problem: 'damaged', detail: 'disk I/O error' },
    { of: 'unknown', compartments: [{ id: 'c1' }] },
  ])
})

const alarm = (
  kind: string,
  subject: string,
  minutesLeft: CabState['alarms']['open'][number]['minutesLeft'] = null,
) => ({
  ...{ id: `${kind}-${subject}`, kind, subject, minutesLeft },
  ...{ since: calm.at, acknowledgedAt: null },
})
const withAlarms = (...open: CabState['alarms']['open']): CabState => ({
  ...calm,
  alarms: { ...calm.alarms, open, sound: 'sounding' },
})

test('alarms say what to do, each once, the most pressing first', () => {
  const minutesLeft = { minutes: 8, soonest: 6, latest: 12 }
  const state = withAlarms(
    alarm('critical', 'c1'),
    alarm('critical', 'c2'),
    alarm('trend', 'c1', minutesLeft),
    alarm('door-open', 'c2'),
    alarm('probe-fault', 'p3'),
  )
  expect(adviceFor({ ...state, alarms: { ...state.alarms, relaysLost: ['horn'] } })).toMatchObject([
    { of: 'trend', compartments: [{ id: 'c1' }], minutesLeft },
    { of: 'critical', compartments: [{ id: 'c2' }] },
    { of: 'door', compartments: [{ id: 'c2' }] },
    { of: 'probe', probes: ['p3'] },
    { of: 'relays', relays: ['horn'] },
  ])
})

test('an alarm whose cause is gone is said to end, and none of a compartment that is out is said twice', () => {
  expect(adviceFor(withAlarms(alarm('out-of-range', 'c1')))).toEqual([{ of: 'ending' }])
  const out = withAlarms(alarm('out-of-range', 'c1'), alarm('trend', 'c1'), alarm('critical', 'c1'))
  expect(subjects({ ...out, compartments: [{ ...front, state: 'out-of-range' }, rear] })).toEqual(['out'])
})

test('a recorder that records again after a fault still has something to tell', () => {
  const recovered: CabState = { ...calm, recording: { ...calm.recording, problem: 'the file was damaged' } }
  expect(adviceFor(recovered)).toEqual([{ of: 'recorder', detail: 'the file was damaged' }])
})

test.each([
  ['database or disk is full', 'full'],
  ['SQLITE_FULL: database or disk is full', 'full'],
  ['attempt to write a readonly database', 'readOnly'],
  ['SQLITE_READONLY_DBMOVED', 'readOnly'],
  ['unable to open database file', 'readOnly'],
  ['database disk image is malformed', 'damaged'],
  ['file is not a database', 'damaged'],
  ['disk I/O error', 'damaged'],
  ["the recorder's thread ended (exit 1)", 'other'],
  [null, 'other'],
])('the recorder’s “%s” is told as %s', (told, problem) => {
  expect(recordingProblem(told)).toBe(problem)
})
