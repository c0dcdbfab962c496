import { ByteReader, ByteWriter, fromUtf8, toUtf8 } from '../bytes.ts'
import { ProtocolError } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { LAYOUT_HASH_BYTES } from './layout.ts'

export const FRAME_VERSION = 1
export const EPOCH_BYTES = 6
const FRAME_TAG = 0xc0
const PROMPT_FLAG = 0b100
const WALL_BYTES = 6

/** What the device's wall clock was set by, worst to best; the position is the code on the wire. */
export const CLOCK_QUALITIES = ['none', 'rtc', 'ntp', 'gnss'] as const
export type ClockQuality = (typeof CLOCK_QUALITIES)[number]

export interface FrameHeader {
  readonly device: string
  /** 6 random bytes made with the recorder's file, as 12 hex digits */
  readonly epoch: string
  /** 0, 1, 2 … without gaps in an epoch */
  readonly n: number
  readonly boot: number
  /** milliseconds since that boot; times of rows and events count from here */
  readonly monotonicMs: number
  /** the device's own clock at `monotonicMs`, ms since 1970 UTC; believe it as far as `clock` says */
  readonly wallMs: number
  readonly clock: ClockQuality
  /** closed early by an alarm or event: it overtakes history on the way up */
  readonly prompt: boolean
  /** first 8 bytes of the layout document's SM3, as 16 hex digits */
  readonly layout: string
  readonly sectionCount: number
}

export const DEVICE_PATTERN = /^[a-z0-9][a-z0-9-]{0,31}$/

export function encodeHeader(header: FrameHeader): Uint8Array<ArrayBuffer> {
  assertHeader(header)
  const device = toUtf8(header.device)
  return new ByteWriter()
    .byte(FRAME_TAG | FRAME_VERSION)
    .byte(CLOCK_QUALITIES.indexOf(header.clock) | (header.prompt ? PROMPT_FLAG : 0))
    .byte(device.length)
    .raw(device)
    .unsigned(Number.parseInt(header.epoch, 16), EPOCH_BYTES)
    .varint(header.n)
    .varint(header.boot)
    .varint(header.monotonicMs)
    .unsigned(header.wallMs, WALL_BYTES)
    .unsigned(Number.parseInt(header.layout.slice(0, 8), 16), 4)
    .unsigned(Number.parseInt(header.layout.slice(8), 16), 4)
    .byte(header.sectionCount)
    .finish()
}

/** @throws ProtocolError NOT_A_FRAME, UNSUPPORTED_VERSION (naming the version), TRUNCATED, MALFORMED */
export function decodeHeader(reader: ByteReader): FrameHeader {
  const tag = reader.byte('the version byte')
  if ((tag & 0xf0) !== FRAME_TAG) {
    throw new ProtocolError('NOT_A_FRAME', `a frame begins with 0xc1, not 0x${tag.toString(16).padStart(2, '0')}`)
  }
  const version = tag & 0x0f
  if (version !== FRAME_VERSION) {
    throw new ProtocolError(
      'UNSUPPORTED_VERSION',
      `frame version ${version} is not known here; known: ${FRAME_VERSION}`,
    )
  }
  const flags = reader.byte('flags')
  if ((flags & ~0b111) !== 0) throw new ProtocolError('MALFORMED', 'a reserved flag is set')
  const deviceLength = reader.byte('the device id length')
  if (deviceLength > LIMITS.deviceBytes) {
    throw new ProtocolError(
      'LIMIT_EXCEEDED',
      `a device id has 1 to ${LIMITS.deviceBytes} characters, not ${deviceLength}`,
    )
  }
  const header: FrameHeader = {
    device: fromUtf8(reader.take(deviceLength, 'the device id')),
    epoch: hexOf(reader, EPOCH_BYTES, 'the epoch'),
    n: reader.varint('n'),
    boot: reader.varint('boot'),
    monotonicMs: reader.varint('the monotonic base'),
    wallMs: reader.unsigned(WALL_BYTES, 'the wall base'),
    clock: CLOCK_QUALITIES[flags & 0b11] ?? 'none',
    prompt: (flags & PROMPT_FLAG) !== 0,
    layout: hexOf(reader, LAYOUT_HASH_BYTES, 'the layout hash'),
    sectionCount: reader.byte('the section count'),
  }
  assertHeader(header)
  return header
}

/** Reads just enough to file a frame: who sent it, which epoch and number. */
export function peekHeader(bytes: Uint8Array): FrameHeader {
  return decodeHeader(new ByteReader(bytes))
}

function hexOf(reader: ByteReader, width: number, field: string): string {
  return [...reader.take(width, field)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether it is a time that frames and messages may name: a whole number of milliseconds from 0 to 2^48 − 1. */
export function isTimeMs(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= LIMITS.timeMs
}

function assertHeader(header: FrameHeader): void {
  if (header.sectionCount > LIMITS.sections) {
    throw new ProtocolError(
      'LIMIT_EXCEEDED',
      `a frame has at most ${LIMITS.sections} sections, not ${header.sectionCount}`,
    )
  }
  const problem = !DEVICE_PATTERN.test(header.device)
    ? `device id must match ${DEVICE_PATTERN.source}`
    : !/^[0-9a-f]{12}$/.test(header.epoch)
      ? 'epoch must be 12 hex digits'
      : !/^[0-9a-f]{16}$/.test(header.layout)
        ? 'layout must be 16 hex digits'
        : header.sectionCount < 1
          ? 'a frame has at least one section'
          : !isTimeMs(header.wallMs)
            ? 'wall base must be below 2^48 ms'
            : !isTimeMs(header.monotonicMs)
              ? 'monotonic base must be below 2^48 ms'
              : undefined
  if (problem !== undefined) throw new ProtocolError('MALFORMED', problem)
}
