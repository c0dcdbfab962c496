import { describe, expect, test } from 'vitest'
import { createBackOff, type DisconnectCause } from './back-off.ts'
import { keepaliveSeconds } from './connection.ts'

const AGENTS = 10_000
/** of the fleet, in any second */
const MOST_SHARE = 0.05
const SPREAD_MS = 60_000
const CONNECT_TIMEOUT_MS = 20_000

interface Outage {
  /** when an agent notices, after the broker is gone, and what it takes it for */
  readonly noticed: (random: () => number) => { readonly atMs: number; readonly cause: DisconnectCause }
  /** what a try comes to while it is gone */
  readonly tried: { readonly takesMs: number; readonly cause: DisconnectCause }
}

/** The last answer to a PINGREQ is up to one keepalive old when the broker goes; one and a half after it the link is given up. */
const byKeepalive: Outage['noticed'] = (random) => ({
  atMs: keepaliveSeconds(random) * 1_000 * (0.5 + random()),
  cause: 'link-lost',
})

const OUTAGES: Record<string, Outage> = {
  'closes, and the host refuses the port meanwhile': {
    noticed: () => ({ atMs: 0, cause: 'closed-by-server' }),
    tried: { takesMs: 0, cause: 'not-listening' },
  },
  'closes, and nobody answers meanwhile': {
    noticed: () => ({ atMs: 0, cause: 'closed-by-server' }),
    tried: { takesMs: CONNECT_TIMEOUT_MS, cause: 'link-lost' },
  },
  'closes, and what stands before it takes and closes connections meanwhile': {
    noticed: () => ({ atMs: 0, cause: 'closed-by-server' }),
    tried: { takesMs: 0, cause: 'closed-by-server' },
  },
  'loses its power, which each notices by its own keepalive, and the host refuses the port meanwhile': {
    noticed: byKeepalive,
    tried: { takesMs: 0, cause: 'not-listening' },
  },
  'loses its power, and nobody answers meanwhile': {
    noticed: byKeepalive,
    tried: { takesMs: CONNECT_TIMEOUT_MS, cause: 'link-lost' },
  },
}

/** The busiest second of tries and of arrivals, as shares of the fleet, and when the last one is back. */
function simulate({ noticed, tried }: Outage, { downMs, seed }: { readonly downMs: number; readonly seed: number }) {
  const random = seeded(seed)
  const tries = new Map<number, number>()
  let lastMs = 0
  const count = (seconds: Map<number, number>, atMs: number): void => {
    const second = Math.floor(atMs / 1_000)
    seconds.set(second, (seconds.get(second) ?? 0) + 1)
  }
  const arrivals = new Map<number, number>()
  for (let agent = 0; agent < AGENTS; agent++) {
    const backOff = createBackOff({ random, spreadMs: SPREAD_MS })
    const first = noticed(random)
    let atMs = first.atMs + backOff.delayMs(first.cause)
    for (; atMs < downMs; atMs += tried.takesMs + backOff.delayMs(tried.cause)) count(tries, atMs)
    count(tries, atMs)
    count(arrivals, atMs)
    lastMs = Math.max(lastMs, atMs)
  }
  const busiest = (seconds: Map<number, number>): number => Math.max(...seconds.values()) / AGENTS
  return { tries: busiest(tries), arrivals: busiest(arrivals), lastMs }
}

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

describe.each(Object.entries(OUTAGES))('ten thousand agents whose broker %s', (_name, outage) => {
  test.each([0, 2, 10, 30, 60, 300, 3_600])('for %i s: no second sees more than 5 % of them', (downSeconds) => {
    const downMs = downSeconds * 1_000
    for (const seed of [1, 2]) {
      const { tries, arrivals, lastMs } = simulate(outage, { downMs, seed })
      // where nobody answers, nobody is there to be overrun by those who try
      expect(outage.tried.takesMs === 0 ? tries : 0).toBeLessThanOrEqual(MOST_SHARE)
      expect(arrivals).toBeLessThanOrEqual(MOST_SHARE)
      // everybody is back by itself: in two minutes, or ten where the broker went on turning them away
      const mostMs = outage.tried.cause === 'closed-by-server' ? 661_000 : 121_000
      expect(lastMs - downMs).toBeLessThanOrEqual(mostMs)
    }
  })
})
