import { criticalMarginCelsius, isOutOfRange, type LayoutChannel, type TemperatureRange } from '@coldrx/protocol'
import { trustedValue, type WatchedCompartment } from '../rules/observation.ts'
import type { Tick } from '../sampling/tick.ts'
import type { CompartmentAlarms } from './alarm-settings.ts'
import type { createOutOfRangeTime } from './out-of-range-time.ts'
import type { Observation, Rule, RuleFinding } from './rule.ts'
import { createTrend, type TrendFinding } from './trend.ts'

/** A value must be back for as long before its alarm ends. */
const VALUE_CLEAR_MS = 60_000
const TREND_RAISE_MS = 20_000
const TREND_CLEAR_MS = 120_000
/** A forecast must move away this far before its alarm ends. */
const TREND_HYSTERESIS = 1.5
const DOOR_CLEAR_MS = 5_000

interface Measured {
  readonly channel: string
  readonly celsius: number
}

export function compartmentRules({
  compartment,
  settings,
  outOfRangeTime,
  power,
}: {
  readonly compartment: WatchedCompartment
  readonly settings: CompartmentAlarms
  readonly outOfRangeTime: ReturnType<typeof createOutOfRangeTime>
  /** of the vehicle: a cut is the beginning of another course */
  readonly power: LayoutChannel | null
}): Rule[] {
  const { id, range, door } = compartment
  const ofDoor = door === null ? [] : [doorRule(id, door, settings.doorOpenSeconds)]
  if (range === null) return ofDoor
  const measured = (tick: Tick): Measured[] =>
    compartment.temperatures.flatMap((channel) => {
      const celsius = trustedValue(tick, channel)
      return celsius === null ? [] : [{ channel: channel.id, celsius }]
    })
  return [
    ...valueRules({ id, range, settings, measured }),
    trendRule({ compartment, range, settings, power }),
    cumulativeRule({ id, range, settings, measured, outOfRangeTime }),
    ...ofDoor,
  ]
}

interface ValueParts {
  readonly id: string
  readonly range: TemperatureRange
  readonly settings: CompartmentAlarms
  readonly measured: (tick: Tick) => readonly Measured[]
}

function valueRules({ id, range, settings, measured }: ValueParts): Rule[] {
  const { minCelsius, maxCelsius } = range
  const margin = criticalMarginCelsius(settings.criticalMarginCelsius, range)
  const hysteresis = settings.hysteresisCelsius
  const timing = { subject: id, raiseAfterMs: 0, clearAfterMs: VALUE_CLEAR_MS }
  const isOut = ({ celsius }: Measured): boolean => isOutOfRange(celsius, range)
  const isWithin = (inset: number) => {
    // a range too narrow for its hysteresis would keep an alarm open for ever
    const most = Math.min(inset, (maxCelsius - minCelsius) * 0.4)
    return ({ celsius }: Measured): boolean => celsius >= minCelsius + most && celsius <= maxCelsius - most
  }
  const [isBack, isCalm] = [isWithin(hysteresis), isWithin(margin + hysteresis)]
  return [
    {
      kind: 'out-of-range',
      ...timing,
      observe({ tick }) {
        const values = measured(tick)
        if (values.length === 0) return { signal: 'unknown' }
        const worst = values.filter(isOut).sort((left, right) => beyond(right, range) - beyond(left, range))[0]
        if (worst !== undefined) return { signal: 'raise', detail: { ...worst } }
        return { signal: values.every(isBack) ? 'clear' : 'hold' }
      },
    },
    {
      kind: 'critical',
      ...timing,
      observe({ tick }) {
        const values = measured(tick)
        if (values.length === 0) return { signal: 'unknown' }
        // once out of range that is the alarm
        if (values.some(isOut)) return { signal: 'hold' }
        const reached = values.find(({ celsius }) => celsius <= minCelsius + margin || celsius >= maxCelsius - margin)
        if (reached !== undefined) {
          const isHigh = reached.celsius >= maxCelsius - margin
          const criticalCelsius = round(isHigh ? maxCelsius - margin : minCelsius + margin, 2)
          return { signal: 'raise', detail: { ...reached, criticalCelsius } }
        }
        return { signal: values.every(isCalm) ? 'clear' : 'hold' }
      },
    },
  ]
}

const beyond = ({ celsius }: Measured, { minCelsius, maxCelsius }: TemperatureRange): number =>
  Math.max(minCelsius - celsius, celsius - maxCelsius)

function trendRule({
  compartment,
  range,
  settings,
  power,
}: {
  readonly compartment: WatchedCompartment
  readonly range: TemperatureRange
  readonly settings: CompartmentAlarms
  readonly power: LayoutChannel | null
}): Rule {
  const { id, door, defrost } = compartment
  const trends = compartment.temperatures.map((channel) => createTrend({ channel, range }))
  const switches = [door, defrost, power].filter((channel) => channel !== null)
  return {
    kind: 'trend',
    subject: id,
    raiseAfterMs: TREND_RAISE_MS,
    clearAfterMs: TREND_CLEAR_MS,
    observe({ tick }): RuleFinding {
      const conditions = switches.map((channel) => trustedValue(tick, channel)).join()
      const found = trends.map((trend) => trend.observe(tick, conditions))
      const ahead = found
        .filter((trend): trend is TrendFinding => typeof trend === 'object')
        .sort((left, right) => left.left.minutes - right.left.minutes)[0]
      if (ahead === undefined) return { signal: found.includes('none') ? 'clear' : 'unknown', minutesLeft: null }
      const { channel, limitCelsius, left } = ahead
      const minutesLeft = {
        minutes: round(left.minutes, 1),
        soonest: round(left.soonest, 1),
        latest: round(left.latest, 1),
      }
      if (left.minutes <= settings.trendMinutes) {
        return { signal: 'raise', detail: { channel, limitCelsius, ...minutesLeft }, minutesLeft }
      }
      return { signal: left.minutes > settings.trendMinutes * TREND_HYSTERESIS ? 'clear' : 'hold', minutesLeft }
    },
  }
}

function cumulativeRule({
  id,
  range,
  settings,
  measured,
  outOfRangeTime,
}: ValueParts & { readonly outOfRangeTime: ReturnType<typeof createOutOfRangeTime> }): Rule {
  return {
    kind: 'cumulative',
    subject: id,
    raiseAfterMs: 0,
    clearAfterMs: 0,
    observe({ tick, wallMs }: Observation) {
      const values = measured(tick)
      const isOut = values.length === 0 ? null : values.some(({ celsius }) => isOutOfRange(celsius, range))
      const totalMs = outOfRangeTime.observe(isOut, { monotonicMs: tick.monotonicMs, wallMs })
      const limitMs = settings.cumulativeMinutes * 60_000
      if (totalMs < limitMs) return { signal: 'clear' }
      return { signal: 'raise', detail: { minutes: Math.round(totalMs / 60_000), hours: 24 } }
    },
  }
}

function doorRule(id: string, door: LayoutChannel, openSeconds: number): Rule {
  return {
    kind: 'door-open',
    subject: id,
    raiseAfterMs: openSeconds * 1_000,
    clearAfterMs: DOOR_CLEAR_MS,
    observe({ tick }) {
      const value = trustedValue(tick, door)
      if (value === null) return { signal: 'unknown' }
      return value === 0 ? { signal: 'clear' } : { signal: 'raise', detail: { seconds: openSeconds } }
    },
  }
}

const round = (value: number, decimals: number): number => Number(value.toFixed(decimals))
