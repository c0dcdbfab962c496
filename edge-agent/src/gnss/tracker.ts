import type { ChannelSample, TrackSample } from '../sampling/tick.ts'
import { FixClock } from './fix-clock.ts'
import { type GgaReading, type Position, type RmcReading, readSentence } from './sentence.ts'
import { SentenceFramer } from './sentence-framer.ts'
import { TimeTrust } from './time-trust.ts'
import { DRIVES_FROM_KMH, FASTEST_KMH, TrackFilter, type TruckPlace } from './track-filter.ts'

const POSITION_DECIMALS = 5
/** Sentences of one measurement come within this time; later, the receiver repeats what it knew. */
const SAME_MEASUREMENT_MS = 1_500
/** Ticks take them more often; a track that nobody takes must not grow for ever. */
const MOST_TRACK_POINTS = 600
const VOID: ChannelSample = { integer: null, mark: 'void' }

export interface GnssSnapshot {
  readonly latitude: ChannelSample
  readonly longitude: ChannelSample
  readonly speed: ChannelSample
  readonly utcMs: number | null
}

export interface GnssCounts {
  readonly sentences: number
  readonly malformed: number
  readonly skippedBytes: number
  /** positions that the truck cannot have driven to */
  readonly refusedFixes: number
}

/** What the bytes of a receiver say about now. Holds no line and no timer. */
export class GnssTracker {
  readonly #framer = new SentenceFramer()
  readonly #time: TimeTrust
  readonly #staleMs: number
  readonly #trackUnitMs: number
  readonly #filter: TrackFilter
  readonly #clock = new FixClock()
  #position: (Position & { readonly atMs: number; readonly mark: 'ok' | 'range' }) | null = null
  #place: TruckPlace | null = null
  #rmcAtMs: number | null = null
  #measured: { readonly timeOfDayMs: number; readonly firstAtMs: number } | null = null
  #track: TrackSample[] = []
  #refusedFixes = 0
  #speed: { readonly kmh: number; readonly atMs: number } | null = null
  #voidRmcAtMs: number | null = null
  #sentences = 0
  #malformed = 0

  constructor({
    staleMs,
    referenceUtcMs,
    trackUnitMs = 1_000,
    fastestKmh = FASTEST_KMH,
  }: {
    readonly staleMs: number
    readonly referenceUtcMs: number
    /** the times of a track are whole multiples of it */
    readonly trackUnitMs?: number
    readonly fastestKmh?: number
  }) {
    this.#staleMs = staleMs
    this.#trackUnitMs = trackUnitMs
    this.#filter = new TrackFilter({ fastestKmh })
    this.#time = new TimeTrust({ referenceUtcMs, staleMs })
  }

  get counts(): GnssCounts {
    return {
      sentences: this.#sentences,
      malformed: this.#malformed,
      skippedBytes: this.#framer.skippedBytes,
      refusedFixes: this.#refusedFixes,
    }
  }

  receive(bytes: Uint8Array, monotonicMs: number): void {
    for (const sentence of this.#framer.push(bytes)) this.#take(sentence, monotonicMs)
  }

  /** The line was lost: nothing of before it may be joined to what comes after. */
  restart(): void {
    this.#framer.reset()
    this.#time.reset()
  }

  at(monotonicMs: number): GnssSnapshot {
    const isFresh = (atMs: number): boolean => monotonicMs - atMs <= this.#staleMs
    const position = this.#position !== null && isFresh(this.#position.atMs) ? this.#position : null
    return {
      latitude: position === null ? VOID : toSample(position.latitude, POSITION_DECIMALS, position.mark),
      longitude: position === null ? VOID : toSample(position.longitude, POSITION_DECIMALS, position.mark),
      speed: position === null ? VOID : this.#speedAt(monotonicMs, position.mark === 'ok' ? this.#parkedPlace : null),
      utcMs: position === null ? null : this.#time.utcAt(monotonicMs),
    }
  }

  /** Where the truck is by the filter over all fixes; null: not known now. */
  placeAt(monotonicMs: number): TruckPlace | null {
    return this.#place !== null && monotonicMs - this.#place.atMs <= this.#staleMs ? this.#place : null
  }

  /** The accepted fixes up to that time which were not taken yet, one for each unit of time, oldest first. */
  takeTrack(throughMs: number): readonly TrackSample[] {
    const taken = this.#track.filter(({ atMs }) => atMs <= throughMs)
    this.#track = this.#track.slice(taken.length)
    return taken
  }

  #take(sentence: string, atMs: number): void {
    const reading = readSentence(sentence)
    if (reading === 'malformed') this.#malformed++
    else this.#sentences++
    if (typeof reading === 'string') return
    switch (reading.type) {
      case 'RMC':
        if (!reading.active) {
          this.#voidRmcAtMs = atMs
          this.#lose(atMs)
          return
        }
        this.#voidRmcAtMs = null
        if (this.#isRepeated(reading.timeOfDayMs, atMs)) return
        if (reading.speedKmh !== null) this.#speed = { kmh: reading.speedKmh, atMs }
        if (reading.position !== null) {
          this.#rmcAtMs = atMs
          this.#locate(reading.position, atMs, this.#follow(reading.position, reading, atMs))
        }
        if (reading.utcMs !== null) this.#time.observe(reading.utcMs, atMs)
        return
      case 'GGA':
        if (!reading.hasFix) this.#lose(atMs)
        // a receiver that says "void" in RMC may still repeat its last position in GGA
        else if (reading.position !== null && !this.#isVoid(atMs) && !this.#isRepeated(reading.timeOfDayMs, atMs))
          this.#takeGga(reading.position, reading, atMs)
        return
      case 'ZDA':
        // ZDA has no status of its own and runs on without a fix
        if (reading.utcMs !== null && this.#position !== null && atMs - this.#position.atMs <= this.#staleMs) {
          this.#time.observe(reading.utcMs, atMs)
        }
        return
      default:
        reading satisfies never
    }
  }

  /** The same measurement as RMC's, which has the speed too: the filter follows it only where no RMC comes. */
  #takeGga(position: Position, reading: GgaReading, atMs: number): void {
    const repeatsRmc = this.#rmcAtMs !== null && atMs - this.#rmcAtMs <= this.#staleMs
    const isAccepted = repeatsRmc
      ? this.#filter.fits(position, this.#clock.timeOf(reading.timeOfDayMs, atMs))
      : this.#follow(position, reading, atMs)
    this.#locate(position, atMs, isAccepted)
  }

  #follow(position: Position, reading: RmcReading | GgaReading, atMs: number): boolean {
    const speedKmh = reading.type === 'RMC' ? reading.speedKmh : null
    const clockMs = this.#clock.advance(reading.timeOfDayMs, atMs)
    const place = this.#filter.observe({ ...position, atMs: clockMs, speedKmh })
    if (place === null) this.#refusedFixes++
    else this.#place = { ...place, atMs }
    return place !== null
  }

