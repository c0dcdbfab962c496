import { isOutOfRange } from '@coldrx/protocol/rules'
import type { Channel, Compartment, Hint, Names, Range, Truck } from './contract.ts'
import { type Freshness, freshnessOf, isSilent } from './freshness.ts'

export interface ReadingView {
  readonly channel: string
  readonly value: number | null
  readonly mark: string | null
  readonly atMs: number | null
  /** from a live hint, not yet from a record */
  readonly provisional: boolean
  readonly freshness: Freshness
  readonly outOfRange: boolean
}

export interface ProbeView {
  readonly source: string
  readonly temperature: ReadingView | null
  readonly humidity: ReadingView | null
}

export type CompartmentState = 'in' | 'out' | 'unknown'

export interface CompartmentView {
  readonly id: string
  readonly name: Names
  readonly range: Range | null
  readonly state: CompartmentState
  /** what stands for the compartment: the reading furthest out, else the mean of the good ones, else the last known */
  readonly celsius: number | null
  readonly celsiusOf:
    | { readonly kind: 'probe'; readonly source: string }
    | { readonly kind: 'mean'; readonly of: number }
    | null
  readonly atMs: number | null
  readonly freshness: Freshness
  readonly provisional: boolean
  readonly outSinceMs: number | null
  readonly doorOpen: boolean | null
  readonly alarm: Compartment['alarm']
  readonly probes: readonly ProbeView[]
}

/** Most urgent first. `fault`: the truck speaks, but a compartment has no reading to trust. */
export const RISKS = ['alarm', 'out', 'silent', 'fault', 'fine'] as const
export type Risk = (typeof RISKS)[number]

export interface TruckView {
  readonly truck: Truck
  readonly risk: Risk
  readonly heardAtMs: number | null
  readonly powerOn: boolean | null
  readonly position: { readonly latitude: number; readonly longitude: number; readonly atMs: number } | null
  readonly speedKmh: number | null
  readonly positionMark: string | null
  readonly compartments: readonly CompartmentView[]
}

export function toTruckView(truck: Truck, hint: Hint | undefined, nowMs: number): TruckView {
  const compartments = truck.compartments.map((compartment) => toCompartmentView(truck, compartment, hint, nowMs))
  const heardAtMs = latest([truck.lastRecordedAt, hint?.at ?? null])
  const isNewer = hint !== undefined && hint.at > (truck.lastRecordedAt ?? 0)
  return {
    truck,
    risk: riskOf(truck, compartments, heardAtMs, nowMs),
    heardAtMs,
    powerOn: isNewer ? switchOf(hint, 'power', truck.powerOn) : truck.powerOn,
    ...positionOf(truck, isNewer ? hint : undefined),
    compartments,
  }
}

function riskOf(truck: Truck, compartments: readonly CompartmentView[], heardAtMs: number | null, nowMs: number): Risk {
  if (compartments.some(({ alarm }) => alarm !== null)) return 'alarm'
  if (compartments.some(({ state }) => state === 'out')) return 'out'
  if (!truck.online || isSilent(heardAtMs, truck.kind, nowMs)) return 'silent'
  return compartments.some(({ probes }) => probes.length > 0 && !probes.some(hasGoodTemperature)) ? 'fault' : 'fine'
}

function hasGoodTemperature({ temperature }: ProbeView): boolean {
  return temperature !== null && temperature.mark === 'ok' && temperature.value !== null
}

function toCompartmentView(
  truck: Truck,
  compartment: Compartment,
  hint: Hint | undefined,
  nowMs: number,
): CompartmentView {
  const { id, name, range, alarm } = compartment
  const probes = probesOf(compartment, (channel) => toReading(truck, channel, range, hint, nowMs))
  const temperatures = probes.flatMap(({ source, temperature }) =>
    temperature?.mark === 'ok' && temperature.value !== null
      ? [{ source, ...temperature, value: temperature.value }]
      : [],
  )
  const current = temperatures.filter(({ freshness }) => freshness === 'current')
  // With nothing current, the last known values are shown, but they prove no state.
  const shown = current.length > 0 ? current : temperatures
  const furthest = furthestOut(shown, range)
  const atMs = latest(shown.map((reading) => reading.atMs))
  const isHintNewer = hint !== undefined && hint.at > (truck.lastRecordedAt ?? 0)
  return {
    id,
    name,
    range,
    alarm,
    probes,
    state: current.length === 0 || range === null ? 'unknown' : furthest === undefined ? 'in' : 'out',
    celsius: furthest?.value ?? mean(shown.map(({ value }) => value)),
    celsiusOf: whoseValue(shown, furthest?.source),
    atMs,
    freshness: freshnessOf(atMs, truck.kind, nowMs),
    provisional: shown.some(({ provisional }) => provisional),
    outSinceMs: alarm?.openedAt ?? hint?.outOfRangeSince[id] ?? null,
    doorOpen: isHintNewer ? switchOf(hint, `${id}.door`, compartment.doorOpen) : compartment.doorOpen,
  }
}

