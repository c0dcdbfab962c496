import { type Layout, type LayoutGroup, type Mark, toNumber } from '@coldrx/protocol'
import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'
import type { Sql } from '../lib/sql.ts'
import { decodeWith, toLogged } from '../projections/decoding.ts'
import { type LayoutReader, recordIntervalOf } from '../projections/layouts.ts'
import { type DecodedFrame, monotonicAt } from '../projections/projection.ts'
import { findGaps, type GapEvent, type RecordedStretch } from './gaps.ts'
import { type FramePlace, PlacementReader } from './placement/placement-reader.ts'
import { positionsOf } from './positions.ts'
import type {
  FrameRun,
  PlacedFrame,
  RecordedFrame,
  Series,
  SeriesChannel,
  SeriesGap,
  SeriesPoint,
  SeriesQuery,
  SpanQuery,
  Track,
  TrackPoint,
  TruckEvent,
} from './read-model.ts'
import { inBuckets } from './roll-ups/in-buckets.ts'
import { RollUpReader } from './roll-ups/roll-up-reader.ts'

interface Placed {
  readonly frame: DecodedFrame
  readonly offsetMs: number
}

/** Longer spans are drawn from roll-ups, not from each frame. */
export const LONGEST_RAW_MS = 7 * 24 * 3_600_000

const isLong = ({ fromMs, toMs }: SpanQuery): boolean => toMs - fromMs > LONGEST_RAW_MS

/** So many frames are decoded before other work gets its turn. */
const FRAMES_PER_TURN = 32

/** Curves and tracks, decoded from the frames of the span on demand: every value as it was recorded. */
export class SeriesReader {
  readonly #frames: FrameReader
  readonly #layouts: LayoutReader
  readonly #placement: PlacementReader
  readonly #rollUps: RollUpReader

  constructor({
    sql,
    frames,
    layouts,
  }: { readonly sql: Sql; readonly frames: FrameReader; readonly layouts: LayoutReader }) {
    this.#placement = new PlacementReader(sql)
    this.#frames = frames
    this.#layouts = layouts
    this.#rollUps = new RollUpReader({ sql, layouts })
  }

  async series(query: SeriesQuery, layout: Layout): Promise<Series | undefined> {
    const { device, compartment, fromMs, toMs, buckets } = query
    const current = layout.groups.find(({ id, kind }) => id === compartment && kind === 'compartment')
    if (current === undefined) return undefined
    if (buckets !== undefined && isLong(query)) return this.#rollUps.series({ ...query, buckets }, current, layout)
    const recordIntervalMs = recordIntervalOf(layout)
    const curves = new Curves(current)
    const stretches: RecordedStretch[] = []
    const events: GapEvent[] = []
    for await (const { frame, offsetMs } of this.#decoded(query)) {
      const boot = `${frame.epoch} ${frame.header.boot}`
      for (const section of frame.sections) {
        if (section.kind === 'events') {
          for (const { code, time, detail } of section.events) {
            if (code !== 'gap' && code !== 'lost') continue
            const reason = typeof detail.reason === 'string' ? detail.reason : code
            events.push({ atMs: monotonicAt(frame, time) + offsetMs, reason })
          }
        } else if (section.kind === 'measurements' && section.group.id === compartment) {
          const { times, columns } = section.measurements
          times.forEach((time, row) => {
            const atMs = monotonicAt(frame, time) + offsetMs
            stretches.push({ fromMs: atMs, toMs: atMs, boot })
            if (atMs < fromMs || atMs > toMs) return
            section.group.channels.forEach((channel, at) => {
              const integer = columns[at]?.integers[row] ?? null
              const value = integer === null ? null : toNumber(integer, channel)
              curves.add(channel, [atMs, value, columns[at]?.marks[row] ?? 'invalid'])
            })
          })
        }
      }
    }
    const channels = curves.finish()
    const series: Series = {
      ...{ device, compartment, recordIntervalMs, channels },
      range: current.range ?? null,
      gaps: gapsWithin(query, findGaps({ stretches, events, recordIntervalMs })),
    }
    const isTooMany = channels.some(({ points }) => buckets !== undefined && points.length > buckets)
    return buckets === undefined || !isTooMany ? series : inBuckets(series, { ...query, buckets })
  }

  async track(query: SpanQuery, layout: Layout | undefined): Promise<Track> {
    if (isLong(query)) return layout === undefined ? { points: [] } : this.#rollUps.track(query, layout)
    const points: TrackPoint[] = []
    for await (const { frame, offsetMs } of this.#decoded(query)) {
      for (const { monotonicMs, latitude, longitude, speedKmh } of positionsOf(frame)) {
        const atMs = monotonicMs + offsetMs
        if (atMs >= query.fromMs && atMs <= query.toMs) points.push([atMs, latitude, longitude, speedKmh])
      }
    }
    return { points: points.sort(([left], [right]) => left - right) }
  }

