/** How a truck says, in its own English words, why it refused a release or took it back. */
const PROBLEMS = [
  ['signature', /signature fits none|no key|keys that are trusted/],
  ['older', /is older than/],
  ['machine', /^it is for /],
  ['damaged', /damaged|bytes, not|not what was ordered|not those of the release/],
  ['byHand', /by hand|no link/],
  ['cloud', /did not reach the cloud/],
  ['blind', /read no temperature/],
  ['deaf', /recorded nothing/],
  ['ended', /ended by itself|begun several times/],
] as const

export type UpdateProblem = (typeof PROBLEMS)[number][0] | 'other'

/** What a page has words for in both languages. */
export function updateProblem(text: string): UpdateProblem {
  return PROBLEMS.find(([, words]) => words.test(text))?.[0] ?? 'other'
}
