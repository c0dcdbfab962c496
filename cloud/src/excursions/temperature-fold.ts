import {
  countExcursion,
  criticalMarginCelsius,
  degreesBeyond,
  type ExcursionWindow,
  isBeyond,
  isGap,
  isOutOfRange,
  newExcursionCount,
  type TemperatureRange,
} from '@coldrx/protocol'
import { added, type Condition } from './condition.ts'
import type { CompartmentState } from './device-state.ts'
import type { FrameItem } from './frame-items.ts'
import { occasionOf, type RuleContext } from './rule-context.ts'
import { type RulesInForce, type RuleWindow, rangeInForce } from './rule-set.ts'

type Row = Extract<FrameItem, { kind: 'compartment' }>

/** A faulty probe is believed again after so many good readings, should the truck's word for it have been lost. */
const GOOD_READINGS = 3

/** Everything that a row of a compartment says: temperatures by the windows of each set of rules, probes, door, humidity. */
export function foldTemperatures(context: RuleContext, row: Row, sets: readonly RulesInForce[]): void {
  const { state, judge, conditions, inForce } = context
  const { compartment, atMs } = row
  const { rules } = inForce
  const before = state.compartments[compartment]
  const isBroken = before !== undefined && (before.boot !== row.boot || isGap(atMs - before.atMs, row.recordIntervalMs))
  for (const { source, celsius } of row.probes) {
    judge('probe-fault', compartment, `probe:${source}`, rules.probeFault, celsius === null)
  }
  const readings = believed(context, row)
  const now: CompartmentState = {
    ...{ atMs, boot: row.boot, counts: before?.counts ?? {}, recent: before?.recent ?? [] },
    warmest: readings.length === 0 ? null : Math.max(...readings),
    coldest: readings.length === 0 ? null : Math.min(...readings),
  }
  state.compartments[compartment] = now
  const episode = conditions.get('temperature', compartment)
  if (episode !== undefined && before !== undefined && !isBroken) lengthen(episode, before, atMs)
  // nothing that can be believed: what is open stays open, and nothing opens
  if (now.warmest !== null && now.coldest !== null) {
    const range = rangeInForce(rules, compartment, row.range)
    for (const set of sets) judgeWindows(context, row, now, set, isBroken)
    judgeCritical(context, row, now, range)
    judgeRate(context, row, now, now.warmest)
  }
  if (row.doorOpen !== null) {
    const door = rules.door && { severity: rules.door.severity, minutes: rules.door.seconds / 60 }
    judge('door', compartment, 'door', door, row.doorOpen)
  }
  const { humidity } = rules
  if (row.humidityPercent.length > 0) {
    const isOut = row.humidityPercent.some(
      (percent) => humidity !== null && (percent < humidity.minPercent || percent > humidity.maxPercent),
    )
    judge('humidity', compartment, 'humidity', humidity, isOut)
  }
}

/** What a probe reads that the truck calls faulty opens nothing and ends nothing. */
function believed({ state }: RuleContext, { probes }: Row): number[] {
  return probes.flatMap(({ source, celsius }) => {
    const good = state.faulty[source]
    if (good === undefined) return celsius ?? []
    if (celsius === null) state.faulty[source] = 0
    else if (good + 1 >= GOOD_READINGS) delete state.faulty[source]
    else state.faulty[source] = good + 1
    return []
  })
}

function lengthen(episode: Condition, before: CompartmentState, atMs: number): void {
  const spanMs = atMs - before.atMs
  const { warmest, coldest } = before
  if (warmest === null || coldest === null || spanMs <= 0) return
  if (episode.backSinceMs !== null) {
    episode.tail = added(episode.tail, warmest, spanMs)
    return
  }
  episode.kinetics = added(episode.kinetics, warmest, spanMs)
  const beyond = episode.limit === null ? 0 : beyondOf(episode.limit, warmest, coldest)
  if (beyond <= 0) return
  episode.totalMs += spanMs
  episode.runMs += spanMs
  episode.longestMs = Math.max(episode.longestMs, episode.runMs)
  episode.degreeMs += spanMs * beyond
}

type Limit = NonNullable<Condition['limit']>

function beyondOf(limit: Limit, warmest: number, coldest: number): number {
  return degreesBeyond(limit.side === 'above' ? warmest : coldest, { ...limit, inclusive: false })
}