function whoseValue(shown: readonly { source: string }[], furthest: string | undefined): CompartmentView['celsiusOf'] {
  const only = shown.length === 1 ? shown[0]?.source : undefined
  const source = furthest ?? only
  if (source !== undefined) return { kind: 'probe', source }
  return shown.length === 0 ? null : { kind: 'mean', of: shown.length }
}

function probesOf(compartment: Compartment, read: (channel: Channel) => ReadingView): ProbeView[] {
  const probes = new Map<string, { temperature: ReadingView | null; humidity: ReadingView | null }>()
  for (const channel of compartment.channels) {
    if (channel.quantity !== 'temperature' && channel.quantity !== 'humidity') continue
    const probe = probes.get(channel.source) ?? { temperature: null, humidity: null }
    probe[channel.quantity] = read(channel)
    probes.set(channel.source, probe)
  }
  return [...probes].map(([source, probe]) => ({ source, ...probe }))
}

function toReading(
  truck: Truck,
  channel: Channel,
  range: Range | null,
  hint: Hint | undefined,
  nowMs: number,
): ReadingView {
  const sample = hint?.samples[channel.id]
  const provisional = hint !== undefined && sample !== undefined && hint.at > (channel.at ?? 0)
  const { value, mark } = provisional ? sample : channel
  const atMs = provisional ? hint.at : channel.at
  return {
    channel: channel.id,
    value,
    mark,
    atMs,
    provisional,
    freshness: freshnessOf(atMs, truck.kind, nowMs),
    outOfRange: channel.quantity === 'temperature' && value !== null && range !== null && isOutOfRange(value, range),
  }
}

function furthestOut<T extends { readonly value: number }>(readings: readonly T[], range: Range | null): T | undefined {
  if (range === null) return undefined
  const excess = ({ value }: T) => Math.max(range.minCelsius - value, value - range.maxCelsius)
  return readings.filter((reading) => excess(reading) > 0).sort((left, right) => excess(right) - excess(left))[0]
}

function positionOf(truck: Truck, hint: Hint | undefined): Pick<TruckView, 'position' | 'speedKmh' | 'positionMark'> {
  const latitude = hint?.samples['gnss.latitude']
  const longitude = hint?.samples['gnss.longitude']
  if (hint !== undefined && latitude?.value != null && longitude?.value != null) {
    return {
      position: { latitude: latitude.value, longitude: longitude.value, atMs: hint.at },
      speedKmh: hint.samples['gnss.speed']?.value ?? null,
      positionMark: latitude.mark,
    }
  }
  const { position } = truck
  return {
    position: position && { latitude: position.latitude, longitude: position.longitude, atMs: position.at },
    speedKmh: position?.speedKmh ?? null,
    positionMark: latitude?.mark ?? truck.positionMark,
  }
}

function switchOf(hint: Hint, channel: string, recorded: boolean | null): boolean | null {
  const sample = hint.samples[channel]
  if (sample === undefined) return recorded
  return sample.value === null ? null : sample.value !== 0
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function latest(times: readonly (number | null)[]): number | null {
  return times.reduce((newest, time) => (time !== null && (newest === null || time > newest) ? time : newest), null)
}

/** Most urgent first; among equals the one that has waited longest, then by name, so that rows do not jump about. */
export function byRisk(left: TruckView, right: TruckView): number {
  const urgency = RISKS.indexOf(left.risk) - RISKS.indexOf(right.risk)
  if (urgency !== 0) return urgency
  const since = waitingSince(left) - waitingSince(right)
  return since !== 0 ? since : left.truck.name.localeCompare(right.truck.name, 'zh-CN')
}

function waitingSince({ risk, compartments, truck }: TruckView): number {
  if (risk === 'fine' || risk === 'fault') return 0
  if (risk === 'silent') return truck.lastRecordedAt ?? 0
  const times = compartments.flatMap(({ outSinceMs, state, alarm }) =>
    (state === 'out' || alarm !== null) && outSinceMs !== null ? [outSinceMs] : [],
  )
  return times.length === 0 ? Number.MAX_SAFE_INTEGER : Math.min(...times)
}
