/** What was recorded at one moment of something that is played row by row. */
export interface Heard {
  readonly atMs: number
  /** whether it can be what this row says */
  readonly fits: (row: number) => boolean
}

/** A sample falls between two rows, a sentence is on its way; on a busy machine the player is as late as its reader. */
const ROWS_OFF = 3.5

/**
 * Whether the moments can be one passage through the rows, at their own pace: every moment fits a row, no earlier one
 * than the moment before, as many rows on as time has passed. Rows that say the same are told apart by what follows.
 *
 * @returns the rows at which the last moment may stand, or the index of the first moment that cannot be placed
 */
export function playedInOrder(
  heard: readonly Heard[],
  { rows, stepMs, startedMs }: { readonly rows: number; readonly stepMs: number; readonly startedMs: number },
): { readonly rows: readonly number[] } | { readonly misfit: number } {
  let possible: readonly number[] = []
  for (const [at, { atMs, fits }] of heard.entries()) {
    const before = heard[at - 1]
    const next = Array.from({ length: rows }, (_, row) => row).filter(
      (row) =>
        fits(row) &&
        (before === undefined
          ? row <= (atMs - startedMs) / stepMs + ROWS_OFF
          : possible.some((from) => row >= from && Math.abs(row - from - (atMs - before.atMs) / stepMs) <= ROWS_OFF)),
    )
    if (next.length === 0) return { misfit: at }
    possible = next
  }
  return { rows: possible }
}
