import {
  isGap,
  isOutOfRange,
  type LayoutChannel,
  type LayoutGroup,
  MeanKineticTemperature,
  type TemperatureRange,
  toNumber,
} from '@coldrx/protocol'
import { recordIntervalOf } from '../projections/layouts.ts'
import { type DecodedFrame, monotonicAt } from '../projections/projection.ts'
import type { RecordedFrame } from '../telemetry/read-model.ts'

/** A run of samples out of range, by one channel. */
export interface Excursion {
  readonly fromMs: number
  /** of the first sample that was back in range, or the last one out of it */
  readonly toMs: number
  readonly peakCelsius: number
  readonly samples: number
}

export interface ChannelSummary {
  readonly channel: string
  readonly source: string
  readonly quantity: LayoutChannel['quantity']
  readonly unit: string
  readonly samples: number
  /** of them without a value that counts, whatever the reason */
  readonly samplesNotGood: number
  readonly minimum: { readonly value: number; readonly atMs: number } | null
  readonly maximum: { readonly value: number; readonly atMs: number } | null
  /** weighted by time */
  readonly mean: number | null
  /** of a temperature (USP <1160>, 83.144 kJ/mol) */
  readonly meanKineticCelsius: number | null
  /** how long values are known for; a gap is no time */
  readonly coveredMs: number
  readonly outOfRangeMs: number
  readonly longestGapMs: number
  readonly excursions: readonly Excursion[]
  /** more than are told */
  readonly excursionCount: number
}

export interface CompartmentSummary {
  readonly device: string
  readonly compartment: string
  readonly name: { readonly zh: string; readonly en: string }
  /** of the newest layout in the span; null: none is set */
  readonly range: TemperatureRange | null
  readonly channels: readonly ChannelSummary[]
}

const EXCURSIONS_TOLD = 100
const QUANTITIES: ReadonlySet<string> = new Set(['temperature', 'humidity'])

/**
 * What the frames themselves say of a span: each value as it was recorded, judged by the range that the truck had then.
 * The time between two samples counts by the earlier one; a gap counts for nothing.
 */
export async function summariseReadings(
  frames: AsyncIterable<RecordedFrame>,
  {
    device,
    compartment,
    fromMs,
    toMs,
  }: {
    readonly device: string
    /** null: all */
    readonly compartment: string | null
    readonly fromMs: number
    readonly toMs: number
  },
): Promise<{ readonly frames: number; readonly undecodable: number; readonly compartments: CompartmentSummary[] }> {
  const groups = new Map<string, { group: LayoutGroup; readonly channels: Map<string, Running> }>()
  let count = 0
  let undecodable = 0
  for await (const { decoded, offsetMs } of frames) {
    count++
    if (decoded === undefined) {
      undecodable++
      continue
    }
    for (const section of decoded.sections) {
      if (section.kind !== 'measurements' || section.group.kind !== 'compartment') continue
      if (compartment !== null && section.group.id !== compartment) continue
      const known = groups.get(section.group.id) ?? { group: section.group, channels: new Map<string, Running>() }
      groups.set(section.group.id, known)
      known.group = section.group
      for (const sample of samplesOf(decoded, section, offsetMs)) {
        if (sample.atMs < fromMs || sample.atMs > toMs || !QUANTITIES.has(sample.channel.quantity)) continue
        const running = known.channels.get(sample.channel.id) ?? new Running(sample.channel)
        known.channels.set(sample.channel.id, running)
        running.take(sample, section.group.range, recordIntervalOf(decoded.layout))
      }
    }
  }
  const compartments = [...groups.values()].map(({ group, channels }) => ({
    ...{ device, compartment: group.id, name: group.name, range: group.range ?? null },
    channels: [...channels.values()].map((running) => running.finish()),
  }))
  return { frames: count, undecodable, compartments }
}

export interface ChannelSample {
  readonly channel: LayoutChannel
  readonly atMs: number
  /** null: none that counts */
  readonly value: number | null
}

