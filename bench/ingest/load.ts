import { generateKeyPairSync, randomBytes } from 'node:crypto'
import {
  createLayoutDocument,
  decodeFrame,
  encodeFrame,
  encodeLayoutSection,
  encodeMeasurements,
  encodeOpening,
  frameHead,
  fromHex,
  genesisHead,
  type LayoutDocument,
  type Sm2KeyPair,
  sealMessage,
  sm3,
  toHex,
} from '@coldrx/protocol'
import { signWithNonce } from '../../protocol/vectors/example-signer.ts'
import { POSITION_CHANNELS, probeChannels, vehicleWith } from '../layout-parts.ts'

/**
 * What one device sends: 5-minute frames of 4 probes and GNSS at one sample a minute, each sealed, as an agent seals
 * every 5 minutes; frame 0 brings the opening and the layout too.
 */
export interface DeviceLoad {
  readonly device: string
  readonly epoch: string
  readonly publicKey: Uint8Array
  readonly frames: readonly Uint8Array[]
}

const ROWS = 5
const START_MS = Date.UTC(2026, 5, 1)
const PROBES = ['p1', 'p2', 'p3', 'p4']
/** latitude, longitude, speed, and two numbers a probe */
const CHANNELS = 3 + PROBES.length * 2
export const READINGS_PER_FRAME = ROWS * CHANNELS

const document: LayoutDocument = createLayoutDocument({
  v: 1,
  timeUnitMs: 1_000,
  asset: { kind: 'truck', name: 'bench' },
  groups: [
    vehicleWith(POSITION_CHANNELS),
    ...[0, 2].map((first, at) => ({
      id: `c${at + 1}`,
      kind: 'compartment' as const,
      name: { zh: `舱${at + 1}`, en: `Compartment ${at + 1}` },
      range: { minCelsius: 2, maxCelsius: 8 },
      channels: PROBES.slice(first, first + 2).flatMap(probeChannels),
    })),
  ],
})

/** The layout document that frame 0 of every device brings. */
export const LOAD_LAYOUT: LayoutDocument = document
export const LOAD_LAYOUT_HASH = toHex(document.hash)

/** As generateSm2KeyPair, by OpenSSL: a fleet's keys are made in seconds. */
function quickKeyPair(): Sm2KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'SM2' })
  // SEC 1: SEQUENCE, version 1, OCTET STRING of 32 bytes
  const secret = privateKey.export({ type: 'sec1', format: 'der' }).subarray(7, 39)
  const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-65)
  return { privateKey: new Uint8Array(secret), publicKey: new Uint8Array(point) }
}

export function createLoad(
  deviceCount: number,
  framesPerDevice: number,
  { isSealed = () => true }: { readonly isSealed?: (n: number) => boolean } = {},
): DeviceLoad[] {
  return Array.from({ length: deviceCount }, (_, at) => {
    const device = `bench${String(at).padStart(4, '0')}`
    const epoch = randomBytes(6).toString('hex')
    const key = quickKeyPair()
    const opening = encodeOpening({
      device,
      epoch,
      boot: 1,
      reason: 'first-start',
      previous: null,
      keyFingerprint: toHex(sm3(key.publicKey)),
    })
    let head = genesisHead(device, fromHex(epoch), key.publicKey)
    const frames = Array.from({ length: framesPerDevice }, (_frame, n) => {
      const measured = measuredSections(n)
      const parts = {
        header: {
          device,
          epoch,
          n,
          boot: 1,
          clock: 'gnss' as const,
          prompt: false,
          layout: toHex(document.hash),
          monotonicMs: n * ROWS * 60_000,
          wallMs: START_MS + n * ROWS * 60_000,
        },
        seed: randomBytes(16),
        sections: n === 0 ? [opening, encodeLayoutSection(document.bytes), ...measured] : measured,
      }
      head = frameHead(head, decodeFrame(encodeFrame(parts)))
      // with a nonce of 1 a seal takes no time to make, and gives away a key that was made for this bench only
      if (!isSealed(n)) return encodeFrame(parts)
      return encodeFrame({ ...parts, seal: signWithNonce(key, sealMessage({ device, epoch, n, head }), 1n) })
    })
    return { device, epoch, publicKey: key.publicKey, frames }
  })
}

function measuredSections(n: number): Uint8Array[] {
  const times = Array.from({ length: ROWS }, (_, row) => row * 60)
  const column = (at: (row: number) => number) => ({
    integers: times.map((_, row) => Math.round(at(n * ROWS + row))),
    marks: times.map(() => 'ok' as const),
  })
  return encodeMeasurements([
    {
      groupIndex: 0,
      times,
      columns: [
        column((row) => 3_120_000 - 700 * (row % 600)),
        column((row) => 12_140_000 - 900 * (row % 600)),
        column((row) => 72 + 8 * Math.sin(row)),
      ],
    },
    ...[1, 2].map((groupIndex) => ({
      groupIndex,
      times,
      columns: [0, 1].flatMap((probe) => [
        column((row) => 50 + 6 * Math.sin(row / 7 + probe) + probe),
        column((row) => 650 + 40 * Math.sin(row / 9 + probe)),
      ]),
    })),
  ])
}
