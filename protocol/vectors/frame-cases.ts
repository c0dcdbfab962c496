import { carriesValue } from '../src/frame/marks.ts'
import {
  concatBytes,
  decodeFrame,
  decodeSections,
  EVENT_CODES,
  encodeEvents,
  encodeFrame,
  encodeLayoutSection,
  encodeMeasurements,
  encodeOpening,
  type Frame,
  type FrameHeader,
  frameHead,
  fromHex,
  fromUtf8,
  genesisHead,
  type Layout,
  MARKS,
  type Mark,
  sealMessage,
  sectionDigests,
  sectionSalt,
  sm3,
  toHex,
} from '../src/index.ts'
import { EXAMPLE_LAYOUT, exampleDocument, exampleFrames, exampleGenesis } from './example.ts'
import { STANDARD_KEY, signExample } from './example-signer.ts'

export const CASE_DEVICE = 'cold-room-7'
export const CASE_EPOCH = 'ffeeddccbbaa'

const header: Omit<FrameHeader, 'sectionCount' | 'n'> = {
  device: CASE_DEVICE,
  epoch: CASE_EPOCH,
  boot: 300,
  monotonicMs: 2 ** 40,
  wallMs: 2 ** 48 - 1,
  clock: 'ntp',
  prompt: false,
  layout: toHex(exampleDocument.hash),
}
const seedOf = (n: number): Uint8Array => Uint8Array.from({ length: 16 }, (_, at) => (n * 37 + at * 11) & 255)

/** A column whose marks run through all there are. */
function marked(rows: number, integerAt: (row: number) => number): { integers: (number | null)[]; marks: Mark[] } {
  const marks = Array.from({ length: rows }, (_, row): Mark => MARKS[row % MARKS.length] ?? 'ok')
  return { marks, integers: marks.map((mark, row) => (carriesValue(mark) ? integerAt(row) : null)) }
}

const allOk = (integers: readonly number[]): { integers: readonly number[]; marks: Mark[] } => ({
  integers,
  marks: integers.map((): Mark => 'ok'),
})

const CASES: readonly { name: string; sections: readonly Uint8Array[] }[] = [
  {
    name: 'an opening after another epoch, with the layout',
    sections: [
      encodeOpening({
        device: CASE_DEVICE,
        epoch: CASE_EPOCH,
        boot: 300,
        reason: 'data-lost',
        previous: { epoch: '000000000001', n: 7, head: 'ab'.repeat(32) },
        keyFingerprint: toHex(sm3(STANDARD_KEY.publicKey)),
      }),
      encodeLayoutSection(exampleDocument.bytes),
    ],
  },
  {
    name: 'one row',
    sections: encodeMeasurements([{ groupIndex: 1, times: [0], columns: [allOk([50]), allOk([610]), allOk([0])] }]),
  },
  {
    name: 'every quality mark',
    sections: encodeMeasurements([
      {
        groupIndex: 1,
        times: Array.from({ length: 18 }, (_, row) => row * 30),
        columns: [
          marked(18, (row) => 40 + row),
          marked(18, (row) => 600 - row * 7),
          allOk(Array.from({ length: 18 }, () => 0)),
        ],
      },
    ]),
  },
  {
    name: 'a column without any number, times that stand still, far positions',
    sections: encodeMeasurements([
      {
        groupIndex: 0,
        times: [5, 5, 9],
        columns: [
          allOk([-9_000_000, 9_000_000, -1]),
          allOk([-18_000_000, 17_999_999, 0]),
          { integers: [null, null, null], marks: ['void', 'timeout', 'open'] },
        ],
      },
    ]),
  },
  {
    name: 'every event code, one of another maker, details of every kind',
    sections: [
      encodeEvents([
        ...EVENT_CODES.map((code, at) => ({ time: at, code, subject: 'c1', detail: {} })),
        { time: 3, code: 'x-柜门', subject: '', detail: { text: 'ü"\\\n', number: -1.5e-7, yes: true, none: null } },
      ]),
    ],
  },
  {
    name: 'section ids that version 1 does not know',
    sections: [
      Uint8Array.of(0x40),
      Uint8Array.of(0xff, 1, 2, 3),
      encodeEvents([{ time: 0, code: 'stopped', subject: '', detail: {} }]),
    ],
  },
  {
    name: 'a section longer than 127 bytes, all values far apart',
    sections: encodeMeasurements([
      {
        groupIndex: 1,
        times: Array.from({ length: 60 }, (_, row) => row * 60),
        columns: [allOk, allOk, allOk].map((column, at) =>
          column(Array.from({ length: 60 }, (_, row) => ((row * row * 7_919 + at * 104_729) % 4_001) - 2_000)),
        ),
      },
    ]),
  },
]

