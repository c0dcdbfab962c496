import { type Layout, type LayoutChannel, type Mark, type TemperatureRange, toNumber } from '@coldrx/protocol'
import type { RecordedEvent } from '../recorder/entry.ts'
import type { Tick } from '../sampling/tick.ts'

/** What one watcher makes of a tick: events to record. An urgent one closes the frame at once. */
export interface Finding {
  readonly event: RecordedEvent
  readonly prompt: boolean
}

export interface WatchedCompartment {
  readonly id: string
  readonly range: TemperatureRange | null
  readonly temperatures: readonly LayoutChannel[]
  readonly humidities: readonly LayoutChannel[]
  readonly door: LayoutChannel | null
  readonly defrost: LayoutChannel | null
}

export function watchedCompartments(layout: Layout): WatchedCompartment[] {
  return layout.groups
    .filter((group) => group.kind === 'compartment')
    .map(({ id, range, channels }) => ({
      id,
      range: range ?? null,
      temperatures: channels.filter((channel) => channel.quantity === 'temperature'),
      humidities: channels.filter((channel) => channel.quantity === 'humidity'),
      door: channels.find((channel) => channel.quantity === 'door') ?? null,
      defrost: channels.find((channel) => channel.quantity === 'defrost') ?? null,
    }))
}

/** The number of a sample in physical units, whatever its mark; null where there is none. */
export function sampleValue(
  tick: Tick,
  channel: LayoutChannel,
): { readonly value: number | null; readonly mark: Mark } {
  const sample = tick.samples.get(channel.id)
  if (sample === undefined) return { value: null, mark: 'invalid' }
  return { value: sample.integer === null ? null : toNumber(sample.integer, channel), mark: sample.mark }
}

/** The number of a sample that can be relied on: a frozen or impossible one says nothing of the compartment. */
export function trustedValue(tick: Tick, channel: LayoutChannel): number | null {
  const { value, mark } = sampleValue(tick, channel)
  return mark === 'ok' ? value : null
}

export function channelsBySource(channels: readonly LayoutChannel[]): Map<string, LayoutChannel[]> {
  const bySource = new Map<string, LayoutChannel[]>()
  for (const channel of channels) {
    const own = bySource.get(channel.source) ?? []
    bySource.set(channel.source, own)
    own.push(channel)
  }
  return bySource
}
