import { type KeptKinetics, MeanKineticTemperature } from '@coldrx/protocol'
import type { Episode, EpisodeKind, Severity } from './episode.ts'
import { SEVERITIES } from './episode.ts'
import type { Origin } from './frame-items.ts'

/** Something that is wrong, or was a moment ago. Plain, so that it can be kept as JSON. */
export interface Condition {
  readonly kind: EpisodeKind
  readonly compartment: string | null
  /** of what opened it */
  readonly origin: Origin
  readonly openedAtMs: number
  /** it counts once it has lasted so long; null: once its rule says so */
  confirmAfterMs: number | null
  isConfirmed: boolean
  /** whatever says that it is so: windows, probes, the truck's own alarms */
  causes: string[]
  /** since when nothing says so any more */
  backSinceMs: number | null
  /** how long it must be so before the episode is over */
  keepMs: number
  severity: Severity
  rule: Episode['rule']
  limit: Episode['limit']
  peakCelsius: number | null
  peakAtMs: number | null
  degreeMs: number
  totalMs: number
  runMs: number
  longestMs: number
  kinetics: KeptKinetics
  /** since `backSinceMs`: counts only if it goes on */
  tail: KeptKinetics
  minutesLeft: Episode['minutesLeft']
}

/** An episode as the frames draw it, without what only its history tells. */
export type DrawnEpisode = Omit<
  Episode,
  'id' | 'fingerprint' | 'device' | 'revision' | 'revisedBecause' | 'seenAtMs'
> & {
  readonly origin: Origin
  /** what comes later changes nothing of it; null: it is open */
  readonly settledAtMs: number | null
}

export interface Occasion {
  readonly atMs: number
  readonly origin: Origin
  readonly confirmAfterMs: number | null
  readonly keepMs: number
  readonly severity: Severity
  readonly rule: Episode['rule']
  readonly limit?: Episode['limit']
}

const NOTHING: KeptKinetics = [0, 0, 0]

export const keyOf = (kind: EpisodeKind, compartment: string | null): string => `${kind} ${compartment ?? ''}`

export class Conditions {
  readonly #open: Record<string, Condition>
  readonly #closed: DrawnEpisode[] = []

  /** `open` is worked in place. */
  constructor(open: Record<string, Condition>) {
    this.#open = open
  }

  get(kind: EpisodeKind, compartment: string | null): Condition | undefined {
    return this.#open[keyOf(kind, compartment)]
  }

  /** Something says that it is so. */
  raise(kind: EpisodeKind, compartment: string | null, cause: string, occasion: Occasion): Condition {
    const { atMs, origin, confirmAfterMs, keepMs, severity, rule, limit = null } = occasion
    const key = keyOf(kind, compartment)
    const known = this.#open[key]
    const condition: Condition = known ?? {
      ...{ kind, compartment, origin, openedAtMs: atMs, confirmAfterMs, isConfirmed: false, causes: [] },
      ...{ backSinceMs: null, keepMs, severity, rule, limit, peakCelsius: null, peakAtMs: null },
      ...{ degreeMs: 0, totalMs: 0, runMs: 0, longestMs: 0, kinetics: NOTHING, tail: NOTHING, minutesLeft: null },
    }
    this.#open[key] = condition
    if (!condition.causes.includes(cause)) condition.causes.push(cause)
    if (condition.backSinceMs !== null) {
      condition.backSinceMs = null
      condition.kinetics = merged(condition.kinetics, condition.tail)
      condition.tail = NOTHING
    }
    condition.limit ??= limit
    if (confirmAfterMs === 0) {
      if (!condition.isConfirmed || isGraver(severity, condition.severity)) {
        condition.severity = severity
        condition.rule = rule
        condition.limit = limit ?? condition.limit
      }
      condition.isConfirmed = true
    }
    return condition
  }

  /** It says so no more. */
  clear(kind: EpisodeKind, compartment: string | null, cause: string, atMs: number): void {
    this.#clear(keyOf(kind, compartment), (known) => known === cause, atMs)
  }

  clearWhere(isGone: (cause: string, condition: Condition) => boolean, atMs: number): void {
    for (const key of Object.keys(this.#open)) this.#clear(key, isGone, atMs)
  }

  #clear(key: string, isGone: (cause: string, condition: Condition) => boolean, atMs: number): void {
    const condition = this.#open[key]
    if (condition === undefined) return
    condition.causes = condition.causes.filter((cause) => !isGone(cause, condition))
    if (condition.causes.length > 0) return
    condition.runMs = 0
    if (condition.isConfirmed) condition.backSinceMs ??= atMs
    else delete this.#open[key]
  }

  /** What has lasted long enough is confirmed, what has been back for long enough is over. */
  advance(atMs: number): void {
    for (const [key, condition] of Object.entries(this.#open)) {
      const { backSinceMs, keepMs, confirmAfterMs, openedAtMs } = condition
      if (!condition.isConfirmed && confirmAfterMs !== null && atMs - openedAtMs >= confirmAfterMs) {
        condition.isConfirmed = true
      }
      if (backSinceMs === null || atMs - backSinceMs < keepMs) continue
      this.#closed.push(draw(condition))
      delete this.#open[key]
    }
  }

  /** Those that are over since the last call. */
  takeClosed(): DrawnEpisode[] {
    return this.#closed.splice(0)
  }

  open(): DrawnEpisode[] {
    return Object.values(this.#open).flatMap((condition) =>
      condition.isConfirmed ? [draw({ ...condition, backSinceMs: null })] : [],
    )
  }
}

export function isGraver(severity: Severity, than: Severity): boolean {
  return SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(than)
}

export function merged(left: KeptKinetics, right: KeptKinetics): KeptKinetics {
  const mean = new MeanKineticTemperature()
  mean.merge({ kept: left })
  mean.merge({ kept: right })
  return mean.kept
}

export function added(kept: KeptKinetics, celsius: number, durationMs: number): KeptKinetics {
  const mean = new MeanKineticTemperature()
  mean.merge({ kept })
  mean.add(celsius, durationMs)
  return mean.kept
}

function draw(condition: Condition): DrawnEpisode {
  const { kind, compartment, origin, severity, rule, limit, openedAtMs, backSinceMs, keepMs } = condition
  const mean = new MeanKineticTemperature()
  mean.merge({ kept: condition.kinetics })
  const { celsius } = mean
  return {
    ...{ kind, compartment, origin, severity, rule, limit, openedAtMs },
    closedAtMs: backSinceMs,
    settledAtMs: backSinceMs === null ? null : backSinceMs + keepMs,
    peakCelsius: condition.peakCelsius,
    peakAtMs: condition.peakAtMs,
    degreeMinutes: rounded(condition.degreeMs / 60_000),
    cumulativeMinutes: rounded(condition.totalMs / 60_000),
    longestMinutes: rounded(condition.longestMs / 60_000),
    mktCelsius: celsius === null ? null : rounded(celsius),
    minutesLeft: condition.minutesLeft,
  }
}

const rounded = (value: number): number => Number(value.toFixed(3))
