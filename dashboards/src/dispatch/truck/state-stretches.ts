import type { Series, SeriesPoint } from '../contract.ts'

/** What a switch was for a while; `unknown` where nothing was recorded of it. */
export interface Stretch {
  readonly fromMs: number
  readonly toMs: number
  readonly state: 'on' | 'off' | 'unknown'
}

/** A record speaks until the next one, but for no longer than `bridgedMs`. */
export function toStretches(
  points: readonly SeriesPoint[],
  gaps: Series['gaps'],
  { fromMs, toMs, bridgedMs }: { readonly fromMs: number; readonly toMs: number; readonly bridgedMs: number },
): Stretch[] {
  const stretches: { fromMs: number; toMs: number; state: Stretch['state'] }[] = []
  for (const [index, [atMs, value, mark]] of points.entries()) {
    const state = value === null || mark !== 'ok' ? 'unknown' : value !== 0 ? 'on' : 'off'
    const nextMs = points[index + 1]?.[0] ?? toMs
    const gap = gaps.find((one) => one.fromMs >= atMs && one.fromMs < nextMs)
    const untilMs = Math.min(nextMs, atMs + bridgedMs, gap?.fromMs ?? Number.POSITIVE_INFINITY)
    const [from, until] = [Math.max(fromMs, atMs), Math.min(toMs, untilMs)]
    if (until <= from) continue
    const before = stretches.at(-1)
    if (before !== undefined && before.state === state && from <= before.toMs) before.toMs = until
    else stretches.push({ fromMs: from, toMs: until, state })
  }
  return stretches
}
