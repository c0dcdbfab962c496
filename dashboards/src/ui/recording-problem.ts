export type RecordingProblem = 'full' | 'damaged' | 'readOnly' | 'other'

/** SQLite's codes, and its words for them: a recorder tells either. */
const PROBLEMS: readonly (readonly [RecordingProblem, RegExp])[] = [
  ['full', /SQLITE_FULL|disk is full|ENOSPC|no space/i],
  ['readOnly', /SQLITE_(READONLY|PERM|AUTH|CANTOPEN)|read-?only|unable to open|permission|EROFS|EACCES/i],
  ['damaged', /SQLITE_(CORRUPT|NOTADB|IOERR)|malformed|not a database|I\/O error|\bEIO\b/i],
]

/** Why a recorder does not record, by what it says of it. */
export function recordingProblem(told: string | null): RecordingProblem {
  return PROBLEMS.find(([, words]) => words.test(told ?? ''))?.[0] ?? 'other'
}
