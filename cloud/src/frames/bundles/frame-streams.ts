import {
  CLOCK_QUALITIES,
  type ColumnSamples,
  carriesValue,
  decodeFrame,
  decodeMeasurements,
  derivedSeed,
  encodeFrame,
  encodeMeasurements,
  equalBytes,
  type Frame,
  fromHex,
  type LayoutGroup,
  LIMITS,
  MARKS,
  type Mark,
  type Measurements,
  ProtocolError,
  SEAL_BYTES,
  SEED_BYTES,
  toHex,
} from '@coldrx/protocol'
import type { StreamReader, StreamWriter } from './streams.ts'

export interface FrameName {
  readonly device: string
  readonly epoch: string
  readonly n: number
}

const AS_BYTES = 0
const TAKEN_APART = 1
const LAYOUT_BYTES = 8
/** of the flags */
const IS_PROMPT = 4
const IS_SEALED = 8
const HAS_DERIVED_SEED = 16

/** Of a section only the number of channels is asked for. */
const groupOf = (channels: number): LayoutGroup =>
  ({ channels: Array.from({ length: channels }, () => ({})) }) as unknown as LayoutGroup

interface ShreddedSection {
  readonly channels: number
  readonly measurements: Measurements
}

/**
 * Frames as their numbers, side by side with those of their neighbours. A frame, or a section of one, that our encoder
 * would write in other bytes than those that came is kept as it came.
 */
export class FrameShredder {
  readonly #streams: StreamWriter
  readonly #channels = new Map<number, number>()
  #layout = ''
  /** the last seed that derives from none before it */
  #drawnSeed: Uint8Array | undefined

  constructor(streams: StreamWriter) {
    this.#streams = streams
  }

  add(bytes: Uint8Array, name: FrameName): void {
    const frame = readFrame(bytes, name)
    if (frame === undefined) {
      this.#streams.integer('form', AS_BYTES)
      this.#streams.text(bytes)
      return
    }
    this.#streams.integer('form', TAKEN_APART)
    const { header, seed, sections, seal } = frame
    const isDerived = this.#drawnSeed !== undefined && equalBytes(derivedSeed(this.#drawnSeed, name.n), seed)
    const flags = (header.prompt ? IS_PROMPT : 0) | (seal === undefined ? 0 : IS_SEALED)
    const derived = isDerived ? HAS_DERIVED_SEED : 0
    this.#streams.integer('flags', CLOCK_QUALITIES.indexOf(header.clock) | flags | derived)
    this.#streams.integer('boot', header.boot)
    this.#streams.integer('monotonic', header.monotonicMs)
    this.#streams.integer('wall', header.wallMs - header.monotonicMs)
    this.#streams.integer('layout', header.layout === this.#layout ? 0 : 1)
    if (header.layout !== this.#layout) this.#streams.text(fromHex(header.layout))
    this.#layout = header.layout
    this.#streams.integer('sections', sections.length)
    for (const section of sections) this.#addSection(section)
    if (!isDerived) {
      this.#streams.noise(seed)
      this.#drawnSeed = seed
    }
    if (seal !== undefined) this.#streams.noise(seal)
  }

  #addSection(body: Uint8Array): void {
    const id = body[0] ?? 0
    const shredded = id < LIMITS.groups ? this.#shred(body, id) : undefined
    this.#streams.integer('section', id)
    this.#streams.integer(`${id}channels`, shredded?.channels ?? -1)
    if (shredded === undefined) this.#streams.text(body.subarray(1))
    else addMeasurements(this.#streams, id, shredded.measurements)
  }

  /** The layout is not asked: with the right number of channels, and hardly with another, the same bytes come out again. */
  #shred(body: Uint8Array, id: number): ShreddedSection | undefined {
    const known = this.#channels.get(id)
    const counts = Array.from({ length: LIMITS.channels + 1 }, (_, channels) => channels)
    for (const channels of known === undefined ? counts : [known, ...counts]) {
      const measurements = decodedAlike(body, channels)
      if (measurements === undefined) continue
      this.#channels.set(id, channels)
      return { channels, measurements }
    }
    return undefined
  }
}

