import { type ClockQuality, LINK_LANES, type LinkLane } from '@coldrx/protocol'

const HOUR_MS = 3_600_000
const HOURS = 24

export type LinkBytes = Readonly<Record<LinkLane, number>>

export interface LinkHour {
  /** whole hours since 1970-01-01 UTC */
  readonly hour: number
  readonly bytes: LinkBytes
}

export interface LinkMoment {
  readonly monotonicMs: number
  readonly wallMs: number
  readonly clock: ClockQuality
}

const NOTHING: LinkBytes = { events: 0, frames: 0, hints: 0, documents: 0, rest: 0 }

/**
 * What the link has carried in the last 24 hours, by whole hours. A clock that was never set moves nothing: hours go on
 * from the last one that is known. One that turns out to have been ahead takes its hours back with it, since otherwise
 * they would count for as long as it was ahead.
 */
export function createLinkUse({
  kept = [],
  now,
}: {
  readonly kept?: readonly LinkHour[]
  readonly now: () => LinkMoment
}) {
  let hours = [...kept].sort((left, right) => left.hour - right.hour)
  const begun = now()
  /** time by which hours are counted, and the monotonic time that it was known at */
  let known = { ledgerMs: (hours.at(-1)?.hour ?? 0) * HOUR_MS, monotonicMs: begun.monotonicMs }

  function currentHour(): number {
    const { monotonicMs, wallMs, clock } = now()
    const ledgerMs = clock === 'none' ? known.ledgerMs + monotonicMs - known.monotonicMs : wallMs
    known = { ledgerMs, monotonicMs }
    const hour = Math.floor(ledgerMs / HOUR_MS)
    const aheadHours = (hours.at(-1)?.hour ?? hour) - hour
    if (aheadHours > 0) hours = hours.map((past) => ({ ...past, hour: past.hour - aheadHours }))
    hours = hours.filter((past) => past.hour > hour - HOURS)
    return hour
  }

  return {
    add(lane: LinkLane, bytes: number): void {
      const hour = currentHour()
      const last = hours.at(-1)
      const isSame = last?.hour === hour
      const before = isSame ? last.bytes : NOTHING
      const after = { hour, bytes: { ...before, [lane]: before[lane] + bytes } }
      hours = [...(isSame ? hours.slice(0, -1) : hours), after]
    },
    /** of the last 24 hours */
    spent(): LinkBytes {
      currentHour()
      return Object.fromEntries(
        LINK_LANES.map((lane) => [lane, hours.reduce((sum, { bytes }) => sum + bytes[lane], 0)]),
      ) as Record<LinkLane, number>
    },
    /** What is to be kept over a restart. */
    get hours(): readonly LinkHour[] {
      return hours
    },
  }
}

export function totalBytes(bytes: LinkBytes): number {
  return LINK_LANES.reduce((sum, lane) => sum + bytes[lane], 0)
}
