import { ProtocolError, peekHeader, sm3, toHex } from '@coldrx/protocol'
import type { FrameReader, StoredFrame } from '../frames/frame-log.ts'
import { NumberRanges } from '../frames/number-ranges.ts'
import type { Findings } from './findings.ts'

const BATCH_FRAMES = 500

export async function* framesInLogOrder(frames: FrameReader): AsyncGenerator<StoredFrame> {
  for (let position = 0; ; ) {
    const batch = await frames.read(position, BATCH_FRAMES)
    const last = batch.at(-1)
    if (last === undefined) return
    yield* batch
    position = last.position
  }
}

export async function* framesOfEpoch(frames: FrameReader, device: string, epoch: string): AsyncGenerator<StoredFrame> {
  for (const [first, last] of await frames.numbers(device, epoch)) {
    for (let from = first; from <= last; from += BATCH_FRAMES) {
      yield* await frames.frames(device, epoch, from, Math.min(from + BATCH_FRAMES - 1, last))
    }
  }
}

/** Each frame as it stands in the file: positions without holes, bytes as they were stored, filed under their own name. */
export async function verifyLog(frames: FrameReader, findings: Findings): Promise<void> {
  let previous = 0
  const numbers = new Map<string, NumberRanges>()
  findings.count('frames: position, header, SM3 of the stored bytes', 0)
  for await (const { position, device, epoch, n, hash, bytes } of framesInLogOrder(frames)) {
    findings.count('frames: position, header, SM3 of the stored bytes')
    const at = { check: 'log', device, epoch, n }
    if (position !== previous + 1) {
      findings.fault({
        ...at,
        problem: 'log positions are missing before it',
        expected: `${previous + 1}`,
        found: `${position}`,
      })
    }
    previous = position
    const seen = numbers.get(`${device} ${epoch}`) ?? new NumberRanges()
    numbers.set(`${device} ${epoch}`, seen)
    if (seen.has(n)) findings.fault({ ...at, problem: 'a second frame of this number stands in the log' })
    seen.add(n)
    const actual = sm3(bytes)
    if (Buffer.compare(actual, hash) !== 0) {
      findings.fault({
        ...at,
        problem: 'the bytes are not those that were stored',
        expected: toHex(hash),
        found: toHex(actual),
      })
    }
    const named = headerName(bytes)
    if (named !== `${device} ${epoch} ${n}`) {
      findings.fault({
        ...at,
        problem: 'the header names another frame',
        expected: `${device} ${epoch} ${n}`,
        found: named,
      })
    }
  }
}

function headerName(bytes: Uint8Array): string {
  try {
    const { device, epoch, n } = peekHeader(bytes)
    return `${device} ${epoch} ${n}`
  } catch (error) {
    if (error instanceof ProtocolError) return error.message
    throw error
  }
}
