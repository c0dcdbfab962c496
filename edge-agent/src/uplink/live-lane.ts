import {
  type ClockQuality,
  isSwitch,
  type Layout,
  type LinkReport,
  type LiveHint,
  type NotRecording,
  type Sample,
  type Thrift,
  toNumber,
} from '@coldrx/protocol'
import type { ChannelSample } from '../sampling/tick.ts'

/** Below, a screen nobody looks at needs no message: the next heartbeat or frame brings it. */
const NOTABLE_CELSIUS = 0.5

/**
 * How rarely everything is said; how rarely while somebody watches; whether a value that moved is worth a message of
 * its own; and how rarely is said what the link has carried. A dispatcher takes a truck for silent that he hears nothing of for eight minutes.
 */
const PACES = {
  free: { heartbeatMs: 60_000, watchedMs: 0, tellsValues: true, linkMs: 900_000 },
  saving: { heartbeatMs: 180_000, watchedMs: 60_000, tellsValues: true, linkMs: 3_600_000 },
  spent: { heartbeatMs: 300_000, watchedMs: 300_000, tellsValues: false, linkMs: 3_600_000 },
} as const satisfies Record<Thrift, object>

export interface LiveSituation {
  readonly monotonicMs: number
  readonly wallMs: number
  readonly clock: ClockQuality
  readonly samples: ReadonlyMap<string, ChannelSample>
  readonly outOfRangeSince: Readonly<Record<string, number | null>>
  /** null: what is measured is recorded */
  readonly notRecording: NotRecording | null
}

/**
 * Decides when a hint is worth sending: on a change that matters, on a slow heartbeat, all of it at every sample while
 * watched; rarer as the link's budget is spent. Marks, switches, ranges and that nothing is recorded are always told.
 */
export function createLiveLane({
  layout,
  layoutHash,
  link,
}: {
  readonly layout: Layout
  readonly layoutHash: string
  /** what the link has carried, as of now; absent: nobody counts it */
  readonly link?: () => LinkReport
}) {
  const channels = layout.groups.flatMap((group) => group.channels)
  let sent = new Map<string, Sample>()
  let sentState = ''
  /** the birth has told it */
  let linkToldAtMs: number | null = null
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
      { monotonicMs, wallMs, clock, samples, outOfRangeSince, notRecording }: LiveSituation,
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
      const state = JSON.stringify([outOfRangeSince, notRecording])
      if (!notable && state === sentState && !isWatched) return null
      for (const [id, sample] of changed) sent.set(id, sample)
      sentState = state
      linkToldAtMs ??= monotonicMs
      const tellsLink = link !== undefined && monotonicMs - linkToldAtMs >= pace.linkMs
      if (tellsLink) linkToldAtMs = monotonicMs
      return {
        v: 1,
        wallMs: Math.max(0, Math.round(wallMs)),
        clock,
        layoutHash,
        samples: Object.fromEntries(changed),
        outOfRangeSince: { ...outOfRangeSince },
        ...(notRecording === null ? {} : { notRecording }),
        ...(tellsLink ? { link: link() } : {}),
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
      linkToldAtMs = null
    },
  }
}

export type LiveLane = ReturnType<typeof createLiveLane>
