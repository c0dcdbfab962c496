import { stepOfDayMs } from './fix-clock.ts'
import { type GgaReading, type Position, type RmcReading, readSentence } from './sentence.ts'
import { SentenceFramer } from './sentence-framer.ts'
import { plausibleUtcMs } from './time-trust.ts'
import { TrackFilter, type TruckPlace } from './track-filter.ts'

const DAY_MS = 86_400_000
/** GPS time began then; an earlier date is one of a receiver that knows none. */
const EARLIEST_UTC_MS = Date.UTC(1980, 0, 6)
/** A date or a time of day that does not follow from the one before is believed when so many in a row agree. */
const AGREEING_TO_BELIEVE = 3
const AGREEMENT_MS = 1_500
/** So far back it is no sentence that comes late: recordings are joined, receivers start anew. */
const LATE_MS = 60_000

/** A position that a receiver really measured, once for each time that it did. */
export interface AcceptedFix extends Position {
  /** null: no date is known that can be right */
  readonly utcMs: number | null
  readonly speedKmh: number | null
  readonly place: TruckPlace
}

interface FixReaderCounts {
  readonly sentences: number
  readonly malformed: number
  readonly skippedBytes: number
  readonly accepted: number
  /** that the truck cannot have driven to */
  readonly refused: number
  /** that were said again, or came after a later one */
  readonly repeated: number
  /** measurements that say themselves that there is no fix */
  readonly void: number
}

interface Epoch {
  readonly timeOfDayMs: number
  isVoid: boolean
  rmc: RmcReading | null
  gga: GgaReading | null
  utcMs: number | null
}

/**
 * Reads a recording as the tracker reads a line, at the pace of the recording's own clock: sentences of one time are one
 * measurement, which is no fix as soon as one of them says so.
 */
export class FixReader {
  readonly #framer = new SentenceFramer()
  readonly #filter = new TrackFilter()
  readonly #dates: DateWatch
  #epoch: Epoch | null = null
  /** by the last RMC; GGA may repeat its last position while RMC says void */
  #isVoid = false
  #zdaUtcMs: number | null = null
  #clock: { readonly timeOfDayMs: number; readonly atMs: number } | null = null
  #strays: { readonly timeOfDayMs: number; readonly count: number } | null = null
  #sentences = 0
  #malformed = 0
  #accepted = 0
  #refused = 0
  #repeated = 0
  #void = 0

  /** @param referenceUtcMs dates are of the rollover epoch nearest to it; null: as they stand @param latestUtcMs none is later */
  constructor({
    referenceUtcMs,
    latestUtcMs,
  }: { readonly referenceUtcMs: number | null; readonly latestUtcMs: number }) {
    this.#dates = new DateWatch({ referenceUtcMs, latestUtcMs })
  }

