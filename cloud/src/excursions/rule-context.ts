import type { Condition, Conditions, Occasion } from './condition.ts'
import type { DeviceState } from './device-state.ts'
import type { EpisodeKind, Severity } from './episode.ts'
import type { FrameItem } from './frame-items.ts'
import type { RulesInForce } from './rule-set.ts'

/** Which rules hold when; several where shipments with rules of their own share a compartment. At least one. */
export type RulesAt = (atMs: number, compartment: string | null) => readonly [RulesInForce, ...RulesInForce[]]

export interface RuleContext {
  readonly state: DeviceState
  readonly conditions: Conditions
  readonly inForce: RulesInForce
  readonly item: FrameItem
  /** Raises or clears by whether it is so; a rule that is off clears. */
  readonly judge: (
    kind: EpisodeKind,
    compartment: string | null,
    cause: string,
    rule: { readonly severity: Severity; readonly minutes?: number } | null,
    isSo: boolean,
  ) => Condition | undefined
}

export function occasionOf(
  { atMs, origin }: FrameItem,
  { id, version, rules }: RulesInForce,
  { severity, minutes = 0 }: { readonly severity: Severity; readonly minutes?: number },
  text: string,
): Occasion {
  return {
    ...{ atMs, origin, severity, confirmAfterMs: minutes * 60_000, keepMs: rules.keepFiringMinutes * 60_000 },
    rule: { id, version, text },
  }
}
