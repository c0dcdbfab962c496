import { markWord } from '../../ui/marks.ts'
import type { Key } from '../words.ts'

const WORDS: Readonly<Record<string, Key>> = {
  restart: 'gap.restart',
  'no-sample': 'gap.noSample',
  'not-recorded': 'gap.notRecorded',
  lost: 'gap.lost',
}

/** Reasons of a truck's own making have no translation; they are named as such rather than shown in one language. */
export function gapReason(reason: string): Key {
  const mark = markWord(reason)
  return WORDS[reason] ?? (mark === 'other' ? 'gap.other' : `mark.${mark}`)
}