  async events({ fromMs, toMs, device }: SpanQuery): Promise<readonly TruckEvent[]> {
    const told: (Omit<TruckEvent, 'orderMs'> & { readonly epoch: string; readonly boot: number })[] = []
    for await (const { frame, offsetMs } of this.#decoded({ device, fromMs, toMs })) {
      const { epoch, header, sections } = frame
      for (const [at, section] of sections.entries()) {
        if (section.kind !== 'events') continue
        for (const [of, { time, ...event }] of section.events.entries()) {
          const id = `${epoch}.${padded(header.n)}.${at}.${padded(of)}`
          told.push({ ...event, id, epoch, boot: header.boot, atMs: monotonicAt(frame, time) + offsetMs })
        }
      }
    }
    const order = new OrderOfBoots()
    return told
      .sort((left, right) => (left.id < right.id ? -1 : 1))
      .map(({ epoch, boot, ...event }) => ({ ...event, orderMs: order.momentOf(epoch, boot, event.atMs) }))
      .filter(({ code, atMs }) => code !== 'anchor' && atMs >= fromMs && atMs <= toMs)
      .sort((left, right) => right.orderMs - left.orderMs || (left.id < right.id ? 1 : -1))
  }

  async *#decoded(query: SpanQuery): AsyncGenerator<Placed> {
    for await (const { decoded, offsetMs } of this.recorded(query))
      if (decoded !== undefined) yield { frame: decoded, offsetMs }
  }

  unsureFrames(run: FrameRun): Promise<readonly PlacedFrame[]> {
    return this.#placement.unsure(run)
  }

  /** Also those that cannot be decoded: they are evidence all the same. */
  async *recorded(query: SpanQuery): AsyncGenerator<RecordedFrame> {
    const placed = await this.#placement.around(query)
    const layouts = await this.#layouts.getAll(placed.map(({ layout }) => layout))
    for (let from = 0; from < placed.length; from += FRAMES_PER_TURN) {
      for (const run of consecutive(placed.slice(from, from + FRAMES_PER_TURN))) {
        const [first] = run
        if (first === undefined) continue
        const stored = await this.#frames.frames(query.device, first.epoch, first.n, first.n + run.length - 1)
        for (const [at, frame] of stored.entries()) {
          const decoded = decode(frame, layouts.get(run[at]?.layout ?? ''))
          yield { stored: frame, decoded, offsetMs: run[at]?.offsetMs ?? 0 }
        }
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

/** The clocks that two boots were placed by differ by less. */
const CLOCKS_DIFFER_MS = 5_000

/** What a boot told comes behind what the one before it told, also where their clocks differ by a little. */
class OrderOfBoots {
  readonly #epochs = new Map<string, { boot: number; beforeMs: number; newestMs: number }>()

  /** To be asked in the order in which it was told. */
  momentOf(epoch: string, boot: number, atMs: number): number {
    const known = this.#epochs.get(epoch) ?? { boot, beforeMs: Number.NEGATIVE_INFINITY, newestMs: atMs }
    this.#epochs.set(epoch, known)
    if (boot > known.boot) {
      known.boot = boot
      known.beforeMs = known.newestMs
    }
    const isBehind = atMs < known.beforeMs && known.beforeMs - atMs <= CLOCKS_DIFFER_MS
    known.newestMs = Math.max(known.newestMs, atMs)
    return isBehind ? known.beforeMs : atMs
  }
}

/** Ids sort as their numbers do. */
const padded = (count: number): string => String(count).padStart(10, '0')

function decode(stored: StoredFrame, layout: Layout | undefined): DecodedFrame | undefined {
  const logged = toLogged(stored)
  if (layout === undefined || logged.frame === undefined) return undefined
  const decoded = decodeWith(logged, logged.frame, layout)
  return typeof decoded === 'string' ? undefined : decoded
}

/** Of a gap that reaches over an end of the span only the part within. */
function gapsWithin({ fromMs, toMs }: SpanQuery, gaps: readonly SeriesGap[]): SeriesGap[] {
  return gaps.flatMap((gap) =>
    gap.toMs <= fromMs || gap.fromMs >= toMs
      ? []
      : [{ ...gap, fromMs: Math.max(gap.fromMs, fromMs), toMs: Math.min(gap.toMs, toMs) }],
  )
}

/** Runs of one epoch with ascending numbers without holes: each is one read. */
function consecutive(placed: readonly FramePlace[]): FramePlace[][] {
  const runs: FramePlace[][] = []
  for (const frame of placed) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run !== undefined && last?.epoch === frame.epoch && last.n + 1 === frame.n) run.push(frame)
    else runs.push([frame])
  }
  return runs
}

/** Points by channel; the channels of the current layout first, those that it has no more behind them. */
class Curves {
  readonly #channels = new Map<string, { readonly channel: LayoutGroup['channels'][number]; points: SeriesPoint[] }>()

  constructor(group: LayoutGroup) {
    for (const channel of group.channels) this.#channels.set(channel.id, { channel, points: [] })
  }

  add(channel: LayoutGroup['channels'][number], point: readonly [number, number | null, Mark]): void {
    const curve = this.#channels.get(channel.id) ?? { channel, points: [] }
    this.#channels.set(channel.id, curve)
    curve.points.push(point)
  }

  finish(): SeriesChannel[] {
    return [...this.#channels.values()].map(({ channel: { id, quantity, unit, decimals, source }, points }) => ({
      ...{ id, quantity, unit, decimals, source },
      points: points.sort(([left], [right]) => left - right),
    }))
  }
}
