import type { EpisodeKind, Severity } from './episode.ts'
import { type FrameItem, sideOf } from './frame-items.ts'
import type { RuleContext } from './rule-context.ts'
import type { RuleSet } from './rule-set.ts'

/**
 * The truck's alarms by their own names. `cumulative` is none of them: it stays for a day after the range was left, and the
 * windows of the cloud count for themselves.
 */
const KINDS: Readonly<Record<string, EpisodeKind>> = {
  'out-of-range': 'temperature',
  critical: 'critical',
  trend: 'trend',
  'power-failure': 'power',
  'door-open': 'door',
  'not-recording': 'recorder',
  'probe-fault': 'probe-fault',
}
const OF_WHOLE_DEVICE: readonly EpisodeKind[] = ['power', 'recorder', 'disk']

const asNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** What the truck has raised by itself and what the cloud finds in its rows are one episode. */
export function hearTruck(
  { conditions, judge, inForce }: RuleContext,
  item: Extract<FrameItem, { kind: 'event' }>,
): void {
  const { code, detail, atMs, range } = item
  const cause = `truck:${String(detail.id ?? '')}`
  if (code === 'alarm-cleared') {
    conditions.clearWhere((known) => known === cause, atMs)
    return
  }
  if (code !== 'alarm-raised') return
  const kind = kindOf(detail)
  if (kind === undefined) return
  const rule = ruleOf(inForce.rules, kind)
  const compartment = OF_WHOLE_DEVICE.includes(kind) ? null : item.compartment
  const condition = judge(kind, compartment, cause, rule && { severity: rule.severity }, true)
  if (condition === undefined) return
  const celsius = asNumber(detail.celsius)
  if (celsius !== null && condition.peakCelsius === null)
    Object.assign(condition, { peakCelsius: celsius, peakAtMs: atMs })
  const side = celsius === null || range === undefined ? null : sideOf(celsius, range)
  if (kind === 'temperature' && side !== null && range !== undefined) {
    condition.limit ??= { side, celsius: side === 'above' ? range.maxCelsius : range.minCelsius }
  }
  const [likely, low, high] = [asNumber(detail.minutes), asNumber(detail.soonest), asNumber(detail.latest)]
  if (kind === 'trend' && likely !== null) {
    condition.minutesLeft = { low: low ?? likely, likely, high: high ?? likely }
  }
}

function kindOf({ alarm, problem }: FrameItemDetail): EpisodeKind | undefined {
  const kind = KINDS[String(alarm)]
  return kind === 'recorder' && /disk|full|space/i.test(String(problem ?? '')) ? 'disk' : kind
}
type FrameItemDetail = Extract<FrameItem, { kind: 'event' }>['detail']

type Rule = { readonly severity: Severity } | null

function ruleOf(rules: RuleSet, kind: EpisodeKind): Rule {
  const byKind: Partial<Record<EpisodeKind, Rule>> = {
    // what asks for the range itself
    temperature: rules.windows.find(({ celsius, minutes }) => celsius === 'range' && minutes === 0) ?? null,
    critical: rules.critical,
    trend: rules.trend,
    power: rules.power,
    door: rules.door,
    recorder: rules.recorder,
    disk: rules.disk,
    'probe-fault': rules.probeFault,
  }
  return byKind[kind] ?? null
}
