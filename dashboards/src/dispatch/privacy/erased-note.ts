import type { AnswerOf } from '../../api/answers.ts'

export type ErasedNote = AnswerOf<'/api/privacy/erasure', 'post'> & { readonly person: string }

/** What the server said to whoever had himself erased: nobody can ask it again, so the page keeps it. */
export function erasedNoteIn(state: unknown): ErasedNote | undefined {
  if (typeof state !== 'object' || state === null || !('erased' in state)) return undefined
  return typeof state.erased === 'string' ? (JSON.parse(state.erased) as ErasedNote) : undefined
}
