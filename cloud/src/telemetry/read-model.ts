import type {
  ClockQuality,
  FrameEvent,
  LayoutChannel,
  LinkReport,
  Mark,
  NotRecording,
  Sample,
  TemperatureRange,
} from '@coldrx/protocol'
import type { AlarmQuery } from '../alarms/alarm-reader.ts'
import type { AlarmRecord, Names, OpenAlarm } from '../alarms/alarm-record.ts'
import type { StoredFrame } from '../frames/frame-log.ts'
import type { DecodedFrame } from '../projections/projection.ts'

export interface ChannelSnapshot {
  readonly id: string
  readonly quantity: LayoutChannel['quantity']
  readonly unit: string
  readonly decimals: number
  readonly source: string
  readonly value: number | null
  /** null: no sample yet */
  readonly mark: Mark | null
  readonly atMs: number | null
}

export interface CompartmentSnapshot {
  readonly id: string
  readonly name: Names
  readonly range: TemperatureRange | null
  readonly doorOpen: boolean | null
  readonly defrosting: boolean | null
  readonly alarm: OpenAlarm | null
  readonly channels: readonly ChannelSnapshot[]
}

/** A truck, room or box as its frames tell it, its connection beside. */
export interface TruckSnapshot {
  readonly device: string
  readonly name: string
  readonly kind: 'truck' | 'room' | 'box'
  readonly online: boolean
  readonly onlineSinceMs: number | null
  readonly lastRecordedAtMs: number | null
  readonly frames: number
  /** while in range */
  readonly recordIntervalMs: number
  readonly flags: { readonly broken: number; readonly forks: number; readonly quarantined: number }
  readonly position: {
    readonly latitude: number
    readonly longitude: number
    readonly speedKmh: number | null
    readonly atMs: number
  } | null
  readonly positionMark: Mark | null
  readonly powerOn: boolean | null
  /** by its own word: since when what it measures is not kept, and why; null: nothing of that kind was heard */
  readonly notRecording: NotRecording | null
  readonly compartments: readonly CompartmentSnapshot[]
}

/** What a truck's link carried, as it said at that time. */
export interface ToldLink extends LinkReport {
  readonly toldAtMs: number
}

export type SeriesPoint = readonly [atMs: number, value: number | null, mark: Mark]

/** Of a bucket the least and the greatest good sample; null where there was none. */
export type SeriesBand = readonly [atMs: number, least: number | null, greatest: number | null]

export interface SeriesChannel {
  readonly id: string
  readonly quantity: LayoutChannel['quantity']
  readonly unit: string
  readonly decimals: number
  readonly source: string
  /** of buckets the mean of each, of a switch whether it was on at all */
  readonly points: readonly SeriesPoint[]
  /** of buckets, beside the points */
  readonly band?: readonly SeriesBand[]
}

export interface SeriesGap {
  readonly fromMs: number
  readonly toMs: number
  /** `restart`, `no-sample`, or what the truck itself gave as the reason */
  readonly reason: string
}

export interface Series {
  readonly device: string
  readonly compartment: string
  readonly range: TemperatureRange | null
  readonly recordIntervalMs: number
  readonly channels: readonly SeriesChannel[]
  readonly gaps: readonly SeriesGap[]
  /** undefined: every row is a point */
  readonly bucketMs?: number
  /** of buckets: those shorter than one, which `gaps` leaves out */
  readonly shorterGaps?: { readonly count: number; readonly totalMs: number }
}

export type TrackPoint = readonly [atMs: number, latitude: number, longitude: number, speedKmh: number | null]

export interface Track {
  readonly points: readonly TrackPoint[]
  /** how far apart points of a long span are kept; undefined: every position is one */
  readonly stepMs?: number
}

export interface SpanQuery {
  readonly device: string
  readonly fromMs: number
  /** inclusive */
  readonly toMs: number
}

export type SeriesQuery = SpanQuery & { readonly compartment: string; readonly buckets?: number | undefined }

