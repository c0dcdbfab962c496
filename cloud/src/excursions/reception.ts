import type { DrawnEpisode } from './condition.ts'
import type { RulesInForce } from './rule-set.ts'

/** When frames of a device came. Plain, for JSON. */
export interface Reception {
  readonly lastMs: number
  /** by its newest word the recorder ended in good order, so nothing more is to come */
  readonly hasStopped: boolean
}

/** A device that was not heard of for too long; `untilMs` null: it still is not. */
export function silenceOf(
  { lastMs, hasStopped }: Reception,
  { id, version, rules }: RulesInForce,
  { untilMs, nowMs }: { readonly untilMs: number | null; readonly nowMs: number },
): DrawnEpisode | undefined {
  const { silence } = rules
  const lastedMs = (untilMs ?? nowMs) - lastMs
  if (silence === null || hasStopped || lastedMs < silence.minutes * 60_000) return undefined
  const minutes = untilMs === null ? 0 : Number((lastedMs / 60_000).toFixed(3))
  return {
    ...{ kind: 'silence', compartment: null, severity: silence.severity, limit: null },
    rule: { id, version, text: 'silence' },
    origin: { epoch: '', n: 0, monotonicMs: lastMs },
    ...{ openedAtMs: lastMs, closedAtMs: untilMs, settledAtMs: untilMs },
    ...{ peakCelsius: null, peakAtMs: null, degreeMinutes: 0, cumulativeMinutes: minutes, longestMinutes: minutes },
    ...{ mktCelsius: null, minutesLeft: null },
  }
}