export interface FrameVector {
  readonly name: string
  readonly hex: string
  readonly header: Record<string, unknown>
  readonly sections: readonly Record<string, unknown>[]
  readonly seed: string
  readonly salts: readonly string[]
  readonly digests: readonly string[]
  readonly previousHead: string
  readonly head: string
  readonly seal: string | null
}

function toVector(name: string, bytes: Uint8Array, layout: Layout, previous: Uint8Array): FrameVector {
  const frame = decodeFrame(bytes)
  return {
    name,
    hex: toHex(bytes),
    header: { ...frame.header },
    sections: describeSections(frame, layout),
    seed: toHex(frame.seed),
    salts: frame.sections.map((_, index) => toHex(sectionSalt(frame.seed, index))),
    digests: sectionDigests(frame).map(toHex),
    previousHead: toHex(previous),
    head: toHex(frameHead(previous, frame)),
    seal: frame.seal === undefined ? null : toHex(frame.seal),
  }
}

export function describeSections(frame: Frame, layout: Layout): Record<string, unknown>[] {
  return decodeSections(frame, layout).map((section) => {
    if (section.kind === 'unknown') return { ...section, body: toHex(section.body) }
    if (section.kind === 'layout') return { kind: 'layout', text: fromUtf8(section.document.bytes) }
    if (section.kind === 'measurements') return { kind: section.kind, group: section.group.id, ...section.measurements }
    return { ...section }
  })
}

function chain(frames: readonly { name: string; bytes: Uint8Array }[], genesis: Uint8Array): FrameVector[] {
  let previous = genesis
  return frames.map(({ name, bytes }) => {
    const vector = toVector(name, bytes, EXAMPLE_LAYOUT, previous)
    previous = fromHex(vector.head)
    return vector
  })
}

const caseGenesis = genesisHead(CASE_DEVICE, fromHex(CASE_EPOCH), STANDARD_KEY.publicKey)

/** The last frame is sealed. */
function encodeCases(): { name: string; bytes: Uint8Array }[] {
  const frames = CASES.map(({ name, sections }, n) => ({
    name,
    bytes: encodeFrame({ header: { ...header, n }, seed: seedOf(n), sections }),
  }))
  const last = chain(frames, caseGenesis).at(-1)
  const open = frames.at(-1)
  if (last === undefined || open === undefined) throw new Error('there are no cases')
  const point = { device: CASE_DEVICE, epoch: CASE_EPOCH, n: frames.length - 1, head: fromHex(last.head) }
  return [...frames.slice(0, -1), { name: open.name, bytes: concatBytes(open.bytes, signExample(sealMessage(point))) }]
}

export const frameVectors = {
  about:
    'Frames in order of their number, with what they hold. Key: the example key of GB/T 32918.5, which protects nothing.',
  publicKey: toHex(STANDARD_KEY.publicKey),
  layout: { hash: toHex(exampleDocument.hash), text: fromUtf8(exampleDocument.bytes) },
  epochs: [
    {
      name: 'worked example of docs/wire.md',
      genesis: toHex(exampleGenesis),
      frames: chain(
        [
          { name: 'frame 0', bytes: exampleFrames[0] },
          { name: 'frame 1', bytes: exampleFrames[1] },
        ],
        exampleGenesis,
      ),
    },
    { name: 'one frame for each thing', genesis: toHex(caseGenesis), frames: chain(encodeCases(), caseGenesis) },
  ],
}