/** What one section of a frame says, row by row, in UTC. */
export function* samplesOf(
  frame: DecodedFrame,
  { group, measurements }: Extract<DecodedFrame['sections'][number], { kind: 'measurements' }>,
  offsetMs: number,
): Generator<ChannelSample> {
  for (const [row, time] of measurements.times.entries()) {
    const atMs = monotonicAt(frame, time) + offsetMs
    for (const [at, channel] of group.channels.entries()) {
      const integer = measurements.columns[at]?.integers[row] ?? null
      const isGood = measurements.columns[at]?.marks[row] === 'ok'
      yield { channel, atMs, value: integer === null || !isGood ? null : toNumber(integer, channel) }
    }
  }
}

interface Extreme {
  readonly value: number
  readonly atMs: number
}

interface OpenExcursion {
  fromMs: number
  toMs: number
  peakCelsius: number
  samples: number
}

/** One channel while its samples go by in the order of time. */
class Running {
  readonly #channel: LayoutChannel
  readonly #kinetic = new MeanKineticTemperature()
  readonly #excursions: Excursion[] = []
  #samples = 0
  #notGood = 0
  #minimum: Extreme | null = null
  #maximum: Extreme | null = null
  #weighted = 0
  #coveredMs = 0
  #outOfRangeMs = 0
  #longestGapMs = 0
  #excursionCount = 0
  #open: OpenExcursion | undefined
  #last: { readonly atMs: number; readonly value: number; readonly isOut: boolean } | undefined

  constructor(channel: LayoutChannel) {
    this.#channel = channel
  }

  take({ atMs, value }: ChannelSample, range: TemperatureRange | undefined, intervalMs: number): void {
    this.#samples++
    if (value === null) {
      this.#notGood++
      return
    }
    const isOut = this.#channel.quantity === 'temperature' && range !== undefined && isOutOfRange(value, range)
    this.#count(atMs, intervalMs)
    if (this.#minimum === null || value < this.#minimum.value) this.#minimum = { value, atMs }
    if (this.#maximum === null || value > this.#maximum.value) this.#maximum = { value, atMs }
    if (isOut) this.#goOut(atMs, value, range)
    else if (this.#open !== undefined) this.#comeBack(atMs)
    this.#last = { atMs, value, isOut }
  }

  /** The time since the sample before is that sample's. */
  #count(atMs: number, intervalMs: number): void {
    if (this.#last === undefined) return
    const apartMs = atMs - this.#last.atMs
    if (isGap(apartMs, intervalMs)) {
      this.#longestGapMs = Math.max(this.#longestGapMs, apartMs)
      return
    }
    this.#coveredMs += apartMs
    this.#weighted += this.#last.value * apartMs
    if (this.#last.isOut) this.#outOfRangeMs += apartMs
    if (this.#channel.quantity === 'temperature') this.#kinetic.add(this.#last.value, apartMs)
  }

  #goOut(atMs: number, value: number, range: TemperatureRange | undefined): void {
    const open = this.#open ?? { fromMs: atMs, toMs: atMs, peakCelsius: value, samples: 0 }
    const middle = range === undefined ? value : (range.minCelsius + range.maxCelsius) / 2
    if (Math.abs(value - middle) > Math.abs(open.peakCelsius - middle)) open.peakCelsius = value
    open.toMs = atMs
    open.samples++
    this.#open = open
  }

  #comeBack(atMs: number): void {
    if (this.#open === undefined) return
    this.#open.toMs = atMs
    this.#keep()
  }

  #keep(): void {
    if (this.#open === undefined) return
    this.#excursionCount++
    if (this.#excursions.length < EXCURSIONS_TOLD) this.#excursions.push(this.#open)
    this.#open = undefined
  }

  finish(): ChannelSummary {
    this.#keep()
    const { id: channel, source, quantity, unit } = this.#channel
    return {
      ...{ channel, source, quantity, unit, samples: this.#samples, samplesNotGood: this.#notGood },
      ...{ minimum: this.#minimum, maximum: this.#maximum },
      mean: this.#coveredMs === 0 ? (this.#last?.value ?? null) : this.#weighted / this.#coveredMs,
      meanKineticCelsius: this.#kinetic.celsius,
      ...{ coveredMs: this.#coveredMs, outOfRangeMs: this.#outOfRangeMs, longestGapMs: this.#longestGapMs },
      ...{ excursions: this.#excursions, excursionCount: this.#excursionCount },
    }
  }
}
