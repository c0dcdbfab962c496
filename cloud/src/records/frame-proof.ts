import { decodeFrame, decodeOpening, ProtocolError, sm3, toHex, verifySeal } from '@coldrx/protocol'
import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'
import { EpochHeads } from '../inspection/epoch-heads.ts'
import { isSealed } from '../inspection/seal-requests.ts'
import type { PublicKeyOf } from '../telemetry/key-ring.ts'

/** What can be said of the frames of a span. Every frame is counted once: proved, unsealed, broken or unprovable. */
export interface FrameProof {
  readonly frames: number
  /** chained from the epoch's beginning to a seal of the device that fits */
  readonly proved: number
  /** chained, but no seal has followed yet */
  readonly unsealed: number
  /** a seal follows, and it does not fit: they are not what the device signed */
  readonly broken: number
  /** frames before them are missing, or no key of the device is known */
  readonly unprovable: number
  /** numbers between the first and the last of an epoch in the span that never came */
  readonly missing: number
  /** SM3 over the SM3 of every frame in the order of time, hex */
  readonly digest: string
}

const FRAMES_AT_ONCE = 128
/** So far a seal is looked for: days, at the seldomest cadence. */
const MOST_FRAMES_TO_A_SEAL = 2_000

interface EpochSpan {
  readonly numbers: number[]
}

/** Proves frames by the seals that follow them. Seals are looked for in the log; no device is asked for one. */
export class FrameProver {
  readonly #frames: Pick<FrameReader, 'frames' | 'readFrame'>
  readonly #heads: EpochHeads

  constructor(frames: Pick<FrameReader, 'frames' | 'readFrame'>) {
    this.#frames = frames
    this.#heads = new EpochHeads(frames)
  }

  async prove(device: string, stored: readonly StoredFrame[], publicKeyOf: PublicKeyOf): Promise<FrameProof> {
    const epochs = new Map<string, EpochSpan>()
    for (const { epoch, n } of stored) {
      const span = epochs.get(epoch) ?? { numbers: [] }
      epochs.set(epoch, span)
      span.numbers.push(n)
    }
    const counts = { proved: 0, unsealed: 0, broken: 0, unprovable: 0, missing: 0 }
    for (const [epoch, { numbers }] of epochs) {
      const unique = [...new Set(numbers)].sort((left, right) => left - right)
      const [first = 0] = unique
      const last = unique.at(-1) ?? first
      counts.missing += last - first + 1 - unique.length
      const sealed = await this.#sealedAround(device, epoch, first, last)
      const verdict = sealed && (await this.#verdict(device, epoch, sealed, publicKeyOf))
      for (const n of unique) counts[verdict !== undefined && n <= (sealed?.n ?? -1) ? verdict : 'unsealed']++
    }
    const { proved, unsealed, broken, unprovable } = counts
    return { frames: proved + unsealed + broken + unprovable, ...counts, digest: digestOf(stored) }
  }

  /** The first sealed frame from the last one on; where none follows, the newest one of the span that has one. */
  async #sealedAround(device: string, epoch: string, first: number, last: number): Promise<StoredFrame | undefined> {
    for (let from = last; from - last < MOST_FRAMES_TO_A_SEAL; from += FRAMES_AT_ONCE) {
      const frames = await this.#frames.frames(device, epoch, from, from + FRAMES_AT_ONCE - 1)
      const sealed = frames.find(isSealed)
      if (sealed !== undefined) return sealed
      if (frames.length === 0) break
    }
    for (let to = last - 1; to >= first; to -= FRAMES_AT_ONCE) {
      const frames = await this.#frames.frames(device, epoch, Math.max(first, to - FRAMES_AT_ONCE + 1), to)
      const sealed = frames.findLast(isSealed)
      if (sealed !== undefined) return sealed
    }
    return undefined
  }

  async #verdict(
    device: string,
    epoch: string,
    { n, bytes }: StoredFrame,
    publicKeyOf: PublicKeyOf,
  ): Promise<'proved' | 'broken' | 'unprovable'> {
    const opening = await this.#frames.readFrame(device, epoch, 0)
    const fingerprint =
      opening && read(() => decodeOpening(decodeFrame(opening.bytes).sections[0] ?? new Uint8Array(0)))
    const key = fingerprint && publicKeyOf(device, fingerprint.keyFingerprint)
    if (key === undefined) return 'unprovable'
    const head = await this.#heads.head({ device, epoch, n, key })
    const seal = read(() => decodeFrame(bytes))?.seal
    if (head === undefined || seal === undefined) return 'unprovable'
    return verifySeal(key, { device, epoch, n, head }, seal) ? 'proved' : 'broken'
  }
}

function digestOf(stored: readonly StoredFrame[]): string {
  const digests = new Uint8Array(stored.length * 32)
  for (const [at, { bytes }] of stored.entries()) digests.set(sm3(bytes), at * 32)
  return toHex(sm3(digests))
}

function read<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}
