import {
  decodeFrame,
  decodeOpening,
  type Frame,
  fromUtf8,
  LAYOUT_SECTION,
  ProtocolError,
  toHex,
} from '@coldrx/protocol'
import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'
import type { PublicKeyOf } from '../telemetry/key-ring.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import { EpochHeads } from './epoch-heads.ts'
import { isSealed, type SealRequests } from './seal-requests.ts'

/** docs/wire.md "Proof bundle" */
export const PROOF_FORMAT = 'coldrx-proof/1'
export const PROOF_MEDIA_TYPE = 'application/x-ndjson'

export interface BundledKey {
  /** hex */
  readonly publicKey: string
  readonly fingerprint: string
  readonly from: string
  /** null: in force */
  readonly until: string | null
}

export interface BundledDocument {
  readonly id: string
  readonly kind: string
  readonly digest: string
  /** hex */
  readonly salt: string
  readonly text: string
}

export interface ProofQuery {
  readonly device: string
  readonly fromMs: number
  readonly toMs: number
  /** every key that the device has or had */
  readonly keys: readonly BundledKey[]
  readonly publicKeyOf: PublicKeyOf
  readonly documents: readonly BundledDocument[]
  readonly madeAtMs: number
}

/** Numbers of one epoch without a hole, from after a sealed frame (or the opening) to a sealed one, where there is one. */
interface Run {
  readonly epoch: string
  first: number
  last: number
  /** behind its last seal */
  unsealed?: UnsealedTail
}

/** Frames that are chained and that no seal proves yet. */
export interface UnsealedTail {
  readonly frames: number
  /** the first of them, or the beginning of the span where it is before */
  readonly sinceMs: number
}

export interface ProofBundle {
  /** of the newest frames of the span; undefined: a seal proves all of them */
  readonly unsealed: UnsealedTail | undefined
  /** as fast as they are read */
  lines(): AsyncGenerator<string>
}

const FRAMES_AT_ONCE = 128
/** So far a seal is looked for on either side: days, at the seldomest cadence. */
const MOST_FRAMES_TO_A_SEAL = 2_000

/**
 * The frames of a span as they came, from the seal before it to the seal after it: enough to verify them with the keys
 * of the device and nothing else. One JSON text a line, so that the longest span needs no memory at either end.
 */
export class ProofBundles {
  readonly #frames: FrameReader
  readonly #readModel: Pick<ReadModel, 'recorded' | 'layoutDocument'>
  readonly #heads: EpochHeads
  readonly #sealRequests: SealRequests

  constructor({
    frames,
    readModel,
    sealRequests,
  }: {
    readonly frames: FrameReader
    readonly sealRequests: SealRequests
    readonly readModel: Pick<ReadModel, 'recorded' | 'layoutDocument'>
  }) {
    this.#frames = frames
    this.#readModel = readModel
    this.#heads = new EpochHeads(frames)
    this.#sealRequests = sealRequests
  }