function judgeWindows(
  { conditions }: RuleContext,
  row: Row,
  now: CompartmentState,
  set: RulesInForce,
  isBroken: boolean,
): void {
  const { compartment, atMs } = row
  const { warmest, coldest, counts } = now
  if (warmest === null || coldest === null) return
  const range = rangeInForce(set.rules, compartment, row.range)
  const live = new Set<string>()
  for (const window of set.rules.windows) {
    const limit = limitOf(window, compartment, range)
    if (limit === undefined) continue
    const cause = `window:${set.id}.${window.id}.${limit.celsius}`
    live.add(cause)
    const count = counts[cause] ?? newExcursionCount()
    counts[cause] = count
    const celsius = window.side === 'above' ? warmest : coldest
    const reachedAtMs = countExcursion(count, limit, { atMs, celsius, isGap: isBroken })
    const isNow = isBeyond(celsius, limit)
    if (isNow || reachedAtMs !== null) {
      const { severity } = window
      const occasion = occasionOf(row, set, { severity }, window.id)
      const episode = conditions.raise('temperature', compartment, cause, {
        ...occasion,
        confirmAfterMs: reachedAtMs === null ? null : 0,
        limit: { side: limit.side, celsius: limit.celsius },
      })
      raisePeak(episode, warmest, coldest, atMs)
    }
    if (!isNow) conditions.clear('temperature', compartment, cause, atMs)
  }
  // of rules that hold no more, or of another limit
  const isGone = (cause: string): boolean => cause.startsWith(`window:${set.id}.`) && !live.has(cause)
  for (const cause of Object.keys(counts)) if (isGone(cause)) delete counts[cause]
  conditions.clearWhere(
    (cause, { kind, compartment: of }) => kind === 'temperature' && of === compartment && isGone(cause),
    atMs,
  )
}

function limitOf(
  { side, celsius, inclusive, kind, minutes, compartment: only }: RuleWindow,
  compartment: string,
  range: TemperatureRange | undefined,
): ExcursionWindow | undefined {
  if (only !== undefined && only !== compartment) return undefined
  const limit = celsius === 'range' ? (side === 'above' ? range?.maxCelsius : range?.minCelsius) : celsius
  return limit === undefined ? undefined : { side, celsius: limit, inclusive, kind, minutes }
}

function raisePeak(episode: Condition, warmest: number, coldest: number, atMs: number): void {
  const { limit, peakCelsius } = episode
  if (limit === null) return
  const celsius = limit.side === 'above' ? warmest : coldest
  const isFurther = peakCelsius === null || (limit.side === 'above' ? celsius > peakCelsius : celsius < peakCelsius)
  if (isFurther) Object.assign(episode, { peakCelsius: celsius, peakAtMs: atMs })
}

/** How far a value must be back inside before its critical episode can end. */
const CRITICAL_HYSTERESIS_CELSIUS = 0.3

function judgeCritical(
  { conditions, judge, inForce: { rules } }: RuleContext,
  { compartment }: Row,
  { warmest, coldest, atMs }: CompartmentState,
  range: TemperatureRange | undefined,
): void {
  if (range === undefined || warmest === null || coldest === null) return
  const { critical } = rules
  const margin = criticalMarginCelsius(critical?.marginCelsius ?? undefined, range)
  const hasReached = (inset: number) => warmest >= range.maxCelsius - inset || coldest <= range.minCelsius + inset
  // once out of range that is the episode
  const isOut = isOutOfRange(warmest, range) || isOutOfRange(coldest, range)
  const isOpen = conditions.get('critical', compartment)?.causes.includes('margin') === true
  const isSo = !isOut && hasReached(margin + (isOpen ? CRITICAL_HYSTERESIS_CELSIUS : 0))
  const condition = judge('critical', compartment, 'margin', critical, isSo)
  if (condition === undefined) return
  const isHigh = warmest >= range.maxCelsius - margin
  condition.limit ??= {
    side: isHigh ? 'above' : 'below',
    celsius: Number((isHigh ? range.maxCelsius - margin : range.minCelsius + margin).toFixed(2)),
  }
  raisePeak(condition, warmest, coldest, atMs)
}

function judgeRate({ judge, inForce: { rules } }: RuleContext, row: Row, now: CompartmentState, celsius: number): void {
  const { rate } = rules
  if (rate === null) {
    now.recent = []
    judge('rate', row.compartment, 'rate', null, false)
    return
  }
  now.recent = [...now.recent.filter(([atMs]) => row.atMs - atMs <= rate.overMinutes * 60_000), [row.atMs, celsius]]
  const least = Math.min(...now.recent.map(([, value]) => value))
  judge('rate', row.compartment, 'rate', { severity: rate.severity }, celsius - least >= rate.celsius)
}
