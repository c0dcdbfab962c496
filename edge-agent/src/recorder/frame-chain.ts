import { randomBytes } from 'node:crypto'
import {
  decodeFrame,
  derivedSeed,
  EPOCH_BYTES,
  type EpochOpening,
  encodeFrame,
  encodeLayoutSection,
  encodeOpening,
  frameHead,
  fromHex,
  genesisHead,
  type LayoutDocument,
  SEED_BYTES,
  type Sm2KeyPair,
  seedOriginOf,
  signSeal,
  sm3,
  toHex,
} from '@coldrx/protocol'
import type { RecorderDatabase } from './database.ts'
import type { FrameBase } from './frame-sections.ts'

export interface EpochRow {
  readonly epoch: string
  readonly nextN: number
  readonly head: Uint8Array
  /** hash of the layout of its last frame */
  readonly layout: string
}

export interface FrameToAppend {
  readonly base: FrameBase
  /** layout hash, 16 hex digits */
  readonly layout: string
  readonly sections: readonly Uint8Array[]
  readonly prompt: boolean
  readonly seal: boolean
}

/** Epochs and their frames: whatever is appended is numbered, chained, and waits for the cloud, in one transaction. */
export function createFrameChain({
  db,
  device,
  key,
  nowMs,
}: {
  readonly db: RecorderDatabase
  readonly device: string
  readonly key: Sm2KeyPair
  readonly nowMs: () => number
}) {
  const selectCurrent = db.prepare<[], { epoch: string; next_n: number; head: Buffer; layout: string }>(
    'SELECT epoch, next_n, head, layout FROM epochs ORDER BY position DESC LIMIT 1',
  )
  const insertEpoch = db.prepare<[string, string, Uint8Array, string]>(
    'INSERT INTO epochs (epoch, reason, next_n, head, layout) VALUES (?, ?, 0, ?, ?)',
  )
  const insertAck = db.prepare<[string]>('INSERT INTO acks (epoch, through) VALUES (?, -1)')
  const insertFrame = db.prepare<[string, number, Uint8Array, number, Uint8Array, number, number]>(
    'INSERT INTO frames (epoch, n, bytes, prompt, head, sealed, closed_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const insertWaiting = db.prepare<[string, number, number]>('INSERT INTO waiting (epoch, n, prompt) VALUES (?, ?, ?)')
  const advanceEpoch = db.prepare<[number, Uint8Array, string, string]>(
    'UPDATE epochs SET next_n = ?, head = ?, layout = ? WHERE epoch = ?',
  )
  const keepLayout = db.prepare<[string, Uint8Array]>('INSERT OR IGNORE INTO layouts (hash, bytes) VALUES (?, ?)')

  const selectBytes = db.prepare<[string, number], { bytes: Buffer }>(
    'SELECT bytes FROM frames WHERE epoch = ? AND n = ?',
  )
  const selectLayout = db.prepare<[string], { bytes: Buffer }>('SELECT bytes FROM layouts WHERE hash = ?')

  /** Read from the frames themselves: whatever was rolled back or lost, no seed comes from one that was never kept. */
  function seedOf(epoch: string, n: number): Uint8Array {
    const originN = seedOriginOf(n)
    const origin = originN === n ? undefined : selectBytes.get(epoch, originN)
    return origin === undefined ? randomBytes(SEED_BYTES) : derivedSeed(decodeFrame(origin.bytes).seed, n)
  }

  function current(): EpochRow | null {
    const row = selectCurrent.get()
    return row === undefined ? null : { epoch: row.epoch, nextN: row.next_n, head: row.head, layout: row.layout }
  }

  /** Call inside a transaction. @throws ProtocolError LIMIT_EXCEEDED when the content is too large for one frame */
  function append(epoch: EpochRow, { base, layout, sections, prompt, seal }: FrameToAppend): void {
    const n = epoch.nextN
    const header = { ...base, device, epoch: epoch.epoch, n, prompt, layout }
    const parts = { header, seed: seedOf(epoch.epoch, n), sections }
    const unsealed = encodeFrame(parts)
    const head = frameHead(epoch.head, decodeFrame(unsealed))
    // encoded again, because the seal counts towards the limit of bytes
    const bytes = seal
      ? encodeFrame({ ...parts, seal: signSeal(key, { device, epoch: epoch.epoch, n, head }) })
      : unsealed
    insertFrame.run(epoch.epoch, n, bytes, Number(prompt), head, Number(seal), Math.round(nowMs()))
    insertWaiting.run(epoch.epoch, n, Number(prompt))
    advanceEpoch.run(n + 1, head, layout, epoch.epoch)
  }

  return {
    current,
    append,
    layoutBytes: (hash: string): Uint8Array | undefined => selectLayout.get(hash)?.bytes,
    /** Call inside a transaction. Frame 0 says how the epoch began and brings the layout; it is sealed. */
    open({
      reason,
      base,
      document,
    }: {
      readonly reason: EpochOpening['reason']
      readonly base: FrameBase
      readonly document: LayoutDocument
    }): EpochRow {
      const before = current()
      const epoch = randomBytes(EPOCH_BYTES).toString('hex')
      const layout = toHex(document.hash)
      const head = genesisHead(device, fromHex(epoch), key.publicKey)
      keepLayout.run(layout, document.bytes)
      insertEpoch.run(epoch, reason, head, layout)
      insertAck.run(epoch)
      const opening = encodeOpening({
        device,
        epoch,
        boot: base.boot,
        reason,
        previous:
          before === null || before.nextN === 0
            ? null
            : { epoch: before.epoch, n: before.nextN - 1, head: toHex(before.head) },
        keyFingerprint: toHex(sm3(key.publicKey)),
      })
      const row = { epoch, nextN: 0, head, layout }
      append(row, { base, layout, sections: [opening, encodeLayoutSection(document.bytes)], prompt: false, seal: true })
      return row
    },
    /** Call inside a transaction. A layout that changed travels in a frame of its own before the first row that needs it. */
    bringLayout(epoch: EpochRow, base: FrameBase, document: LayoutDocument): void {
      const layout = toHex(document.hash)
      keepLayout.run(layout, document.bytes)
      append(epoch, { base, layout, sections: [encodeLayoutSection(document.bytes)], prompt: false, seal: false })
    },
  }
}

export type FrameChain = ReturnType<typeof createFrameChain>
