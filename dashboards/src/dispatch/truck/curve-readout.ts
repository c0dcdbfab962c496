import type { Curve } from './curve-points.ts'

export interface Readout {
  readonly source: string
  readonly atMs: number
  readonly value: number
  /** of a bucket */
  readonly least: number | null
  readonly greatest: number | null
  readonly kind: 'recorded' | 'provisional' | 'doubtful'
  /** what speaks against a doubtful value */
  readonly mark: string | null
}

/** What each probe said nearest to this moment; one that said nothing within reach is not in the answer. */
export function readoutAt({ lines }: Curve, atMs: number, reachMs: number): Readout[] {
  return lines.flatMap((line): Readout[] => {
    const recorded = nearest(line.recorded, atMs)
    const provisional = nearest(line.provisional, atMs)
    const doubtful = nearest(line.doubtful, atMs)
    const found = [
      recorded && { kind: 'recorded' as const, atMs: recorded[0], value: recorded[1], mark: null },
      provisional && { kind: 'provisional' as const, atMs: provisional[0], value: provisional[1], mark: null },
      doubtful && { kind: 'doubtful' as const, atMs: doubtful[0], value: doubtful[1], mark: doubtful[2] },
    ]
      .flatMap((one) => (one !== undefined && one.value !== null ? [{ ...one, value: one.value }] : []))
      .filter((one) => Math.abs(one.atMs - atMs) <= reachMs)
      .sort((left, right) => Math.abs(left.atMs - atMs) - Math.abs(right.atMs - atMs))[0]
    if (found === undefined) return []
    const band = found.kind === 'recorded' ? nearest(line.band, found.atMs) : undefined
    return [{ source: line.source, ...found, least: band?.[1] ?? null, greatest: band?.[2] ?? null }]
  })
}

/** By halves: there may be a hundred thousand points, and a pointer moves sixty times a second. */
export function nearest<T extends readonly [atMs: number, ...unknown[]]>(
  points: readonly T[],
  atMs: number,
): T | undefined {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((points[middle]?.[0] ?? Number.POSITIVE_INFINITY) < atMs) low = middle + 1
    else high = middle
  }
  const [before, after] = [points[low - 1], points[low]]
  if (before === undefined || after === undefined) return before ?? after
  return atMs - before[0] <= after[0] - atMs ? before : after
}
