/** Until when the last of what the law keeps stays; undefined: nothing is kept. Instants of one form are in order as text. */
export function lastKept(kept: readonly { readonly until: string }[]): string | undefined {
  return kept
    .map(({ until }) => until)
    .sort()
    .at(-1)
}
