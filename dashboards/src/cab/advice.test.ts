import { expect, test } from 'vitest'
import { cabState } from '../../testing/fake-agent.ts'
import { adviceFor, recordingProblem } from './advice.ts'
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
