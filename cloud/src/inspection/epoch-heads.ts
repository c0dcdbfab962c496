import { decodeFrame, frameHead, fromHex, genesisHead, ProtocolError } from '@coldrx/protocol'
import type { FrameReader } from '../frames/frame-log.ts'

const FRAMES_AT_ONCE = 256
const EPOCHS_IN_MEMORY = 64

interface KnownHeads {
  /** every so many-th head, by number */
  readonly byNumber: Map<number, Uint8Array>
}

/**
 * head(n) of an epoch, computed from its genesis. A seal proves a head to whoever has it, and no store keeps those in
 * the middle: a few are remembered, so that only the first question of an epoch reads all of it.
 */
export class EpochHeads {
  readonly #frames: Pick<FrameReader, 'frames'>
  readonly #epochs = new Map<string, KnownHeads>()

  constructor(frames: Pick<FrameReader, 'frames'>) {
    this.#frames = frames
  }

  /** undefined: a frame before it is missing or is none, so nobody can say */
  async head({
    device,
    epoch,
    n,
    key,
  }: {
    readonly device: string
    readonly epoch: string
    readonly n: number
    readonly key: Uint8Array
  }): Promise<Uint8Array | undefined> {
    const known = this.#knownOf(`${device} ${epoch}`)
    let at = Math.floor((n + 1) / FRAMES_AT_ONCE) * FRAMES_AT_ONCE - 1
    while (at >= 0 && !known.byNumber.has(at)) at -= FRAMES_AT_ONCE
    let head = known.byNumber.get(at) ?? genesisHead(device, fromHex(epoch), key)
    for (let from = Math.max(at, -1) + 1; from <= n; from += FRAMES_AT_ONCE) {
      const to = Math.min(from + FRAMES_AT_ONCE - 1, n)
      const frames = await this.#frames.frames(device, epoch, from, to)
      if (frames.length !== to - from + 1) return undefined
      try {
        for (const { bytes } of frames) head = frameHead(head, decodeFrame(bytes))
      } catch (error) {
        if (error instanceof ProtocolError) return undefined
        throw error
      }
      if ((to + 1) % FRAMES_AT_ONCE === 0) known.byNumber.set(to, head)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return head
  }

  #knownOf(name: string): KnownHeads {
    const known = this.#epochs.get(name) ?? { byNumber: new Map<number, Uint8Array>() }
    this.#epochs.delete(name)
    this.#epochs.set(name, known)
    const [oldest] = this.#epochs.keys()
    if (this.#epochs.size > EPOCHS_IN_MEMORY && oldest !== undefined) this.#epochs.delete(oldest)
    return known
  }
}
