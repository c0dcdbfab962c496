import { isGap } from '@coldrx/protocol'
import type { SeriesGap } from './read-model.ts'

/** Rows without one missing among them; a single row begins and ends it. */
export interface RecordedStretch {
  readonly fromMs: number
  readonly toMs: number
  /** epoch and boot */
  readonly boot: string
}

/** The truck's own word for it that nothing was recorded. */
export interface GapEvent {
  readonly atMs: number
  readonly reason: string
}

/** Where a curve must not be joined: no sample for too long, a restart, or what the truck itself calls a gap or loss. */
export function findGaps({
  stretches,
  events,
  recordIntervalMs,
}: {
  readonly stretches: readonly RecordedStretch[]
  readonly events: readonly GapEvent[]
  readonly recordIntervalMs: number
}): SeriesGap[] {
  const inTime = [...stretches].sort((left, right) => left.fromMs - right.fromMs)
  const told = [...events].sort((left, right) => left.atMs - right.atMs)
  let next = 0
  return inTime.slice(1).flatMap((stretch, at): SeriesGap[] => {
    const before = inTime[at] ?? stretch
    let reason: string | undefined
    for (; (told[next]?.atMs ?? Number.POSITIVE_INFINITY) <= stretch.fromMs; next++) {
      const event = told[next]
      if (event !== undefined && event.atMs >= before.toMs) reason ??= event.reason
    }
    if (reason === undefined && before.boot !== stretch.boot) reason = 'restart'
    if (reason === undefined && isGap(stretch.fromMs - before.toMs, recordIntervalMs)) reason = 'no-sample'
    return reason === undefined ? [] : [{ fromMs: before.toMs, toMs: stretch.fromMs, reason }]
  })
}
