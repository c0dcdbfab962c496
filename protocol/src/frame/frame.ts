import { ByteReader, ByteWriter } from '../bytes.ts'
import { ProtocolError } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { decodeEvents, EVENTS_SECTION, type FrameEvent } from './events.ts'
import { decodeHeader, encodeHeader, type FrameHeader, isTimeMs } from './header.ts'
import { type Layout, type LayoutDocument, type LayoutGroup, parseLayoutDocument } from './layout.ts'
import { decodeMeasurements, type Measurements } from './measurements.ts'
import { decodeOpening, type EpochOpening, LAYOUT_SECTION, OPENING_SECTION } from './opening.ts'

export const SEED_BYTES = 16
export const SEAL_BYTES = 64

/** A frame taken apart without needing its layout. Byte arrays are views into the frame. */
export interface Frame {
  readonly header: FrameHeader
  readonly headerBytes: Uint8Array
  /** salts derive from it; not part of any digest */
  readonly seed: Uint8Array
  /** section bodies, in order; the first byte is the section's id */
  readonly sections: readonly Uint8Array[]
  /** SM2 signature over device, epoch, n and head, where this frame carries one */
  readonly seal: Uint8Array | undefined
}

export interface FrameParts {
  readonly header: Omit<FrameHeader, 'sectionCount'>
  readonly seed: Uint8Array
  readonly sections: readonly Uint8Array[]
  readonly seal?: Uint8Array | undefined
}

export function encodeFrame({ header, seed, sections, seal }: FrameParts): Uint8Array<ArrayBuffer> {
  if (seed.length !== SEED_BYTES) throw new ProtocolError('OUT_OF_BOUNDS', `a seed has ${SEED_BYTES} bytes`)
  if (seal !== undefined && seal.length !== SEAL_BYTES) {
    throw new ProtocolError('OUT_OF_BOUNDS', `a seal has ${SEAL_BYTES} bytes`)
  }
  if (sections.some((section) => section.length === 0)) throw new ProtocolError('MALFORMED', 'a section is empty')
  assertSectionIds(header.n, sections)
  const writer = new ByteWriter().raw(encodeHeader({ ...header, sectionCount: sections.length })).raw(seed)
  for (const section of sections) writer.varint(section.length).raw(section)
  if (seal !== undefined) writer.raw(seal)
  const bytes = writer.finish()
  if (bytes.length > LIMITS.frameBytes) {
    throw new ProtocolError('LIMIT_EXCEEDED', `a frame has at most ${LIMITS.frameBytes} bytes, not ${bytes.length}`)
  }
  return bytes
}

/** @throws ProtocolError; never reads or allocates beyond the given bytes and LIMITS */
export function decodeFrame(bytes: Uint8Array): Frame {
  if (bytes.length > LIMITS.frameBytes) {
    throw new ProtocolError('LIMIT_EXCEEDED', `a frame has at most ${LIMITS.frameBytes} bytes, not ${bytes.length}`)
  }
  const reader = new ByteReader(bytes)
  const header = decodeHeader(reader)
  const headerBytes = bytes.subarray(0, reader.position)
  const seed = reader.take(SEED_BYTES, 'the seed')
  const sections: Uint8Array[] = []
  for (let at = 0; at < header.sectionCount; at++) {
    const length = reader.varint(`the length of section ${at}`)
    if (length === 0) throw new ProtocolError('MALFORMED', `section ${at} is empty`)
    sections.push(reader.take(length, `section ${at}`))
  }
  assertSectionIds(header.n, sections)
  if (reader.left !== 0 && reader.left !== SEAL_BYTES) {
    throw new ProtocolError('MALFORMED', `after the sections come 0 or ${SEAL_BYTES} bytes, not ${reader.left}`)
  }
  return {
    header,
    headerBytes,
    seed,
    sections,
    seal: reader.left === 0 ? undefined : reader.take(SEAL_BYTES, 'the seal'),
  }
}

/** Two bodies of one id, or two openings of one epoch, would let two readers of the same sealed bytes see different things. */
function assertSectionIds(n: number, sections: readonly Uint8Array[]): void {
  const ids = sections.map((body) => body[0])
  if (new Set(ids).size !== ids.length) throw new ProtocolError('MALFORMED', 'a section id stands twice in one frame')
  // −1: no opening, and none belongs into the frames after the first
  if (ids.indexOf(OPENING_SECTION) !== (n === 0 ? 0 : -1)) {
    throw new ProtocolError('MALFORMED', 'the opening stands first in frame 0 and nowhere else')
  }
}

export type Section =
  | { readonly kind: 'measurements'; readonly group: LayoutGroup; readonly measurements: Measurements }
  | { readonly kind: 'events'; readonly events: readonly FrameEvent[] }
  | { readonly kind: 'opening'; readonly opening: EpochOpening }
  | { readonly kind: 'layout'; readonly document: LayoutDocument }
  /** an id that this version does not know: kept, hashed and shown as bytes */
  | { readonly kind: 'unknown'; readonly id: number; readonly body: Uint8Array }

/** The layout that a frame itself brings (frame 0, or the frame of a change), else undefined. */
export function carriedLayout(frame: Frame): LayoutDocument | undefined {
  const body = frame.sections.find((section) => section[0] === LAYOUT_SECTION)
  return body === undefined ? undefined : parseLayoutDocument(body.subarray(1))
}

function assertTime({ header }: Frame, time: number, { timeUnitMs }: Layout): void {
  if (isTimeMs(header.monotonicMs + time * timeUnitMs)) return
  throw new ProtocolError('MALFORMED', 'the time of a row or event must be below 2^48 ms')
}

/** Decodes every section; `layout` must be the document whose hash the header names. */
export function decodeSections(frame: Frame, layout: Layout): Section[] {
  let budget: number = LIMITS.frameValues
  return frame.sections.map((body): Section => {
    const id = body[0] ?? 0
    if (id < LIMITS.groups) {
      const group = layout.groups[id]
      if (group === undefined) throw new ProtocolError('LAYOUT_MISMATCH', `the layout has no group ${id}`)
      const measurements = decodeMeasurements(body, group, budget)
      budget -= measurements.times.length * (group.channels.length + 1)
      assertTime(frame, measurements.times.at(-1) ?? 0, layout)
      return { kind: 'measurements', group, measurements }
    }
    if (id === EVENTS_SECTION) {
      const events = decodeEvents(body)
      for (const { time } of events) assertTime(frame, time, layout)
      return { kind: 'events', events }
    }
    if (id === OPENING_SECTION) return { kind: 'opening', opening: decodeOpening(body) }
    if (id === LAYOUT_SECTION) return { kind: 'layout', document: parseLayoutDocument(body.subarray(1)) }
    return { kind: 'unknown', id, body }
  })
}
