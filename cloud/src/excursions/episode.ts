export const EPISODE_KINDS = [
  ...(['temperature', 'critical', 'trend', 'humidity', 'rate', 'silence', 'probe-fault', 'door', 'power'] as const),
  ...(['off-route', 'unplanned-stop', 'forbidden-place', 'clock', 'disk', 'recorder'] as const),
] as const
export type EpisodeKind = (typeof EPISODE_KINDS)[number]

/** Lowest first. `gsp`: GSP Annex 3 wants sound and light on the spot and a message to at least three people. */
export const SEVERITIES = ['notice', 'warning', 'gsp'] as const
export type Severity = (typeof SEVERITIES)[number]

/** A stretch of time in which a rule was broken, as the frames tell it. Times are UTC in milliseconds. */
export interface Episode {
  /** the same after a rebuild: it says what opened the episode */
  readonly id: string
  /** kind, device and compartment: what pages once, however many probes tell it */
  readonly fingerprint: string
  readonly device: string
  /** null: of the whole device */
  readonly compartment: string | null
  readonly kind: EpisodeKind
  readonly severity: Severity
  readonly rule: { readonly id: string; readonly version: number; readonly text?: string }
  /** as it was in force when the episode opened; null: the rule has no temperature */
  readonly limit: { readonly side: 'above' | 'below'; readonly celsius: number } | null
  readonly openedAtMs: number
  /** null: not over, as far as is known */
  readonly closedAtMs: number | null
  readonly peakCelsius: number | null
  readonly peakAtMs: number | null
  /** area between curve and limit, °C · min */
  readonly degreeMinutes: number
  readonly cumulativeMinutes: number
  readonly longestMinutes: number
  /** of the compartment's warmest probe, from opening to end; null: nothing was measured */
  readonly mktCelsius: number | null
  /** until the limit is reached; null: no prediction */
  readonly minutesLeft: { readonly low: number; readonly likely: number; readonly high: number } | null
  /** grows with each change, those by late frames included */
  readonly revision: number
  readonly revisedBecause: 'live' | 'late-frames' | 'rule-changed'
  /** when the cloud first knew of it: with late frames long after it opened */
  readonly seenAtMs: number
}

export interface EpisodeChange {
  readonly position: number
  readonly episode: Episode
  /** `raised`: its severity grew. `withdrawn`: late frames or another rule show that it never was. */
  readonly change: 'opened' | 'raised' | 'changed' | 'closed' | 'withdrawn'
}

/** What alerts and quality need of episodes. */
export interface EpisodeSource {
  /**
   * In the order of positions, which grow and survive restarts: who keeps the last one misses nothing. A rebuild gives
   * the same ids and tells no change that was told.
   */
  readonly changesAfter: (position: number, limit: number) => Promise<readonly EpisodeChange[]>
  readonly byId: (id: string) => Promise<Episode | undefined>
  /** Those that touch the span, oldest first; of all compartments where none is named. */
  readonly episodesOf: (span: EpisodeSpan) => Promise<readonly Episode[]>
}

export interface EpisodeSpan {
  readonly device: string
  readonly compartment?: string | undefined
  readonly fromMs: number
  /** inclusive */
  readonly toMs: number
}