  get counts(): FixReaderCounts {
    return {
      ...{ sentences: this.#sentences, malformed: this.#malformed, skippedBytes: this.#framer.skippedBytes },
      ...{ accepted: this.#accepted, refused: this.#refused, repeated: this.#repeated, void: this.#void },
    }
  }

  push(bytes: Uint8Array): AcceptedFix[] {
    return this.#framer.push(bytes).flatMap((sentence) => this.#take(sentence))
  }

  /** The recording ends: what was begun is complete. */
  end(): AcceptedFix[] {
    return this.#close()
  }

  #take(sentence: string): AcceptedFix[] {
    const reading = readSentence(sentence)
    if (reading === 'malformed') this.#malformed++
    else this.#sentences++
    if (typeof reading === 'string') return []
    if (reading.type === 'ZDA') {
      // it runs on without a fix, and begins no measurement of its own
      this.#zdaUtcMs = reading.utcMs
      return []
    }
    const isVoid = reading.type === 'RMC' ? !reading.active : !reading.hasFix
    if (reading.timeOfDayMs === null) {
      // without a time it belongs to whatever is said now
      if (!isVoid) return []
      if (this.#epoch !== null) this.#epoch.isVoid = true
      this.#isVoid = true
      return this.#close()
    }
    const closed = this.#epoch?.timeOfDayMs === reading.timeOfDayMs ? [] : this.#open(reading.timeOfDayMs)
    const epoch = this.#epoch
    if (epoch === null) return closed
    if (reading.type === 'RMC') {
      this.#isVoid = isVoid
      epoch.rmc ??= reading
      epoch.utcMs ??= reading.utcMs
    } else {
      epoch.gga ??= reading
    }
    epoch.isVoid ||= isVoid
    return closed
  }

  #open(timeOfDayMs: number): AcceptedFix[] {
    const closed = this.#close()
    this.#epoch = { timeOfDayMs, isVoid: false, rmc: null, gga: null, utcMs: null }
    return closed
  }

  #close(): AcceptedFix[] {
    const epoch = this.#epoch
    this.#epoch = null
    if (epoch === null) return []
    const position = epoch.rmc?.position ?? epoch.gga?.position ?? null
    if (epoch.isVoid || position === null || (epoch.rmc === null && this.#isVoid)) {
      this.#void++
      return []
    }
    const atMs = this.#advance(epoch.timeOfDayMs)
    if (atMs === null) {
      this.#repeated++
      return []
    }
    const speedKmh = epoch.rmc?.speedKmh ?? null
    const zdaUtcMs = this.#zdaUtcMs !== null && this.#zdaUtcMs % DAY_MS === epoch.timeOfDayMs ? this.#zdaUtcMs : null
    const utcMs = this.#dates.observe({ utcMs: epoch.utcMs ?? zdaUtcMs, atMs })
    const place = this.#filter.observe({ ...position, atMs, speedKmh })
    if (place === null) {
      this.#refused++
      return []
    }
    this.#accepted++
    return [{ ...position, utcMs, speedKmh, place }]
  }

  /** The recording's own clock, over midnights; null: it does not go on. */
  #advance(timeOfDayMs: number): number | null {
    const clock = this.#clock
    const step = clock === null ? 0 : stepOfDayMs(clock.timeOfDayMs, timeOfDayMs)
    if (clock !== null && step <= 0 && step > -LATE_MS) {
      // a clock that was set back a little goes on steadily from there
      const strays = this.#strays
      const goesOn = strays !== null && stepOfDayMs(strays.timeOfDayMs, timeOfDayMs) > 0
      this.#strays = { timeOfDayMs, count: goesOn ? strays.count + 1 : 1 }
      if (this.#strays.count < AGREEING_TO_BELIEVE) return null
    }
    if (clock !== null && step <= 0) this.#dates.forget()
    this.#strays = null
    const atMs = (clock?.atMs ?? 0) + (step > 0 ? step : DAY_MS)
    this.#clock = { timeOfDayMs, atMs }
    return atMs
  }
}

/** Follows the dates of a recording: one that does not follow from those before must prove itself. */
class DateWatch {
  readonly #referenceUtcMs: number | null
  readonly #latestUtcMs: number
  /** UTC minus the recording's clock */
  #offsetMs: number | null = null
  #other: { readonly offsetMs: number; readonly count: number } | null = null

  constructor({
    referenceUtcMs,
    latestUtcMs,
  }: { readonly referenceUtcMs: number | null; readonly latestUtcMs: number }) {
    this.#referenceUtcMs = referenceUtcMs
    this.#latestUtcMs = latestUtcMs
  }

  observe({ utcMs: said, atMs }: { readonly utcMs: number | null; readonly atMs: number }): number | null {
    const utcMs = said === null ? null : this.#plausible(said)
    if (utcMs !== null) this.#learn(utcMs - atMs)
    return this.#offsetMs === null ? null : atMs + this.#offsetMs
  }

  forget(): void {
    this.#offsetMs = null
    this.#other = null
  }

  #plausible(utcMs: number): number | null {
    if (this.#referenceUtcMs !== null) return plausibleUtcMs(utcMs, this.#referenceUtcMs)
    return utcMs >= EARLIEST_UTC_MS && utcMs <= this.#latestUtcMs ? utcMs : null
  }

  #learn(offsetMs: number): void {
    if (this.#offsetMs !== null && Math.abs(this.#offsetMs - offsetMs) > AGREEMENT_MS) {
      const agrees = this.#other !== null && Math.abs(this.#other.offsetMs - offsetMs) <= AGREEMENT_MS
      this.#other = { offsetMs, count: agrees ? (this.#other?.count ?? 0) + 1 : 1 }
      if (this.#other.count < AGREEING_TO_BELIEVE) return
    }
    this.#other = null
    this.#offsetMs = offsetMs
  }
}
