/**
 * - `closed-by-server`: the broker ended the connection. It restarts or sheds load, and so it does with the whole fleet
 *   at once: full jitter from 1 s would bring everybody back in the first second. A broker that goes on closing is met more
 *   and more rarely, each time over a wider spread.
 * - `not-listening`: the host is there and refuses the port. The broker is down for everybody, so tries go on being spread:
 *   tries that follow each other soon would add up to more than a tenth of the fleet in the second in which it is back.
 * - `link-lost`: our own radio or route, most likely: try soon, then quickly more rarely, since a broker's host without
 *   power looks the same. After one of the two above it belongs to the same outage and is spread as they are.
 * - `refused`: our credentials or our name. Only people can change that.
 */
export type DisconnectCause = 'closed-by-server' | 'not-listening' | 'link-lost' | 'refused'

const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 60_000
const WIDEST_SPREAD_MS = 600_000
const REFUSED_DELAY_MS = 300_000

export interface BackOff {
  delayMs(cause: DisconnectCause): number
  /** The connection proved useful: the next loss or closing counts as the first. */
  succeeded(): void
}

/** @param random 0 ≤ x < 1 */
export function createBackOff({
  random,
  spreadMs,
  refusedMs = REFUSED_DELAY_MS,
}: {
  readonly random: () => number
  readonly spreadMs: number
  readonly refusedMs?: number | undefined
}): BackOff {
  let losses = 0
  let closings = 0
  let isBrokerDown = false
  return {
    delayMs(cause) {
      if (cause === 'refused') return refusedMs * (1 + random() / 10)
      if (cause === 'closed-by-server') {
        isBrokerDown = true
        const growth = 2 ** closings
        closings = Math.min(closings + 1, 10)
        return (
          Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * growth) + random() * Math.min(WIDEST_SPREAD_MS, spreadMs * growth)
        )
      }
      isBrokerDown ||= cause === 'not-listening'
      if (isBrokerDown) return FIRST_DELAY_MS + random() * spreadMs
      const ceilingMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 4 ** losses)
      losses = Math.min(losses + 1, 10)
      return ceilingMs * (0.5 + random() / 2)
    },
    succeeded() {
      losses = 0
      closings = 0
      isBrokerDown = false
    },
  }
}
