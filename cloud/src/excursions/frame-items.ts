import { isOutOfRange, type LayoutGroup, type TemperatureRange, toNumber } from '@coldrx/protocol'
import { recordIntervalOf } from '../projections/layouts.ts'
import { isGoodClock } from '../projections/own-clock.ts'
import { type DecodedFrame, monotonicAt } from '../projections/projection.ts'

/** What stays the same of a row or event wherever a later anchor moves it in time. */
export interface Origin {
  readonly epoch: string
  readonly n: number
  readonly monotonicMs: number
}

interface Base {
  readonly atMs: number
  readonly origin: Origin
}

export interface ProbeReading {
  readonly source: string
  /** null: not read, or not believed */
  readonly celsius: number | null
}

/** What a frame says at one moment. Times are UTC. */
export type FrameItem = Base &
  (
    | {
        readonly kind: 'compartment'
        readonly compartment: string
        readonly boot: string
        readonly range: TemperatureRange | undefined
        readonly recordIntervalMs: number
        readonly probes: readonly ProbeReading[]
        readonly humidityPercent: readonly number[]
        readonly doorOpen: boolean | null
      }
    | {
        readonly kind: 'vehicle'
        readonly position: { readonly latitude: number; readonly longitude: number } | null
        readonly speedKmh: number | null
        readonly powerOn: boolean | null
      }
    | {
        readonly kind: 'event'
        readonly code: string
        readonly subject: string
        readonly detail: Readonly<Record<string, string | number | boolean | null>>
        /** that the subject is, or measures */
        readonly compartment: string | null
        readonly range: TemperatureRange | undefined
      }
    | { readonly kind: 'frame'; readonly hasGoodClock: boolean; readonly opensEpoch: boolean }
  )

/** Everything of a frame, in the order of time. */
export function itemsOf(frame: DecodedFrame, offsetMs: number): FrameItem[] {
  const { epoch, n, header, layout, sections } = frame
  const base = (monotonicMs: number): Base => ({
    atMs: monotonicMs + offsetMs,
    origin: { epoch, n, monotonicMs },
  })
  const items: FrameItem[] = [
    {
      ...base(header.monotonicMs),
      kind: 'frame',
      hasGoodClock: isGoodClock(header.clock),
      opensEpoch: sections.some(({ kind }) => kind === 'opening'),
    },
  ]
  const recordIntervalMs = recordIntervalOf(layout)
  for (const section of sections) {
    if (section.kind === 'events') {
      for (const { time, code, subject, detail } of section.events) {
        const group = compartmentOf(layout.groups, subject)
        items.push({
          ...base(monotonicAt(frame, time)),
          ...{ kind: 'event', code, subject, detail, compartment: group?.id ?? null, range: group?.range },
        })
      }
    } else if (section.kind === 'measurements') {
      const { group, measurements } = section
      measurements.times.forEach((time, row) => {
        const readingOf = (channel: LayoutGroup['channels'][number], at: number): number | null => {
          const integer = measurements.columns[at]?.integers[row] ?? null
          return integer === null || measurements.columns[at]?.marks[row] !== 'ok' ? null : toNumber(integer, channel)
        }
        const read = group.channels.map((channel, at) => ({ channel, value: readingOf(channel, at) }))
        const first = (quantity: string): number | null =>
          read.find(({ channel }) => channel.quantity === quantity)?.value ?? null
        const at = base(monotonicAt(frame, time))
        if (group.kind === 'vehicle') {
          const [latitude, longitude, power] = [first('latitude'), first('longitude'), first('power')]
          items.push({
            ...at,
            kind: 'vehicle',
            position: latitude === null || longitude === null ? null : { latitude, longitude },
            speedKmh: first('speed'),
            powerOn: power === null ? null : power !== 0,
          })
          return
        }
        const door = first('door')
        items.push({
          ...at,
          ...{ kind: 'compartment', compartment: group.id, boot: `${epoch} ${header.boot}`, range: group.range },
          recordIntervalMs,
          probes: read.flatMap(({ channel, value }) =>
            channel.quantity === 'temperature' ? [{ source: channel.source, celsius: value }] : [],
          ),
          humidityPercent: read.flatMap(({ channel, value }) =>
            channel.quantity === 'humidity' && value !== null ? [value] : [],
          ),
          doorOpen: door === null ? null : door !== 0,
        })
      })
    }
  }
  return items.sort(inTime)
}

/** Items of one moment stand as their frame has them. */
export function inTime(left: FrameItem, right: FrameItem): number {
  return (
    left.atMs - right.atMs ||
    (left.origin.epoch < right.origin.epoch ? -1 : left.origin.epoch > right.origin.epoch ? 1 : 0) ||
    left.origin.n - right.origin.n
  )
}

function compartmentOf(groups: readonly LayoutGroup[], subject: string): LayoutGroup | undefined {
  const compartments = groups.filter(({ kind }) => kind === 'compartment')
  return (
    compartments.find(({ id }) => id === subject) ??
    compartments.find(({ channels }) =>
      channels.some(({ source, quantity }) => source === subject && quantity === 'temperature'),
    )
  )
}

/** Whether a value that the truck names lies outside, and on which side of the range. */
export function sideOf(celsius: number, range: TemperatureRange): 'above' | 'below' | null {
  if (!isOutOfRange(celsius, range)) return null
  return celsius > range.maxCelsius ? 'above' : 'below'
}