export class FrameAssembler {
  readonly #streams: StreamReader
  #layout = ''
  #drawnSeed: Uint8Array = new Uint8Array()

  constructor(streams: StreamReader) {
    this.#streams = streams
  }

  next({ device, epoch, n }: FrameName): Uint8Array {
    if (this.#streams.integer('form') === AS_BYTES) return this.#streams.text()
    const flags = this.#streams.integer('flags')
    const boot = this.#streams.integer('boot')
    const monotonicMs = this.#streams.integer('monotonic')
    const wallMs = this.#streams.integer('wall') + monotonicMs
    if (this.#streams.integer('layout') === 1) this.#layout = toHex(this.#streams.text().subarray(0, LAYOUT_BYTES))
    const sections = Array.from({ length: this.#streams.integer('sections') }, () => this.#section())
    return encodeFrame({
      header: {
        ...{ device, epoch, n, boot, monotonicMs, wallMs, layout: this.#layout },
        clock: CLOCK_QUALITIES[flags & 3] ?? 'none',
        prompt: (flags & IS_PROMPT) !== 0,
      },
      sections,
      seed: this.#seed(n, (flags & HAS_DERIVED_SEED) !== 0),
      seal: (flags & IS_SEALED) === 0 ? undefined : this.#streams.noise(SEAL_BYTES),
    })
  }

  #seed(n: number, isDerived: boolean): Uint8Array {
    if (isDerived) return derivedSeed(this.#drawnSeed, n)
    this.#drawnSeed = this.#streams.noise(SEED_BYTES)
    return this.#drawnSeed
  }

  #section(): Uint8Array {
    const id = this.#streams.integer('section')
    const channels = this.#streams.integer(`${id}channels`)
    if (channels === -1) return Uint8Array.of(id, ...this.#streams.text())
    const [body = new Uint8Array()] = encodeMeasurements([takeMeasurements(this.#streams, id, channels)])
    return body
  }
}

function addMeasurements(streams: StreamWriter, id: number, { times, columns }: Measurements): void {
  streams.integer(`${id}rows`, times.length)
  times.forEach((time, row) => {
    streams.integer(`${id}times`, time - (times[row - 1] ?? 0))
  })
  columns.forEach(({ integers, marks }, channel) => {
    const isPlain = marks.every((mark) => mark === 'ok')
    streams.integer(`${id}.${channel}plain`, isPlain ? 1 : 0)
    if (!isPlain) for (const mark of marks) streams.integer(`${id}.${channel}marks`, MARKS.indexOf(mark))
    for (const integer of integers) if (integer !== null) streams.integer(`${id}.${channel}`, integer)
  })
}

function takeMeasurements(streams: StreamReader, id: number, channels: number): Measurements {
  const rows = streams.integer(`${id}rows`)
  let time = 0
  const times = Array.from({ length: rows }, () => {
    time += streams.integer(`${id}times`)
    return time
  })
  const columns = Array.from({ length: channels }, (_, channel): ColumnSamples => {
    const isPlain = streams.integer(`${id}.${channel}plain`) === 1
    const marks = times.map((): Mark => (isPlain ? 'ok' : (MARKS[streams.integer(`${id}.${channel}marks`)] ?? 'ok')))
    return {
      marks,
      integers: marks.map((mark) => (carriesValue(mark) ? streams.integer(`${id}.${channel}`) : null)),
    }
  })
  return { groupIndex: id, times, columns }
}

function decodedAlike(body: Uint8Array, channels: number): Measurements | undefined {
  try {
    const measurements = decodeMeasurements(body, groupOf(channels), LIMITS.frameValues)
    const [again] = encodeMeasurements([measurements])
    return again !== undefined && equalBytes(again, body) ? measurements : undefined
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}

/** The frame, where it is of this name and our encoder makes these very bytes of it. */
function readFrame(bytes: Uint8Array, { device, epoch, n }: FrameName): Frame | undefined {
  try {
    const frame = decodeFrame(bytes)
    const { header } = frame
    if (header.device !== device || header.epoch !== epoch || header.n !== n) return undefined
    return equalBytes(encodeFrame(frame), bytes) ? frame : undefined
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}
