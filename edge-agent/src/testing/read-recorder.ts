import { join } from 'node:path'
import {
  decodeFrame,
  decodeSections,
  equalBytes,
  type Frame,
  type FrameEvent,
  frameHead,
  fromHex,
  genesisHead,
  type Layout,
  parseLayoutDocument,
  toHex,
  verifySeal,
} from '@coldrx/protocol'
import Database from 'better-sqlite3'
import { RECORDER_FILE } from '../recorder/recorder-file.ts'

export interface ReadFrame {
  readonly epoch: string
  readonly n: number
  readonly prompt: boolean
  readonly frame: Frame
}

export interface FramedTemperature {
  readonly boot: number
  readonly monotonicMs: number
  readonly integer: number | null
}

export interface FramedEvent extends FrameEvent {
  readonly boot: number
}

export interface ReadRecorder {
  readonly epochs: readonly { readonly epoch: string; readonly reason: string }[]
  readonly frames: readonly ReadFrame[]
  /** epoch/n of frames that were brought over from a damaged file: their chain begins there */
  readonly salvaged: readonly string[]
  /** p1.temperature of all frames, in their order */
  readonly temperatures: readonly FramedTemperature[]
  readonly events: readonly FramedEvent[]
  /** temperatures that are committed but in no frame yet */
  readonly unframed: readonly FramedTemperature[]
  readonly seals: number
}

/** Reads a recorder's file as a verifier does: every head and every seal must fit the device's key. */
export function readRecorder(
  directory: string,
  {
    device,
    publicKey,
    isTrimmed = false,
  }: {
    device: string
    publicKey: Uint8Array
    /** the oldest frames are gone: the chain is followed from the first that is there */
    isTrimmed?: boolean
  },
): ReadRecorder {
  const db = new Database(join(directory, RECORDER_FILE), { readonly: true })
  try {
    const epochs = db
      .prepare<[], { epoch: string; reason: string }>('SELECT epoch, reason FROM epochs ORDER BY position')
      .all()
    const layouts = new Map<string, Layout>(isTrimmed ? readLayouts(db) : [])
    const frames: ReadFrame[] = []
    const temperatures: FramedTemperature[] = []
    const events: FramedEvent[] = []
    let seals = 0
    const salvaged: string[] = []
    for (const { epoch, reason } of epochs) {
      let head: Uint8Array = genesisHead(device, fromHex(epoch), publicKey)
      const rows = db
        .prepare<[string], { n: number; bytes: Buffer; prompt: number; head: Buffer; sealed: number }>(
          'SELECT n, bytes, prompt, head, sealed FROM frames WHERE epoch = ? ORDER BY n',
        )
        .all(epoch)
      if (reason === 'inherited') {
        salvaged.push(...rows.map(({ n }) => `${epoch}/${n}`))
        continue
      }
      const firstN = isTrimmed ? (rows[0]?.n ?? 0) : 0
      for (const [index, row] of rows.entries()) {
        const at = firstN + index
        if (at > 0 && index === 0) {
          head = row.head
          continue
        }
        const frame = decodeFrame(row.bytes)
        const { header } = frame
        if (row.n !== at || header.n !== at || header.epoch !== epoch || header.device !== device) {
          throw new Error(`frame ${at} of ${epoch} is missing or misplaced`)
        }
        head = frameHead(head, frame)
        if (!equalBytes(head, row.head)) throw new Error(`the chain is broken at frame ${at} of ${epoch}`)
        if ((frame.seal !== undefined) !== (row.sealed === 1)) throw new Error(`frame ${at}: sealed is wrong`)
        if (frame.seal !== undefined) {
          if (!verifySeal(publicKey, { device, epoch, n: at, head }, frame.seal)) throw new Error(`seal ${at} is wrong`)
          seals++
        }
        frames.push({ epoch, n: at, prompt: header.prompt, frame })
        decodeInto({ frame, layouts, temperatures, events })
      }
    }
    const unframed = db
      .prepare<[], { boot: number; monotonic_ms: number; samples: string | null }>(
        'SELECT boot, monotonic_ms, samples FROM rows ORDER BY position',
      )
      .all()
      .flatMap(({ boot, monotonic_ms, samples }) =>
        samples === null
          ? []
          : [
              {
                boot,
                monotonicMs: monotonic_ms,
                integer: (JSON.parse(samples) as { integers: number[] }).integers[1] ?? null,
              },
            ],
      )
    return { epochs, frames, salvaged, temperatures, events, unframed, seals }
  } finally {
    db.close()
  }
}

function readLayouts(db: Database.Database): [string, Layout][] {
  return db
    .prepare<[], { hash: string; bytes: Buffer }>('SELECT hash, bytes FROM layouts')
    .all()
    .map(({ hash, bytes }) => [hash, parseLayoutDocument(bytes).layout])
}

function decodeInto({
  frame,
  layouts,
  temperatures,
  events,
}: {
  frame: Frame
  layouts: Map<string, Layout>
  temperatures: FramedTemperature[]
  events: FramedEvent[]
}): void {
  const { boot, monotonicMs, layout: hash } = frame.header
  const carried = frame.sections.find((body) => body[0] === 0xe2)
  if (carried !== undefined) {
    const document = parseLayoutDocument(carried.subarray(1))
    layouts.set(toHex(document.hash), document.layout)
  }
  const layout = layouts.get(hash)
  if (layout === undefined) throw new Error(`layout ${hash} did not come before it was needed`)
  for (const section of decodeSections(frame, layout)) {
    if (section.kind === 'events') events.push(...section.events.map((event) => ({ ...event, boot })))
    if (section.kind !== 'measurements') continue
    const at = section.group.channels.findIndex((channel) => channel.id === 'p1.temperature')
    if (at === -1) continue
    for (const [row, time] of section.measurements.times.entries()) {
      temperatures.push({
        boot,
        monotonicMs: monotonicMs + time * layout.timeUnitMs,
        integer: section.measurements.columns[at]?.integers[row] ?? null,
      })
    }
  }
}
