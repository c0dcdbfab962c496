import type { Compartment, Names, Range } from './contract.ts'
import { type Freshness, freshnessOf } from './freshness.ts'
import { isNewer, type Judging, type ProbeView, probesOf, switchOf } from './reading-view.ts'

export type CompartmentState = 'in' | 'out' | 'unknown'

export interface CompartmentView {
  readonly id: string
  readonly name: Names
  readonly range: Range | null
  readonly state: CompartmentState
  /** what stands for the compartment: the reading furthest out, else the mean of the good ones, else the last known */
  readonly celsius: number | null
  /** `none`: every probe has said something, but nothing that is a good reading */
  readonly celsiusOf:
    | { readonly kind: 'probe'; readonly source: string }
    | { readonly kind: 'mean'; readonly of: number }
    | { readonly kind: 'none' }
    | { readonly kind: 'never' }
  readonly atMs: number | null
  readonly freshness: Freshness
  readonly provisional: boolean
  readonly hasGoodReading: boolean
  readonly outSinceMs: number | null
  readonly doorOpen: boolean | null
  readonly defrosting: boolean | null
  readonly alarm: Compartment['alarm']
  readonly probes: readonly ProbeView[]
}

export function toCompartmentView(compartment: Compartment, judging: Judging): CompartmentView {
  const { truck, hint, nowMs } = judging
  const { id, name, range, alarm } = compartment
  const probes = probesOf(compartment, judging)
  const temperatures = probes.flatMap(({ source, temperature }) =>
    temperature?.mark === 'ok' && temperature.value !== null
      ? [{ source, ...temperature, value: temperature.value }]
      : [],
  )
  const current = temperatures.filter(({ freshness }) => freshness === 'current')
  // With nothing current, the last known values are shown, but they prove no state.
  const shown = current.length > 0 ? current : temperatures
  const furthest = furthestOut(shown, range)
  const times = shown.flatMap((reading) => reading.atMs ?? [])
  const atMs = times.length === 0 ? null : Math.max(...times)
  const isTold = hint !== undefined && isNewer(hint, truck.lastRecordedAt, nowMs)
  return {
    ...{ id, name, range, alarm, probes, atMs },
    state: current.length === 0 || range === null ? 'unknown' : furthest === undefined ? 'in' : 'out',
    celsius: furthest?.value ?? mean(shown.map(({ value }) => value)),
    celsiusOf: whoseValue(probes, shown, furthest?.source),
    freshness: freshnessOf(atMs, truck.recordIntervalMs, nowMs),
    provisional: shown.some(({ provisional }) => provisional),
    hasGoodReading: temperatures.length > 0,
    outSinceMs: alarm?.openedAt ?? (isTold ? (hint.outOfRangeSince[id] ?? null) : null),
    doorOpen: isTold ? switchOf(hint, `${id}.door`, compartment.doorOpen) : compartment.doorOpen,
    defrosting: isTold ? switchOf(hint, `${id}.defrost`, compartment.defrosting) : compartment.defrosting,
  }
}

function whoseValue(
  probes: readonly ProbeView[],
  shown: readonly { readonly source: string }[],
  furthest: string | undefined,
): CompartmentView['celsiusOf'] {
  const source = furthest ?? (shown.length === 1 ? shown[0]?.source : undefined)
  if (source !== undefined) return { kind: 'probe', source }
  if (shown.length > 0) return { kind: 'mean', of: shown.length }
  return { kind: probes.every(({ temperature }) => (temperature?.mark ?? null) === null) ? 'never' : 'none' }
}

function furthestOut<T extends { readonly value: number }>(readings: readonly T[], range: Range | null): T | undefined {
  if (range === null) return undefined
  const excess = ({ value }: T) => Math.max(range.minCelsius - value, value - range.maxCelsius)
  return readings.filter((reading) => excess(reading) > 0).sort((left, right) => excess(right) - excess(left))[0]
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
