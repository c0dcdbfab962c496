import { randomBytes } from 'node:crypto'
import { createLayoutDocument, encodeFrame, encodeMeasurements, type LayoutDocument, toHex } from '@coldrx/protocol'

/** What one device sends: frame 0 with the layout, then 5-minute frames of 4 probes and GNSS at one sample a minute. */
export interface DeviceLoad {
  readonly device: string
  readonly epoch: string
  readonly frames: readonly Uint8Array[]
}

const ROWS = 5
const PROBES = ['p1', 'p2', 'p3', 'p4']
/** latitude, longitude, speed, and two numbers a probe */
const CHANNELS = 3 + PROBES.length * 2
export const READINGS_PER_FRAME = ROWS * CHANNELS

const document: LayoutDocument = createLayoutDocument({
  v: 1,
  timeUnitMs: 1_000,
  asset: { kind: 'truck', name: 'bench' },
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
    ...[0, 2].map((first, at) => ({
      id: `c${at + 1}`,
      kind: 'compartment' as const,
      name: { zh: `舱${at + 1}`, en: `Compartment ${at + 1}` },
      range: { minCelsius: 2, maxCelsius: 8 },
      channels: PROBES.slice(first, first + 2).flatMap((source) => [
        { id: `${source}.temperature`, quantity: 'temperature' as const, unit: 'Cel', decimals: 1, source },
        { id: `${source}.humidity`, quantity: 'humidity' as const, unit: '%', decimals: 1, source },
      ]),
    })),
  ],
})

export function createLoad(deviceCount: number, framesPerDevice: number): DeviceLoad[] {
  return Array.from({ length: deviceCount }, (_, at) => {
    const device = `bench${String(at).padStart(4, '0')}`
    const epoch = randomBytes(6).toString('hex')
    return {
      device,
      epoch,
      frames: Array.from({ length: framesPerDevice }, (_frame, n) => createFrame(device, epoch, n)),
    }
  })
}

function createFrame(device: string, epoch: string, n: number): Uint8Array {
  const startMs = Date.UTC(2026, 5, 1) + n * ROWS * 60_000
  const times = Array.from({ length: ROWS }, (_, row) => row * 60)
  const column = (at: (row: number) => number) => ({
    integers: times.map((_, row) => Math.round(at(n * ROWS + row))),
    marks: times.map(() => 'ok' as const),
  })
  const sections = encodeMeasurements([
    {
      groupIndex: 0,
      times,
      columns: [
        column((row) => 3_120_000 - 700 * row),
        column((row) => 12_140_000 - 900 * row),
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
  return encodeFrame({
    header: {
      device,
      epoch,
      n,
      boot: 1,
      monotonicMs: n * ROWS * 60_000,
      wallMs: startMs,
      clock: 'gnss',
      prompt: false,
      layout: toHex(document.hash),
    },
    seed: randomBytes(16),
    sections: n === 0 ? [Uint8Array.from([0xe2, ...document.bytes]), ...sections] : sections,
  })
}
