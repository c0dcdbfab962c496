import { BitWriter } from '../src/bits.ts'
import { ByteWriter } from '../src/bytes.ts'
import {
  concatBytes,
  decodeFrame,
  encodeMeasurements,
  type Frame,
  type ProtocolErrorCode,
  toHex,
  toUtf8,
} from '../src/index.ts'
import { exampleFrames } from './example.ts'

const [opened, example] = exampleFrames
const first = decodeFrame(opened)
const { headerBytes, seed, sections } = decodeFrame(example)

function changed(bytes: Uint8Array, at: number, ...values: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy.set(values, at)
  return copy
}

/** A frame's header with another section count, then the sections given. */
function rebuilt(frame: Pick<Frame, 'headerBytes' | 'seed'>, ...bodies: readonly Uint8Array[]): Uint8Array {
  const counted = changed(frame.headerBytes, frame.headerBytes.length - 1, bodies.length)
  const writer = new ByteWriter().raw(counted).raw(frame.seed)
  for (const body of bodies) writer.varint(body.length).raw(body)
  return writer.finish()
}

const withSections = (...bodies: readonly Uint8Array[]): Uint8Array => rebuilt({ headerBytes, seed }, ...bodies)

const bits = (id: number, stream: BitWriter): Uint8Array =>
  withSections(concatBytes(Uint8Array.of(id), stream.finish()))
const json = (id: number, text: string): Uint8Array => withSections(concatBytes(Uint8Array.of(id), toUtf8(text)))
const rows = (count: number): BitWriter => new BitWriter().golomb(count, 4)
const zeros = (stream: BitWriter): BitWriter => stream.bits(0, 2).golomb(0, 2)

const deviceAt = 3
const epochEnd = deviceAt + 5 + 6
const opening = (reason: string): string =>
  `{"device":"tk001","epoch":"0a1b2c3d4e5f","boot":1,"reason":"${reason}","previous":null,"keyFingerprint":"${'0'.repeat(64)}"}`

const openedBy = (text: string): Uint8Array => rebuilt(first, concatBytes(Uint8Array.of(0xe1), toUtf8(text)))

/** What comes where frame 0 of the worked example should be. */
const FIRST_FRAMES: readonly [string, ProtocolErrorCode, Uint8Array][] = [
  ['frame 0 without an opening', 'MALFORMED', rebuilt(first, Uint8Array.of(0xe5))],
  ['frame 0 with its opening in second place', 'MALFORMED', rebuilt(first, ...first.sections.toReversed())],
  ['an opening for no known reason', 'MALFORMED', openedBy(opening('boredom'))],
  ['an opening with an unknown key', 'MALFORMED', openedBy(opening('fork').replace('{', '{"extra":1,'))],
]

