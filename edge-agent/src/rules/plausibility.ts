import { type Layout, type LayoutChannel, toInteger, toNumber } from '@coldrx/protocol'
import type { ChannelSample, Tick } from '../sampling/tick.ts'
import { type Finding, trustedValue, watchedCompartments } from './observation.ts'

export interface PlausibilityLimits {
  /** further than this from the reading before it, no more than a minute ago, a temperature is not believed at once */
  readonly jumpCelsius: number
  /** two probes of a compartment that far apart … */
  readonly disagreementCelsius: number
  /** … for that long disagree */
  readonly disagreementAfterMs: number
}

/** A reading that jumped is believed once this many in a row stand by it: a door that is opened is no fault of a probe. */
const READINGS_TO_BELIEVE = 3
const MINUTE_MS = 60_000
/** A probe that jumps all day is told by its fault; here it is told that often. */
const TELL_JUMP_AGAIN_MS = 600_000
/** Below this share of the limit two probes agree again: a difference on the edge must not ring every minute. */
const AGREEMENT_SHARE = 0.8

export interface Judgement {
  /** as it came, with the readings that cannot be believed marked so */
  readonly tick: Tick
  readonly findings: readonly Finding[]
}

/** Readings that are sound on the wire and nevertheless cannot be true, by what came before and what stands beside them. */
export function createPlausibilityWatch({
  layout,
  limits,
}: {
  readonly layout: Layout
  readonly limits: PlausibilityLimits
}) {
  const compartments = watchedCompartments(layout)
  const jumps = compartments.flatMap(({ temperatures }) =>
    temperatures.map((channel) => ({ channel, observe: createJumpWatch(channel, limits) })),
  )
  const disagreements = compartments
    .filter(({ temperatures }) => temperatures.length > 1)
    .map(({ id, temperatures }) => createDisagreementWatch(id, temperatures, limits))

  return {
    observe(tick: Tick): Judgement {
      const findings: Finding[] = []
      const marked = new Map<string, ChannelSample>()
      for (const { channel, observe } of jumps) {
        const { isBelieved, finding } = observe(tick)
        if (finding !== null) findings.push(finding)
        const sample = tick.samples.get(channel.id)
        if (!isBelieved && sample !== undefined) marked.set(channel.id, { ...sample, mark: 'range' })
      }
      const judged = marked.size === 0 ? tick : { ...tick, samples: new Map([...tick.samples, ...marked]) }
      return { tick: judged, findings: [...findings, ...disagreements.flatMap((observe) => observe(judged))] }
    },
  }
}

function createJumpWatch(channel: LayoutChannel, { jumpCelsius }: PlausibilityLimits) {
  let believed: { readonly celsius: number; readonly atMs: number } | null = null
  let doubted: { celsius: number; count: number } | null = null
  let toldAtMs = Number.NEGATIVE_INFINITY

  return (tick: Tick): { readonly isBelieved: boolean; readonly finding: Finding | null } => {
    const { monotonicMs } = tick
    const celsius = trustedValue(tick, channel)
    // what has another mark already is judged by that one
    if (celsius === null) return { isBelieved: true, finding: null }
    const before = believed
    const allowedCelsius = jumpCelsius * Math.max(1, before === null ? 1 : (monotonicMs - before.atMs) / MINUTE_MS)
    if (before === null || Math.abs(celsius - before.celsius) < allowedCelsius) {
      believed = { celsius, atMs: monotonicMs }
      doubted = null
      return { isBelieved: true, finding: null }
    }
    const stands = doubted !== null && Math.abs(celsius - doubted.celsius) < jumpCelsius
    doubted = { celsius, count: stands && doubted !== null ? doubted.count + 1 : 1 }
    if (doubted.count >= READINGS_TO_BELIEVE) {
      believed = { celsius, atMs: monotonicMs }
      doubted = null
      return { isBelieved: true, finding: null }
    }
    if (doubted.count > 1 || monotonicMs - toldAtMs < TELL_JUMP_AGAIN_MS) return { isBelieved: false, finding: null }
    toldAtMs = monotonicMs
    const detail = { channel: channel.id, fromCelsius: before.celsius, celsius }
    const event = { monotonicMs, code: 'implausible-jump', subject: channel.source, detail }
    return { isBelieved: false, finding: { event, prompt: false } }
  }
}

function createDisagreementWatch(
  compartment: string,
  temperatures: readonly LayoutChannel[],
  { disagreementCelsius, disagreementAfterMs }: PlausibilityLimits,
) {
  let apartSinceMs: number | null = null
  let isTold = false

  return (tick: Tick): Finding[] => {
    const { monotonicMs } = tick
    const read = temperatures
      .map((channel) => ({ channel, celsius: trustedValue(tick, channel) }))
      .filter((one): one is { channel: LayoutChannel; celsius: number } => one.celsius !== null)
      .sort((left, right) => left.celsius - right.celsius)
    const [coldest, warmest] = [read[0], read.at(-1)]
    // one probe alone neither agrees nor disagrees: what was found stands
    if (coldest === undefined || warmest === undefined || read.length < 2) return []
    const differenceCelsius = rounded(warmest.celsius - coldest.celsius, warmest.channel)
    if (differenceCelsius >= disagreementCelsius) {
      apartSinceMs ??= monotonicMs
      if (isTold || monotonicMs - apartSinceMs < disagreementAfterMs) return []
      isTold = true
      const detail = { warmest: warmest.channel.id, coldest: coldest.channel.id, differenceCelsius }
      return [{ event: { monotonicMs, code: 'probes-disagree', subject: compartment, detail }, prompt: true }]
    }
    if (differenceCelsius > disagreementCelsius * AGREEMENT_SHARE) return []
    apartSinceMs = null
    if (!isTold) return []
    isTold = false
    return [{ event: { monotonicMs, code: 'probes-agree', subject: compartment, detail: {} }, prompt: true }]
  }
}

/** A difference of decimal numbers is not exact in binary. */
const rounded = (celsius: number, channel: LayoutChannel): number => toNumber(toInteger(celsius, channel), channel)
