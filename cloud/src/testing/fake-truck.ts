import { createHash } from 'node:crypto'
import {
  createLayoutDocument,
  decodeFrame,
  derivedSeed,
  type EpochOpening,
  encodeEvents,
  encodeFrame,
  encodeLayoutSection,
  encodeMeasurements,
  encodeOpening,
  type FrameEvent,
  type FrameHeader,
  frameHead,
  fromHex,
  generateSm2KeyPair,
  genesisHead,
  type Layout,
  type LayoutDocument,
  type Mark,
  type Sm2KeyPair,
  seedOriginOf,
  signSeal,
  sm3,
  toHex,
  toInteger,
} from '@coldrx/protocol'

export type FakeSample = number | null | readonly [value: number | null, mark: Mark]

export interface FakeRow {
  readonly monotonicMs: number
  /** by channel id; a channel left out is marked `timeout` */
  readonly samples: Readonly<Record<string, FakeSample>>
}

export interface FakeFrame {
  readonly rows?: readonly FakeRow[]
  readonly events?: readonly { monotonicMs: number; code: string; subject?: string; detail?: FrameEvent['detail'] }[]
  readonly monotonicMs?: number
  readonly wallMs?: number
  readonly clock?: FrameHeader['clock']
  readonly carriesLayout?: boolean
  readonly sealed?: boolean
}

export const FAKE_LAYOUT: Layout = {
  v: 1,
  timeUnitMs: 1_000,
  asset: { kind: 'truck', name: 'Test truck' },
  groups: [
    {
      id: 'vehicle',
      kind: 'vehicle',
      name: { zh: '车辆', en: 'Vehicle' },
      channels: [
        { id: 'gnss.latitude', quantity: 'latitude', unit: 'deg', decimals: 5, source: 'gnss' },
        { id: 'gnss.longitude', quantity: 'longitude', unit: 'deg', decimals: 5, source: 'gnss' },
        { id: 'gnss.speed', quantity: 'speed', unit: 'km/h', decimals: 0, source: 'gnss' },
        { id: 'power', quantity: 'power', unit: '1', decimals: 0, source: 'inputs' },
      ],
    },
    {
      id: 'c1',
      kind: 'compartment',
      name: { zh: '前舱', en: 'Front' },
      range: { minCelsius: 2, maxCelsius: 8 },
      channels: [
        { id: 'p1.temperature', quantity: 'temperature', unit: 'Cel', decimals: 1, source: 'p1' },
        { id: 'p1.humidity', quantity: 'humidity', unit: '%', decimals: 1, source: 'p1' },
        { id: 'c1.door', quantity: 'door', unit: '1', decimals: 0, source: 'inputs' },
      ],
    },
    {
      id: 'c2',
      kind: 'compartment',
      name: { zh: '后舱', en: 'Rear' },
      range: { minCelsius: -25, maxCelsius: -15 },
      channels: [{ id: 'p2.temperature', quantity: 'temperature', unit: 'Cel', decimals: 1, source: 'p2' }],
    },
  ],
}

/** Makes the frames that a truck would: numbered, chained, sealed on demand. For tests and benches; no clock, no I/O. */
export class FakeTruck {
  readonly device: string
  readonly epoch: string
  readonly key: Sm2KeyPair
  layout: LayoutDocument
  boot = 1
  n = 0
  /** what the opening says of the epoch before */
  previous: EpochOpening['previous'] = null
  /** wall clock minus monotonic clock of the running boot */
  wallOffsetMs: number
  #head: Uint8Array

  constructor({
    device = 'tk001',
    epoch = 'aabbccddeeff',
    key = generateSm2KeyPair(),
    layout = FAKE_LAYOUT,
    wallOffsetMs = 1_760_000_000_000,
  }: { device?: string; epoch?: string; key?: Sm2KeyPair; layout?: Layout; wallOffsetMs?: number } = {}) {
    this.device = device
    this.epoch = epoch
    this.key = key
    this.layout = createLayoutDocument(layout)
    this.wallOffsetMs = wallOffsetMs
    this.#head = genesisHead(device, fromHex(epoch), key.publicKey)
  }