/** What comes after frame 0 of the worked example. */
const LATER_FRAMES: readonly [string, ProtocolErrorCode, Uint8Array][] = [
  ['no bytes at all', 'TRUNCATED', new Uint8Array(0)],
  ['JSON where a frame should be', 'NOT_A_FRAME', toUtf8('{"v":1}')],
  ['version 2', 'UNSUPPORTED_VERSION', changed(example, 0, 0xc2)],
  ['version 0', 'UNSUPPORTED_VERSION', changed(example, 0, 0xc0)],
  ['a reserved flag', 'MALFORMED', changed(example, 1, 0x0f)],
  ['an empty device name', 'MALFORMED', concatBytes(example.subarray(0, 2), Uint8Array.of(0), example.subarray(8))],
  ['a device name above the limit', 'LIMIT_EXCEEDED', changed(example, 2, 33)],
  ['a device name with a capital letter', 'MALFORMED', changed(example, deviceAt, 0x54)],
  ['a device name that is not UTF-8', 'MALFORMED', changed(example, deviceAt, 0xff)],
  ['a header cut short', 'TRUNCATED', headerBytes.subarray(0, -3)],
  [
    'n in a longer form than needed',
    'MALFORMED',
    concatBytes(example.subarray(0, epochEnd), Uint8Array.of(0x81, 0), example.subarray(epochEnd + 1)),
  ],
  [
    'n above 2^53-1',
    'MALFORMED',
    concatBytes(
      example.subarray(0, epochEnd),
      new Uint8Array(7).fill(0xff),
      Uint8Array.of(0x7f),
      example.subarray(epochEnd + 1),
    ),
  ],
  [
    'a monotonic base of 2^48 ms',
    'MALFORMED',
    concatBytes(
      example.subarray(0, epochEnd + 2),
      new ByteWriter().varint(2 ** 48).finish(),
      example.subarray(headerBytes.length - 15),
    ),
  ],
  ['no section', 'MALFORMED', changed(example, headerBytes.length - 1, 0)],
  ['67 sections', 'LIMIT_EXCEEDED', changed(example, headerBytes.length - 1, 67)],
  ['a seed cut short', 'TRUNCATED', example.subarray(0, headerBytes.length + 15)],
  ['a section length beyond the end', 'TRUNCATED', changed(example, headerBytes.length + 16, 0xff, 0xff, 0x03)],
  ['an empty section', 'MALFORMED', withSections(new Uint8Array(0))],
  ['a section id twice', 'MALFORMED', withSections(Uint8Array.of(0xe5), Uint8Array.of(0xe5, 1))],
  ['a byte after the sections', 'MALFORMED', concatBytes(withSections(Uint8Array.of(0xe5)), Uint8Array.of(0))],
  ['a seal cut short', 'MALFORMED', example.subarray(0, -1)],
  ['a byte after the seal', 'MALFORMED', concatBytes(example, Uint8Array.of(0))],
  ['above 65,536 bytes', 'LIMIT_EXCEEDED', withSections(Uint8Array.from({ length: 65_600 }, () => 0xe5))],
  ['a group that the layout does not have', 'LAYOUT_MISMATCH', bits(2, zeros(rows(1)))],
  ['a section of an id alone', 'TRUNCATED', withSections(Uint8Array.of(0))],
  ['no row', 'LIMIT_EXCEEDED', bits(0, rows(0))],
  ['4,097 rows', 'LIMIT_EXCEEDED', bits(0, rows(4_097))],
  ['a bit stream cut short', 'TRUNCATED', bits(0, rows(200).bits(0, 2).golomb(9, 2).bits(0, 8))],
  ['a number of rows wider than 48 bits', 'MALFORMED', bits(0, new BitWriter().bits(0, 48).bits(0, 48))],
  ['order 2 for one row', 'MALFORMED', bits(0, rows(1).bits(2, 2).golomb(0, 2).golomb(0, 7).golomb(0, 7))],
  ['column coding 32', 'MALFORMED', bits(0, rows(1).bits(0, 2).golomb(32, 2))],
  [
    'a first value above 2^40',
    'MALFORMED',
    bits(
      0,
      rows(1)
        .bits(1, 2)
        .golomb(0, 2)
        .golomb(2 ** 41 + 2, 7),
    ),
  ],
  [
    'a difference above 2^40',
    'MALFORMED',
    bits(
      0,
      rows(1)
        .bits(0, 2)
        .golomb(31, 2)
        .bits(2 ** 20 - 1, 20)
        .golomb(2 ** 42, 16),
    ),
  ],
  ['a row at 2^48 ms', 'MALFORMED', lateRow()],
  ['times before the base', 'MALFORMED', bits(0, rows(1).bits(1, 2).golomb(0, 2).golomb(1, 7))],
  ['times that descend', 'MALFORMED', bits(0, rows(2).bits(2, 2).golomb(0, 2).golomb(20, 7).golomb(1, 7))],
  ['quality mark 9', 'MALFORMED', bits(0, zeros(rows(1)).bits(1, 1).bits(0, 2).golomb(8, 2).bits(0, 1).bits(18, 7))],
  [
    'padding that is not zero',
    'MALFORMED',
    bits(0, zeros(zeros(zeros(zeros(rows(1)).bits(0, 1)).bits(0, 1)).bits(0, 1)).bits(1, 1)),
  ],
  [
    'a byte of padding too many',
    'MALFORMED',
    bits(0, zeros(zeros(zeros(zeros(rows(1)).bits(0, 1)).bits(0, 1)).bits(0, 1)).bits(0, 16)),
  ],
  ['events that are not JSON', 'MALFORMED', json(0xe0, '[[1,"gap"')],
  ['events that are not UTF-8', 'MALFORMED', withSections(Uint8Array.of(0xe0, 0x5b, 0xff, 0x5d))],
  ['an event at 2^48 ms', 'MALFORMED', json(0xe0, `[[${2 ** 48},"gap","",{}]]`)],
  ['no event', 'MALFORMED', json(0xe0, '[]')],
  ['an event before the base', 'MALFORMED', json(0xe0, '[[-1,"gap","",{}]]')],
  ['an event with a list in its detail', 'MALFORMED', json(0xe0, '[[1,"gap","",{"a":[1]}]]')],
  ['an event of five parts', 'MALFORMED', json(0xe0, '[[1,"gap","",{},1]]')],
  ['an opening in frame 1', 'MALFORMED', withSections(...first.sections)],
  ['an opening in second place of frame 1', 'MALFORMED', withSections(...first.sections.toReversed())],
  ['a layout with an unknown key', 'MALFORMED', json(0xe2, '{"v":1,"extra":1}')],
  ['a layout above 32,768 bytes', 'LIMIT_EXCEEDED', json(0xe2, ' '.repeat(32_769))],
  ['a group id twice in the layout', 'MALFORMED', json(0xe2, twiceTheGroup())],
]

/** Complete otherwise, with the three channels of the example's first group. */
function lateRow(): Uint8Array {
  const times = [2 ** 39]
  const column = { integers: [0], marks: ['ok' as const] }
  return withSections(...encodeMeasurements([{ groupIndex: 0, times, columns: [column, column, column] }]))
}

function twiceTheGroup(): string {
  const group = {
    id: 'c1',
    kind: 'compartment',
    name: { zh: '', en: '' },
    channels: [{ id: 'a', quantity: 'door', unit: '1', decimals: 0, source: 'x' }],
  }
  return JSON.stringify({ v: 1, timeUnitMs: 1, asset: { kind: 'box', name: 'x' }, groups: [group, group] })
}

if (sections.length !== 3) throw new Error('the example has changed: look through these cases')

/** A long tail of one byte is told by its length: the file stays readable. */
function withoutTail(bytes: Uint8Array): { hex: string; tail?: { byte: string; times: number } } {
  const last = bytes.at(-1) ?? 0
  const start = bytes.findLastIndex((byte) => byte !== last) + 1
  const times = bytes.length - start
  return times < 1_000
    ? { hex: toHex(bytes) }
    : { hex: toHex(bytes.subarray(0, start)), tail: { byte: toHex(Uint8Array.of(last)), times } }
}

export const malformedVectors = {
  about:
    'Bytes that a decoder must refuse, with the error code of docs/wire.md. The layout, where one is needed, is that of frames.json. Frames are refused as a whole, sections when they are decoded. `n`: at 0 they come in place of frame 0 of the worked example, at 1 after it. `tail`: so many more of that byte follow.',
  cases: [FIRST_FRAMES, LATER_FRAMES].flatMap((cases, n) =>
    cases.map(([name, code, bytes]) => ({ name, code, n, ...withoutTail(bytes) })),
  ),
}