/** A frame as it is stored, what it says, and where that is in time. */
export interface RecordedFrame {
  readonly stored: StoredFrame
  /** undefined: the bytes are no frame, or their layout is not known */
  readonly decoded: DecodedFrame | undefined
  /** UTC of a row or event is its monotonic time and this */
  readonly offsetMs: number
}

export interface FrameRun {
  readonly device: string
  readonly epoch: string
  /** both inclusive */
  readonly fromN: number
  readonly toN: number
}

export interface PlacedFrame {
  readonly n: number
  readonly offsetMs: number
  readonly atMs: number
}

/** Something that a device told besides numbers. */
export interface TruckEvent {
  /** the frame that carries it, and the place in there */
  readonly id: string
  readonly atMs: number
  /** where it stands among the others: a restart does not come before the end that it followed */
  readonly orderMs: number
  readonly code: string
  /** compartment, probe, input, stop or document; '' for the device */
  readonly subject: string
  readonly detail: FrameEvent['detail']
}

export interface Changes {
  /** give it to `changesSince` to go on from here; opaque, never empty */
  readonly cursor: string
  readonly trucks: readonly TruckSnapshot[]
  readonly alarms: readonly AlarmRecord[]
  /** ids of alarms that are no more: a late frame joined them to others, or moved where they begin */
  readonly removedAlarms: readonly string[]
}

/** An `up/live` message of a known device: provisional, never evidence. */
export interface Hint {
  readonly device: string
  readonly atMs: number
  readonly clock: ClockQuality
  readonly samples: Readonly<Record<string, Sample>>
  readonly outOfRangeSinceMs: Readonly<Record<string, number | null>>
}

export interface TruckPage {
  readonly limit: number
  /** the last device of the page before */
  readonly after: string | undefined
  /** of these alone; undefined: of all */
  readonly devices: ReadonlySet<string> | undefined
}

/** What screens read. Every answer follows from committed frames, apart from `online`, `notRecording` and `link`. */
export interface ReadModel {
  /** by device; of a page one more than it holds, where there is one */
  trucks(page?: TruckPage): Promise<{ readonly cursor: string; readonly trucks: readonly TruckSnapshot[] }>
  truck(device: string): Promise<{ readonly cursor: string; readonly truck: TruckSnapshot } | undefined>
  /** null: it has not said since this process listens. undefined: no such device. */
  link(device: string): Promise<ToldLink | null | undefined>
  /** At most `buckets` points a channel; left out: every row. undefined: no such device or compartment. */
  series(query: SeriesQuery): Promise<Series | undefined>
  /** Thinned where the span is long. undefined: no such device. */
  track(query: SpanQuery): Promise<Track | undefined>
  /** What it told, newest first, anchors of its clock apart. undefined: no such device. */
  events(query: SpanQuery): Promise<readonly TruckEvent[] | undefined>
  /** The frames of the span in the order of time, with the one before it, whose rows may reach into it, and the one after it. */
  recorded(query: SpanQuery): AsyncIterable<RecordedFrame>
  /** Frames of a run of numbers whose own clock was not good, as they are placed now: later anchors may place them elsewhere. */
  unsureFrames(run: FrameRun): Promise<readonly PlacedFrame[]>
  /** the very bytes of a layout document, by its hash */
  layoutDocument(hash: string): Promise<Uint8Array | undefined>
  /** newest first, all where no limit is given */
  alarms(query: AlarmQuery): Promise<readonly AlarmRecord[]>
  /**
   * Everything changed since that cursor (more than that is possible, less is not). It may have been given by another
   * instance, or before a restart: who is connected is not known from then, so all trucks are told, and of the alarms
   * what changed. For a cursor from before everything was derived again: the open alarms, all that were ever told of
   * since, and the newest.
   */
  changesSince(cursor: string): Promise<Changes>
  /** Called after each commit and each change of a connection. The answer ends it. */
  onChange(listener: (changes: Changes) => void): () => void
  /** Called for each live hint. The answer ends it. */
  onHint(listener: (hint: Hint) => void): () => void
  /** For /api/health: frames of the log, position reached by each projection. */
  health(): Promise<{ readonly frames: number; readonly cursors: Readonly<Record<string, number>> }>
}
