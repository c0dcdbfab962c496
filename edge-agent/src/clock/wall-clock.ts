import type { ClockQuality } from '@coldrx/protocol'
import type { Tick } from '../sampling/tick.ts'

/** Below, two sources are said to agree: moving the base for less would put jitter into the times of rows. */
const AGREEMENT_MS = 500
/** How long our own oscillator is believed after the last good fix: at 100 ppm it is wrong by about 4 s then. */
const HOLDOVER_MS = 12 * 3_600_000
/** A host clock before this was never set. */
const EARLIEST_HOST_MS = Date.UTC(2026, 0, 1)

export interface HostClock {
  nowMs(): number
  /** whether the host knows its clock to follow a time server */
  isSynchronised(): boolean
}

export interface WallReading {
  readonly wallMs: number
  readonly clock: ClockQuality
}

export interface WallClock {
  /** Takes what a tick says about UTC; gives the anchor to record when the clock has become good or has moved. */
  observe(tick: Pick<Tick, 'monotonicMs' | 'utcMs'>): Anchor | null
  at(monotonicMs: number): WallReading
}

export interface Anchor {
  readonly monotonicMs: number
  readonly utcMs: number
  readonly clock: ClockQuality
}

/** The receiver's time where it is trusted, else the host's. It never sets the host's clock: that is chrony's work. */
export function createWallClock({
  host,
  monotonicNowMs,
}: {
  readonly host: HostClock
  readonly monotonicNowMs: () => number
}): WallClock {
  let gnss: { readonly offsetMs: number; lastTrustedMs: number } | null = null
  let hostAnchor: { readonly offsetMs: number } | null = null

  const hostOffsetMs = (): number => Math.round(host.nowMs() - monotonicNowMs())

  function at(monotonicMs: number): WallReading {
    if (gnss !== null && monotonicMs - gnss.lastTrustedMs <= HOLDOVER_MS) {
      return { wallMs: Math.max(0, Math.round(monotonicMs + gnss.offsetMs)), clock: 'gnss' }
    }
    const offsetMs = hostOffsetMs()
    const wallMs = Math.max(0, Math.round(monotonicMs + offsetMs))
    if (wallMs < EARLIEST_HOST_MS) return { wallMs, clock: 'none' }
    return { wallMs, clock: host.isSynchronised() ? 'ntp' : 'rtc' }
  }

  return {
    at,
    observe({ monotonicMs, utcMs }) {
      if (utcMs !== null) {
        const offsetMs = utcMs - monotonicMs
        if (gnss !== null && Math.abs(gnss.offsetMs - offsetMs) <= AGREEMENT_MS) {
          gnss.lastTrustedMs = monotonicMs
          return null
        }
        gnss = { offsetMs, lastTrustedMs: monotonicMs }
        return { monotonicMs, utcMs, clock: 'gnss' }
      }
      const { wallMs, clock } = at(monotonicMs)
      if (clock !== 'ntp') return null
      const offsetMs = wallMs - monotonicMs
      if (hostAnchor !== null && Math.abs(hostAnchor.offsetMs - offsetMs) <= AGREEMENT_MS) return null
      hostAnchor = { offsetMs }
      return { monotonicMs, utcMs: wallMs, clock: 'ntp' }
    },
  }
}