  /** Where the span ends with the newest frames of the device and those are not sealed yet, it is asked to seal them now. */
  async open(query: ProofQuery): Promise<ProofBundle> {
    const times = new Map<string, number>()
    const runs = await this.#runs(query, times)
    const newest = runs.at(-1)
    if (newest !== undefined) await this.#sealNewest(query.device, newest)
    for (const run of runs) {
      const unsealed = await this.#unsealedOf(query, run, times)
      if (unsealed !== undefined) run.unsealed = unsealed
    }
    return { unsealed: newest?.unsealed, lines: () => this.#lines(query, runs) }
  }

  async #sealNewest(device: string, run: Run): Promise<void> {
    const { epoch, last } = run
    const newest = (await this.#frames.epochs(device)).at(-1)
    // an older epoch, or frames of before a hole: no seal will follow them
    if (newest?.epoch !== epoch || newest.lastN !== last) return
    const [frame] = await this.#frames.frames(device, epoch, last, last)
    if (frame === undefined || isSealed(frame)) return
    run.last = (await this.#sealRequests.sealAfter({ device, epoch, n: last })) ?? last
  }

  async #unsealedOf(
    { device, fromMs }: ProofQuery,
    { epoch, first, last }: Run,
    times: ReadonlyMap<string, number>,
  ): Promise<UnsealedTail | undefined> {
    let begin = first
    for (let to = last; to >= first; to -= FRAMES_AT_ONCE) {
      const from = Math.max(first, to - FRAMES_AT_ONCE + 1)
      const sealed = (await this.#frames.frames(device, epoch, from, to)).findLast(isSealed)
      if (sealed === undefined) continue
      begin = sealed.n + 1
      break
    }
    if (begin > last) return undefined
    return { frames: last - begin + 1, sinceMs: times.get(`${epoch} ${begin}`) ?? fromMs }
  }

  async *#lines(query: ProofQuery, runs: readonly Run[]): AsyncGenerator<string> {
    const { device, fromMs, toMs, keys, documents, madeAtMs } = query
    yield line({
      ...{ format: PROOF_FORMAT, device, from: iso(fromMs), to: iso(toMs), madeAt: iso(madeAtMs), keys },
    })
    for (const document of documents) yield line({ document })
    const told = new Set<string>()
    let count = 0
    for (const run of runs) {
      yield line({ run: await this.#beginOf(device, run, query.publicKeyOf) })
      for await (const { bytes, frame } of this.#framesOf(device, run)) {
        const layout = await this.#layoutLine(frame, told)
        if (layout !== undefined) yield layout
        yield line({ frame: toHex(bytes) })
        count++
      }
    }
    // without it a download that broke off would look like a shorter span
    yield line({ end: { runs: runs.length, frames: count, documents: documents.length } })
  }

  /** By epoch: what the span needs, in ascending numbers. */
  async #runs(query: ProofQuery, times: Map<string, number>): Promise<Run[]> {
    const { device } = query
    const numbers = new Map<string, number[]>()
    for await (const { stored, decoded, offsetMs } of this.#readModel.recorded(query)) {
      if (decoded !== undefined) times.set(`${stored.epoch} ${stored.n}`, decoded.header.monotonicMs + offsetMs)
      const those = numbers.get(stored.epoch) ?? []
      those.push(stored.n)
      numbers.set(stored.epoch, those)
    }
    const runs: Run[] = []
    for (const [epoch, those] of numbers) {
      const stored = await this.#frames.numbers(device, epoch)
      for (const run of consecutive(epoch, those)) {
        const [low, high] = stored.find(([from, to]) => from <= run.first && run.last <= to) ?? [run.first, run.last]
        await this.#widen(device, run, low, high)
        const before = runs.at(-1)
        // two parts of the span that share a seal are one
        if (before?.epoch === epoch && run.first <= before.last + 1) before.last = Math.max(before.last, run.last)
        else runs.push(run)
      }
    }
    return runs
  }

  /** Down to the frame after a seal and up to a sealed one, within the numbers that are there without a hole. */
  async #widen(device: string, run: Run, low: number, high: number): Promise<void> {
    const { first, last } = run
    run.first = low
    for (let to = first - 1; to >= low; to -= FRAMES_AT_ONCE) {
      const from = Math.max(low, to - FRAMES_AT_ONCE + 1)
      const sealed = (await this.#frames.frames(device, run.epoch, from, to)).findLast(isSealed)
      if (sealed !== undefined) {
        run.first = sealed.n + 1
        break
      }
    }
    for (let from = last; from <= high && from - last < MOST_FRAMES_TO_A_SEAL; from += FRAMES_AT_ONCE) {
      const to = Math.min(high, from + FRAMES_AT_ONCE - 1)
      const frames = await this.#frames.frames(device, run.epoch, from, to)
      const sealed = frames.find(isSealed)
      if (sealed !== undefined) {
        run.last = sealed.n
        return
      }
    }
  }

  /** What a verifier starts from: the head before the run with the seal that proves it; null: frame 0 begins it. */
  async #beginOf(device: string, { epoch, first, last, unsealed }: Run, publicKeyOf: PublicKeyOf) {
    const opening = await this.#frames.readFrame(device, epoch, 0)
    const fingerprint = opening && fingerprintOf(opening)
    const key = fingerprint === undefined ? undefined : publicKeyOf(device, fingerprint)
    const open = unsealed && { frames: unsealed.frames, since: iso(unsealed.sinceMs) }
    const begin = {
      ...{ epoch, first, last, keyFingerprint: fingerprint ?? null },
      ...(open === undefined ? {} : { unsealed: open }),
    }
    if (first === 0) return { ...begin, before: null }
    const n = first - 1
    const before = await this.#frames.readFrame(device, epoch, n)
    const seal = before && decoded(before)?.seal
    const head = key && (await this.#heads.head({ device, epoch, n, key }))
    // frames are missing before it, so no head is known: it is told, and nothing is proved of it
    if (seal === undefined || head === undefined) return { ...begin, before: null, unproved: 'frames are missing' }
    return { ...begin, before: { n, head: toHex(head), seal: toHex(seal) } }
  }

  async *#framesOf(device: string, { epoch, first, last }: Run): AsyncGenerator<{ bytes: Uint8Array; frame?: Frame }> {
    for (let from = first; from <= last; from += FRAMES_AT_ONCE) {
      const frames = await this.#frames.frames(device, epoch, from, Math.min(last, from + FRAMES_AT_ONCE - 1))
      for (const stored of frames) {
        const frame = decoded(stored)
        yield frame === undefined ? { bytes: stored.bytes } : { bytes: stored.bytes, frame }
      }
    }
  }

  /** The layout that a frame names, before the first frame that does. */
  async #layoutLine(frame: Frame | undefined, told: Set<string>): Promise<string | undefined> {
    const hash = frame?.header.layout
    if (hash === undefined || told.has(hash)) return undefined
    told.add(hash)
    const carried = frame?.sections.find((body) => body[0] === LAYOUT_SECTION)
    const bytes = carried?.subarray(1) ?? (await this.#readModel.layoutDocument(hash))
    return bytes === undefined ? undefined : line({ layout: fromUtf8(bytes) })
  }
}

const line = (value: object): string => `${JSON.stringify(value)}\n`
const iso = (ms: number): string => new Date(ms).toISOString()

function decoded({ bytes }: StoredFrame): Frame | undefined {
  try {
    return decodeFrame(bytes)
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}

function fingerprintOf(stored: StoredFrame): string | undefined {
  try {
    return decodeOpening(decodeFrame(stored.bytes).sections[0] ?? new Uint8Array(0)).keyFingerprint
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}

function consecutive(epoch: string, numbers: readonly number[]): Run[] {
  const runs: Run[] = []
  for (const n of [...numbers].sort((left, right) => left - right)) {
    const run = runs.at(-1)
    if (run !== undefined && n <= run.last + 1) run.last = Math.max(run.last, n)
    else runs.push({ epoch, first: n, last: n })
  }
  return runs
}
