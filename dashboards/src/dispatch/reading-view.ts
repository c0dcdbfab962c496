import { isOutOfRange } from '@coldrx/protocol/rules'
import type { Channel, Compartment, Hint, Range, Truck } from './contract.ts'
import { type Freshness, freshnessOf, isAhead, isLive } from './freshness.ts'

export interface ReadingView {
  readonly channel: string
  readonly value: number | null
  readonly mark: string | null
  readonly atMs: number | null
  /** from a live hint, not yet from a record */
  readonly provisional: boolean
  /** it is of this moment: such a hint of a truck that is connected, on a feed that is */
  readonly live: boolean
  readonly freshness: Freshness
  readonly outOfRange: boolean
}

export interface ProbeView {
  readonly source: string
  readonly temperature: ReadingView | null
  readonly humidity: ReadingView | null
}

/** By what a value is judged. */
export interface Judging {
  readonly truck: Truck
  readonly hint: Hint | undefined
  readonly isFeedLive: boolean
  readonly nowMs: number
}

/** A record that is stamped in the future says nothing about which of the two is newer; then the hint is. */
export function isNewer(hint: Hint, recordedAtMs: number | null, nowMs: number): boolean {
  return recordedAtMs === null || hint.at > recordedAtMs || isAhead(recordedAtMs, nowMs)
}

export function switchOf(hint: Hint, channel: string, recorded: boolean | null): boolean | null {
  const sample = hint.samples[channel]
  if (sample === undefined) return recorded
  return sample.value === null ? null : sample.value !== 0
}

export function probesOf(compartment: Compartment, judging: Judging): ProbeView[] {
  const probes = new Map<string, { temperature: ReadingView | null; humidity: ReadingView | null }>()
  for (const channel of compartment.channels) {
    if (channel.quantity !== 'temperature' && channel.quantity !== 'humidity') continue
    const probe = probes.get(channel.source) ?? { temperature: null, humidity: null }
    probe[channel.quantity] = toReading(channel, compartment.range, judging)
    probes.set(channel.source, probe)
  }
  return [...probes].map(([source, probe]) => ({ source, ...probe }))
}

function toReading(channel: Channel, range: Range | null, { truck, hint, isFeedLive, nowMs }: Judging): ReadingView {
  const sample = hint?.samples[channel.id]
  const provisional = hint !== undefined && sample !== undefined && isNewer(hint, channel.at, nowMs)
  const { value, mark } = provisional ? sample : channel
  const atMs = provisional ? hint.at : channel.at
  return {
    ...{ channel: channel.id, value, mark, atMs, provisional },
    live: provisional && isFeedLive && truck.online && isLive(hint.at, nowMs),
    freshness: freshnessOf(atMs, truck.recordIntervalMs, nowMs),
    outOfRange: channel.quantity === 'temperature' && value !== null && range !== null && isOutOfRange(value, range),
  }
}

/** The mark that says most about the probe: a fault of either quantity before "good". */
export function markOf({ temperature, humidity }: ProbeView): string | null {
  const marks = [temperature, humidity].filter((reading) => reading !== null).map(({ mark }) => mark)
  return marks.find((mark) => mark !== 'ok' && mark !== null) ?? marks[0] ?? null
}