  /** of the last frame */
  get head(): Uint8Array {
    return this.#head
  }

  /** Frame 0: opening and layout. */
  open({ monotonicMs = 0, ...rest }: FakeFrame = {}): Uint8Array {
    return this.frame({ carriesLayout: true, monotonicMs, ...rest })
  }

  frame(frame: FakeFrame): Uint8Array {
    const monotonicMs = frame.monotonicMs ?? frame.rows?.[0]?.monotonicMs ?? frame.events?.[0]?.monotonicMs ?? 0
    const unit = this.layout.layout.timeUnitMs
    const time = (at: number): number => Math.round((at - monotonicMs) / unit)
    const sections: Uint8Array[] = []
    if (this.n === 0) sections.push(this.#opening())
    if (frame.carriesLayout === true) sections.push(encodeLayoutSection(this.layout.bytes))
    if (frame.rows !== undefined) sections.push(...this.#measurements(frame.rows, time))
    if (frame.events !== undefined) {
      const toEvent = ({ monotonicMs: at, code, subject = '', detail = {} }: (typeof frame.events)[number]) => ({
        time: time(at),
        code,
        subject,
        detail,
      })
      sections.push(encodeEvents(frame.events.map(toEvent)))
    }
    return this.#close(sections, monotonicMs, frame)
  }

  #opening(): Uint8Array {
    return encodeOpening({
      device: this.device,
      epoch: this.epoch,
      boot: this.boot,
      reason: 'first-start',
      previous: this.previous,
      keyFingerprint: toHex(sm3(this.key.publicKey)),
    })
  }

  #measurements(rows: readonly FakeRow[], time: (at: number) => number): Uint8Array[] {
    const sections = this.layout.layout.groups.flatMap((group, groupIndex) => {
      if (!group.channels.some(({ id }) => rows.some(({ samples }) => samples[id] !== undefined))) return []
      const columns = group.channels.map((channel) => {
        const samples = rows.map((row) => toSample(row.samples[channel.id]))
        return {
          integers: samples.map(([value]) => (value === null ? null : toInteger(value, channel))),
          marks: samples.map(([, mark]) => mark),
        }
      })
      return [{ groupIndex, times: rows.map((row) => time(row.monotonicMs)), columns }]
    })
    return encodeMeasurements(sections)
  }

  /** The same for the same number: a test can build the very frame again. */
  #seedOf(n: number): Uint8Array {
    const origin = seedOriginOf(n)
    const drawn = createHash('sha256').update(`${this.epoch} ${origin}`).digest().subarray(0, 16)
    return origin === n ? drawn : derivedSeed(drawn, n)
  }

  #close(sections: readonly Uint8Array[], monotonicMs: number, frame: FakeFrame): Uint8Array {
    const parts = {
      header: {
        device: this.device,
        epoch: this.epoch,
        n: this.n,
        boot: this.boot,
        monotonicMs,
        wallMs: frame.wallMs ?? this.wallOffsetMs + monotonicMs,
        clock: frame.clock ?? 'gnss',
        prompt: false,
        layout: toHex(this.layout.hash),
      },
      seed: this.#seedOf(this.n),
      sections,
    } as const
    this.#head = frameHead(this.#head, decodeFrame(encodeFrame(parts)))
    const point = { device: this.device, epoch: this.epoch, n: this.n, head: this.#head }
    this.n++
    return encodeFrame({ ...parts, seal: frame.sealed === true ? signSeal(this.key, point) : undefined })
  }
}

function toSample(sample: FakeSample | undefined): readonly [number | null, Mark] {
  if (sample === undefined || sample === null) return [null, 'timeout']
  return typeof sample === 'number' ? [sample, 'ok'] : sample
}
