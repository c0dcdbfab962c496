import type { CabCompartment, CabState } from './contract.ts'

export type RecordingProblem = 'full' | 'damaged' | 'readOnly' | 'other'

export type Advice =
  | { readonly of: 'out' | 'unknown'; readonly compartments: readonly CabCompartment[] }
  | { readonly of: 'power' }
  | { readonly of: 'recording'; readonly problem: RecordingProblem; readonly detail: string | null }
  /** it records, and something is wrong with it nevertheless */
  | { readonly of: 'recorder'; readonly detail: string }

/** SQLite's codes, and its words for them: the recorder tells either. */
const PROBLEMS: readonly (readonly [RecordingProblem, RegExp])[] = [
  ['full', /SQLITE_FULL|disk is full|ENOSPC|no space/i],
  ['readOnly', /SQLITE_(READONLY|PERM|AUTH|CANTOPEN)|read-?only|unable to open|permission|EROFS|EACCES/i],
  ['damaged', /SQLITE_(CORRUPT|NOTADB|IOERR)|malformed|not a database|I\/O error|\bEIO\b/i],
]

export function recordingProblem(told: string | null): RecordingProblem {
  return PROBLEMS.find(([, words]) => words.test(told ?? ''))?.[0] ?? 'other'
}

/** All that a driver can do something about, what threatens the load first. */
export function adviceFor({ compartments, powerOn, recording }: CabState): readonly Advice[] {
  const inState = (state: CabCompartment['state']) => compartments.filter((one) => one.state === state)
  const about = (of: 'out' | 'unknown', found: readonly CabCompartment[]): Advice[] =>
    found.length === 0 ? [] : [{ of, compartments: found }]
  return [
    ...about('out', inState('out-of-range')),
    ...(powerOn === false ? [{ of: 'power' } as const] : []),
    ...(recording.state === 'fault'
      ? [{ of: 'recording', problem: recordingProblem(recording.problem), detail: recording.problem } as const]
      : []),
    ...about('unknown', inState('unknown')),
    ...(recording.state === 'ok' && recording.problem !== null
      ? [{ of: 'recorder', detail: recording.problem } as const]
      : []),
  ]
}
