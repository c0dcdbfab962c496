import type { Thrift } from '@coldrx/protocol'
import { trustedValue, type WatchedCompartment } from '../rules/observation.ts'
import type { Tick } from '../sampling/tick.ts'

/** While something is wrong, or about to be. */
const SHORT_MS = 60_000
/** Three of the rarest records that GSP annex 3 allows a truck: a cloud that hears no hints is never further behind. */
const LONGEST_MS = 900_000
const FACTORS = { free: 1, saving: 2, spent: 3 } as const satisfies Record<Thrift, number>

/** Share of a compartment's range next to a limit in which it counts as near. */
const NEAR_SHARE = 0.1

/**
 * How old the oldest row may be before a frame is made of it. What is recorded, and how often, does not depend on it; an
 * event that cannot wait closes its frame at once, whatever this says.
 */
export function frameIntervalFor({
  configuredMs,
  thrift,
  isUrgent,
}: {
  readonly configuredMs: number
  readonly thrift: Thrift
  readonly isUrgent: boolean
}): number {
  if (isUrgent) return thrift === 'spent' ? configuredMs : Math.min(SHORT_MS, configuredMs)
  return Math.max(configuredMs, Math.min(LONGEST_MS, configuredMs * FACTORS[thrift]))
}

/** Whether a value that can be trusted is out of its range or in the tenth of it next to a limit. */
export function isNearLimit(compartments: readonly WatchedCompartment[], tick: Tick): boolean {
  return compartments.some(({ range, temperatures }) => {
    if (range === null) return false
    const { minCelsius, maxCelsius } = range
    const margin = (maxCelsius - minCelsius) * NEAR_SHARE
    return temperatures.some((channel) => {
      const celsius = trustedValue(tick, channel)
      return celsius !== null && (celsius < minCelsius + margin || celsius > maxCelsius - margin)
    })
  })
}
