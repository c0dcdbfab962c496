import { type ClockQuality, isSwitch, type Layout, type LiveHint, type Sample, toNumber } from '@coldrx/protocol'
import type { ChannelSample } from '../sampling/tick.ts'
import type { Thrift } from './link-budget.ts'

/** Below, a screen nobody looks at needs no message: the next heartbeat or frame brings it. */
const NOTABLE_CELSIUS = 0.5

/**
 * How rarely everything is said; how rarely while somebody watches; and whether a value that moved is worth a message of
 * its own. A dispatcher takes a truck for silent that he hears nothing of for eight minutes.
 */
const PACES = {
  free: { heartbeatMs: 60_000, watchedMs: 0, tellsValues: true },
  saving: { heartbeatMs: 180_000, watchedMs: 60_000, tellsValues: true },
  spent: { heartbeatMs: 300_000, watchedMs: 300_000, tellsValues: false },
} as const satisfies Record<Thrift, object>

export interface LiveSituation {
  readonly monotonicMs: number
  readonly wallMs: number
  readonly clock: ClockQuality
  readonly samples: ReadonlyMap<string, ChannelSample>
  readonly outOfRangeSince: Readonly<Record<string, number | null>>
}

/**
 * Decides when a hint is worth sending: on a change that matters, on a slow heartbeat, all of it at every sample while
 * watched; rarer as the link's budget is spent. Marks, switches and ranges are always told.
 */
export function createLiveLane({ layout, layoutHash }: { readonly layout: Layout; readonly layoutHash: string }) {
  const channels = layout.groups.flatMap((group) => group.channels)
  let sent = new Map<string, Sample>()
  let sentRanges = ''
  let everythingSentAtMs = Number.NEGATIVE_INFINITY
  let watchedUntilMs = Number.NEGATIVE_INFINITY

  function changes(
    samples: LiveSituation['samples'],
    pace: (typeof PACES)[Thrift],
  ): {
    readonly changed: Map<string, Sample>
    readonly notable: boolean
  } {
    const changed = new Map<string, Sample>()
    let notable = false
    for (const channel of channels) {
      const taken = samples.get(channel.id)
      const now: Sample = {
        value: taken?.integer == null ? null : toNumber(taken.integer, channel),
        mark: taken?.mark ?? 'invalid',
      }
      const before = sent.get(channel.id)
      if (before?.value === now.value && before.mark === now.mark) continue
      changed.set(channel.id, now)
      const moved = Math.abs((now.value ?? 0) - (before?.value ?? 0))
      notable ||=
        before?.mark !== now.mark ||
        isSwitch(channel.quantity) ||
        (pace.tellsValues && channel.quantity === 'temperature' && moved >= NOTABLE_CELSIUS)
    }
    return { changed, notable }
  }

  return {
    /** null when nothing is worth a message now; a hint that is returned counts as sent */
    hintFor(
      { monotonicMs, wallMs, clock, samples, outOfRangeSince }: LiveSituation,
      thrift: Thrift = 'free',
    ): LiveHint | null {
      const pace = PACES[thrift]
      // a watcher must be able to tell a value that did not move from one that was not read
      const isWatched = monotonicMs < watchedUntilMs && monotonicMs - everythingSentAtMs >= pace.watchedMs
      if (isWatched || monotonicMs - everythingSentAtMs >= pace.heartbeatMs) {
        sent = new Map()
        everythingSentAtMs = monotonicMs
      }
      const { changed, notable } = changes(samples, pace)
      const ranges = JSON.stringify(outOfRangeSince)
      if (!notable && ranges === sentRanges && !isWatched) return null
      for (const [id, sample] of changed) sent.set(id, sample)
      sentRanges = ranges
      return {
        v: 1,
        wallMs: Math.max(0, Math.round(wallMs)),
        clock,
        layoutHash,
        samples: Object.fromEntries(changed),
        outOfRangeSince: { ...outOfRangeSince },
      }
    },
    /** Somebody watches for so long from now on; who has just come knows nothing yet. */
    watch(monotonicMs: number, leaseMs: number): void {
      if (monotonicMs >= watchedUntilMs) this.forget()
      watchedUntilMs = monotonicMs + leaseMs
    },
    /** The next hint says everything: what was sent before may have reached nobody. */
    forget(): void {
      everythingSentAtMs = Number.NEGATIVE_INFINITY
    },
  }
}

export type LiveLane = ReturnType<typeof createLiveLane>
