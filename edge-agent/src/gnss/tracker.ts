import type { ChannelSample } from '../sampling/tick.ts'
import { type Position, readSentence } from './sentence.ts'
import { SentenceFramer } from './sentence-framer.ts'
import { TimeTrust } from './time-trust.ts'

const POSITION_DECIMALS = 5
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
}

/** What the bytes of a receiver say about now. Holds no line and no timer. */
export class GnssTracker {
  readonly #framer = new SentenceFramer()
  readonly #time: TimeTrust
  readonly #staleMs: number
  #position: (Position & { readonly atMs: number }) | null = null
  #speed: { readonly kmh: number; readonly atMs: number } | null = null
  #voidRmcAtMs: number | null = null
  #sentences = 0
  #malformed = 0

  constructor({ staleMs, referenceUtcMs }: { readonly staleMs: number; readonly referenceUtcMs: number }) {
    this.#staleMs = staleMs
    this.#time = new TimeTrust({ referenceUtcMs, staleMs })
  }

  get counts(): GnssCounts {
    return { sentences: this.#sentences, malformed: this.#malformed, skippedBytes: this.#framer.skippedBytes }
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
    const speed = position !== null && this.#speed !== null && isFresh(this.#speed.atMs) ? this.#speed : null
    return {
      latitude: position === null ? VOID : toSample(position.latitude, POSITION_DECIMALS),
      longitude: position === null ? VOID : toSample(position.longitude, POSITION_DECIMALS),
      speed: speed === null ? VOID : toSample(speed.kmh, 0),
      utcMs: position === null ? null : this.#time.utcAt(monotonicMs),
    }
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
          this.#lose()
          return
        }
        this.#voidRmcAtMs = null
        if (reading.position !== null) this.#position = { ...reading.position, atMs }
        if (reading.speedKmh !== null) this.#speed = { kmh: reading.speedKmh, atMs }
        if (reading.utcMs !== null) this.#time.observe(reading.utcMs, atMs)
        return
      case 'GGA':
        if (!reading.hasFix) this.#lose()
        // a receiver that says "void" in RMC may still repeat its last position in GGA
        else if (reading.position !== null && !this.#isVoid(atMs)) this.#position = { ...reading.position, atMs }
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

  #lose(): void {
    this.#position = null
    this.#speed = null
    this.#time.reset()
  }

  #isVoid(atMs: number): boolean {
    return this.#voidRmcAtMs !== null && atMs - this.#voidRmcAtMs <= this.#staleMs
  }
}

function toSample(value: number, decimals: number): ChannelSample {
  // + 0: −0 would not survive a frame
  return { integer: Math.round(value * 10 ** decimals) + 0, mark: 'ok' }
}
