import { isGap } from '@coldrx/protocol'
import type { SeriesGap } from './read-model.ts'

export interface RecordedRow {
  readonly atMs: number
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
  rows,
  events,
  recordIntervalMs,
}: {
  readonly rows: readonly RecordedRow[]
  readonly events: readonly GapEvent[]
  readonly recordIntervalMs: number
}): SeriesGap[] {
  const inTime = [...rows].sort((left, right) => left.atMs - right.atMs)
  const told = [...events].sort((left, right) => left.atMs - right.atMs)
  let next = 0
  return inTime.slice(1).flatMap((row, at): SeriesGap[] => {
    const before = inTime[at] ?? row
    let reason: string | undefined
    for (; (told[next]?.atMs ?? Number.POSITIVE_INFINITY) <= row.atMs; next++) {
      const event = told[next]
      if (event !== undefined && event.atMs >= before.atMs) reason ??= event.reason
    }
    if (reason === undefined && before.boot !== row.boot) reason = 'restart'
    if (reason === undefined && isGap(row.atMs - before.atMs, recordIntervalMs)) reason = 'no-sample'
    return reason === undefined ? [] : [{ fromMs: before.atMs, toMs: row.atMs, reason }]
  })
}
