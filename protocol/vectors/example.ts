import {
  createLayoutDocument,
  decodeFrame,
  discloseFrame,
  encodeEvents,
  encodeFrame,
  encodeLayoutSection,
  encodeMeasurements,
  encodeOpening,
  frameHead,
  fromHex,
  genesisHead,
  type Layout,
  sealMessage,
  sm3,
  toHex,
} from '../src/index.ts'
import { STANDARD_KEY, signExample } from './example-signer.ts'

/** The worked example of docs/wire.md: an epoch of two frames. */
export const EXAMPLE_LAYOUT: Layout = {
  v: 1,
  timeUnitMs: 1000,
  asset: { kind: 'truck', name: 'Example 1' },
  groups: [
    {
      id: 'vehicle',
      kind: 'vehicle',
      name: { zh: '车辆', en: 'Vehicle' },
      channels: [
        { id: 'gnss.latitude', quantity: 'latitude', unit: 'deg', decimals: 5, source: 'gnss' },
        { id: 'gnss.longitude', quantity: 'longitude', unit: 'deg', decimals: 5, source: 'gnss' },
        { id: 'gnss.speed', quantity: 'speed', unit: 'km/h', decimals: 0, source: 'gnss' },
      ],
    },
    {
      id: 'c1',
      kind: 'compartment',
      name: { zh: '前舱', en: 'Front' },
      range: { minCelsius: 2, maxCelsius: 8 },
      channels: [
        { id: 'p1.temperature', quantity: 'temperature', unit: 'Cel', decimals: 1, source: 'p1', profile: 'xy-md02' },
        { id: 'p1.humidity', quantity: 'humidity', unit: '%', decimals: 1, source: 'p1', profile: 'xy-md02' },
        { id: 'c1.door', quantity: 'door', unit: '1', decimals: 0, source: 'inputs' },
      ],
    },
  ],
}

const device = 'tk001'
const epoch = '0a1b2c3d4e5f'
const ok = 'ok' as const

export const exampleDocument = createLayoutDocument(EXAMPLE_LAYOUT)
const layout = toHex(exampleDocument.hash)
const seedFrom = (first: number): Uint8Array => Uint8Array.from({ length: 16 }, (_, at) => first + at)

const frame0 = encodeFrame({
  header: {
    device,
    epoch,
    n: 0,
    boot: 3,
    monotonicMs: 61_250,
    wallMs: 1_767_225_600_000,
    clock: 'rtc',
    prompt: false,
    layout,
  },
  seed: seedFrom(0x00),
  sections: [
    encodeOpening({
      device,
      epoch,
      boot: 3,
      reason: 'first-start',
      previous: null,
      keyFingerprint: toHex(sm3(STANDARD_KEY.publicKey)),
    }),
    encodeLayoutSection(exampleDocument.bytes),
  ],
})

export const exampleGenesis = genesisHead(device, fromHex(epoch), STANDARD_KEY.publicKey)
export const exampleHead0 = frameHead(exampleGenesis, decodeFrame(frame0))

const frame1Parts = {
  header: {
    device,
    epoch,
    n: 1,
    boot: 3,
    monotonicMs: 121_250,
    wallMs: 1_767_225_660_004,
    clock: 'gnss' as const,
    prompt: true,
    layout,
  },
  seed: seedFrom(0x10),
  sections: [
    ...encodeMeasurements([
      {
        groupIndex: 0,
        times: [0, 60, 120],
        columns: [
          { integers: [3_123_456, 3_123_001, 3_122_530], marks: [ok, ok, ok] },
          { integers: [12_147_000, 12_146_420, 12_145_861], marks: [ok, ok, ok] },
          { integers: [62, 71, null], marks: [ok, ok, 'void'] },
        ],
      },
      {
        groupIndex: 1,
        times: [0, 60, 120, 150],
        columns: [
          { integers: [42, 43, null, -5], marks: [ok, ok, 'crc', 'range'] },
          { integers: [605, 604, null, 598], marks: [ok, ok, 'crc', ok] },
          { integers: [0, 0, 0, 1], marks: [ok, ok, ok, ok] },
        ],
      },
    ]),
    encodeEvents([{ time: 147, code: 'door-opened', subject: 'c1', detail: {} }]),
  ],
}
export const exampleHead1 = frameHead(exampleHead0, decodeFrame(encodeFrame(frame1Parts)))
export const exampleSealMessage = sealMessage({ device, epoch, n: 1, head: exampleHead1 })
export const exampleSeal = signExample(exampleSealMessage)

export const exampleFrames = [frame0, encodeFrame({ ...frame1Parts, seal: exampleSeal })] as const

/** What a customer with goods in compartment c1 gets: frame 0 by its digests, of frame 1 the section of c1. */
export const exampleDisclosure = {
  device,
  epoch,
  before: null,
  frames: [
    discloseFrame(decodeFrame(frame0), () => false),
    discloseFrame(decodeFrame(exampleFrames[1]), (sectionId) => sectionId === 1),
  ],
  seal: toHex(exampleSeal),
}
