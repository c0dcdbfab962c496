import { concatBytes, equalBytes, sm3 } from '@coldrx/protocol'
import type { StoredFrame } from '../frame-log.ts'
import { FrameAssembler, FrameShredder } from './frame-streams.ts'
import { StreamReader, StreamWriter } from './streams.ts'

/** What the columns of `bundles` hold of a run of consecutive frames of one epoch. */
export interface Bundle {
  readonly firstN: number
  readonly lastN: number
  readonly firstPosition: number
  readonly lastPosition: number
  /** of each frame, by n */
  readonly positions: Uint8Array
  /** SM3 of the frames' SM3s, by n: what comes out is held against it */
  readonly digest: Uint8Array
  readonly body: Uint8Array
}

export interface BundleName {
  readonly device: string
  readonly epoch: string
}

export class DamagedBundle extends Error {
  override readonly name = 'DamagedBundle'
}

/** Consecutive frames of one epoch, ascending. What is made is taken apart again at once: the very bytes must come back. */
export function packBundle(frames: readonly StoredFrame[]): Bundle {
  const [first] = frames
  const last = frames.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('a bundle has at least one frame')
  const streams = new StreamWriter()
  const shredder = new FrameShredder(streams)
  for (const [at, { n, bytes, receivedAtMs }] of frames.entries()) {
    if (n !== first.n + at) throw new RangeError(`frame ${n} does not follow ${first.n + at - 1}`)
    streams.integer('received', receivedAtMs)
    shredder.add(bytes, { device: first.device, epoch: first.epoch, n })
  }
  const positions = frames.map(({ position }) => position)
  const bundle: Bundle = {
    firstN: first.n,
    lastN: last.n,
    firstPosition: Math.min(...positions),
    lastPosition: Math.max(...positions),
    positions: packPositions(positions),
    digest: sm3(...frames.map(({ hash }) => hash)),
    body: streams.finish(),
  }
  const again = unpackBundle(bundle, first)
  const isSame = frames.every((frame, at) => {
    const { position, receivedAtMs, bytes } = again[at] ?? {}
    return position === frame.position && receivedAtMs === frame.receivedAtMs && equalBytes(bytes ?? EMPTY, frame.bytes)
  })
  if (!isSame) throw new DamagedBundle(`frames ${first.n} to ${last.n} of epoch ${first.epoch} do not come back`)
  return bundle
}

const EMPTY = new Uint8Array()

/** @throws DamagedBundle */
export function unpackBundle(
  bundle: Pick<Bundle, 'firstN' | 'lastN' | 'positions' | 'digest' | 'body'>,
  { device, epoch }: BundleName,
): StoredFrame[] {
  const where = `the bundle of frames ${bundle.firstN} to ${bundle.lastN} of ${device}, epoch ${epoch}`
  let frames: StoredFrame[]
  try {
    const streams = new StreamReader(bundle.body)
    const assembler = new FrameAssembler(streams)
    frames = unpackPositions(bundle.positions).map((position, at) => {
      const n = bundle.firstN + at
      const receivedAtMs = streams.integer('received')
      const bytes = Buffer.from(assembler.next({ device, epoch, n }))
      return { position, device, epoch, n, receivedAtMs, hash: sm3(bytes), bytes }
    })
  } catch (cause) {
    throw new DamagedBundle(`${where} cannot be read`, { cause })
  }
  const isWhole = frames.length === bundle.lastN - bundle.firstN + 1
  if (!isWhole || !equalBytes(sm3(concatBytes(...frames.map(({ hash }) => hash))), bundle.digest)) {
    throw new DamagedBundle(`${where} does not give back the bytes that were stored`)
  }
  return frames
}

function packPositions(positions: readonly number[]): Uint8Array {
  const streams = new StreamWriter()
  streams.integer('count', positions.length)
  for (const position of positions) streams.integer('position', position)
  return streams.finish()
}

export function unpackPositions(bytes: Uint8Array): number[] {
  const streams = new StreamReader(bytes)
  return Array.from({ length: streams.integer('count') }, () => streams.integer('position'))
}