  /** null: it moves, or nothing is known */
  get #parkedPlace(): TruckPlace | null {
    return this.#place?.isParked === true ? this.#place : null
  }

  #speedAt(atMs: number, parked: TruckPlace | null): ChannelSample {
    if (this.#speed === null || atMs - this.#speed.atMs > this.#staleMs) return VOID
    // what creeps by the receiver's word stands by all its words together
    return toSample(parked !== null && this.#speed.kmh < DRIVES_FROM_KMH ? 0 : this.#speed.kmh, 0)
  }

  /**
   * As received; while the truck is parked, as received when it stopped: a receiver at rest wanders by metres. A place
   * that the truck cannot have driven to is kept as evidence, and marked.
   */
  #locate(received: Position, atMs: number, isAccepted: boolean): void {
    const parked = isAccepted ? this.#parkedPlace : null
    const { latitude, longitude } = parked ?? received
    const position = { latitude, longitude }
    this.#position = { ...position, atMs, mark: isAccepted ? 'ok' : 'range' }
    if (!isAccepted) {
      this.#dropTrackAfter(atMs)
      return
    }
    const trackMs = Math.ceil(atMs / this.#trackUnitMs) * this.#trackUnitMs
    // of several in one unit a tick at its end would see the last
    if (this.#track.at(-1)?.atMs === trackMs) this.#track.pop()
    this.#track.push({ ...rounded(position), atMs: trackMs, speed: this.#speedAt(atMs, parked) })
    if (this.#track.length > MOST_TRACK_POINTS) this.#track.shift()
  }

  /** A tick at the end of this unit of time will see something else. */
  #dropTrackAfter(atMs: number): void {
    if ((this.#track.at(-1)?.atMs ?? 0) > atMs) this.#track.pop()
  }

  #lose(atMs: number): void {
    this.#dropTrackAfter(atMs)
    this.#position = null
    this.#place = null
    this.#speed = null
    this.#time.reset()
  }

  /** A receiver that hangs says its last position for ever, at the time when it had it. */
  #isRepeated(timeOfDayMs: number | null, atMs: number): boolean {
    if (timeOfDayMs === null) return false
    if (this.#measured?.timeOfDayMs !== timeOfDayMs) this.#measured = { timeOfDayMs, firstAtMs: atMs }
    return atMs - this.#measured.firstAtMs > SAME_MEASUREMENT_MS
  }

  #isVoid(atMs: number): boolean {
    return this.#voidRmcAtMs !== null && atMs - this.#voidRmcAtMs <= this.#staleMs
  }
}

function toSample(value: number, decimals: number, mark: 'ok' | 'range' = 'ok'): ChannelSample {
  // + 0: −0 would not survive a frame
  return { integer: Math.round(value * 10 ** decimals) + 0, mark }
}

/** As the wire holds it. */
function rounded({ latitude, longitude }: Position): Position {
  const scale = 10 ** POSITION_DECIMALS
  return { latitude: Math.round(latitude * scale) / scale, longitude: Math.round(longitude * scale) / scale }
}
