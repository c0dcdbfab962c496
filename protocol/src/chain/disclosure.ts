import { ByteReader, equalBytes, fromHex, toHex } from '../bytes.ts'
import { ProtocolError } from '../errors.ts'
import type { Frame } from '../frame/frame.ts'
import { decodeHeader } from '../frame/header.ts'
import { HEAD_BYTES, nextHead, SALT_BYTES, sectionDigest, sectionDigests, sectionSalt } from './digests.ts'
import { verifySeal } from './seal.ts'

/** One frame of which only some sections are shown; all byte strings in hex. */
export interface DisclosedFrame {
  readonly header: string
  readonly digests: readonly string[]
  readonly sections: readonly { readonly index: number; readonly salt: string; readonly body: string }[]
}

/** A span of frames between two seals: nothing of the hidden sections can be learned from it. docs/wire.md "Disclosure". */
export interface Disclosure {
  readonly device: string
  readonly epoch: string
  /** head(n) of the frame before the span, with its seal; null for a span that begins at frame 0 (then the genesis head) */
  readonly before: { readonly n: number; readonly head: string; readonly seal: string } | null
  readonly frames: readonly DisclosedFrame[]
  /** seal of the last frame of the span */
  readonly seal: string
}

export function discloseFrame(frame: Frame, shows: (sectionId: number) => boolean): DisclosedFrame {
  return {
    header: toHex(frame.headerBytes),
    digests: sectionDigests(frame).map(toHex),
    sections: frame.sections.flatMap((body, index) =>
      shows(body[0] ?? 0) ? [{ index, salt: toHex(sectionSalt(frame.seed, index)), body: toHex(body) }] : [],
    ),
  }
}

/**
 * @throws ProtocolError MALFORMED naming the first frame or seal that does not fit; returns nothing else, so that no
 * caller can overlook a verdict
 */
export function assertDisclosure(disclosure: Disclosure, publicKey: Uint8Array, genesis: Uint8Array): void {
  const { device, epoch, before, frames, seal } = disclosure
  if (frames.length === 0) fail('it holds no frame')
  if (before !== null) {
    const point = { device, epoch, n: before.n, head: exactly(HEAD_BYTES, before.head, 'the head before the span') }
    if (!verifySeal(publicKey, point, fromHex(before.seal))) fail('the seal before the span does not fit')
  }
  let head = before === null ? genesis : fromHex(before.head)
  let n = before === null ? 0 : before.n + 1
  for (const frame of frames) {
    const headerBytes = fromHex(frame.header)
    const reader = new ByteReader(headerBytes)
    const header = decodeHeader(reader)
    if (reader.left !== 0) fail(`bytes follow the header of frame ${n}`)
    const digests = frame.digests.map((digest) => exactly(HEAD_BYTES, digest, `a digest of frame ${n}`))
    if (header.device !== device || header.epoch !== epoch || header.n !== n) fail(`frame ${n} is missing or misplaced`)
    if (header.sectionCount !== digests.length) fail(`frame ${n} does not have one digest a section`)
    for (const { index, salt, body } of frame.sections) {
      const shown = sectionDigest(exactly(SALT_BYTES, salt, `a salt of frame ${n}`), fromHex(body))
      if (!equalBytes(shown, digests[index] ?? new Uint8Array(0))) {
        fail(`section ${index} of frame ${n} is not what was sealed`)
      }
    }
    head = nextHead(head, headerBytes, digests)
    n++
  }
  if (!verifySeal(publicKey, { device, epoch, n: n - 1, head }, fromHex(seal)))
    fail(`the seal at frame ${n - 1} does not fit`)
}

/** Without fixed lengths bytes could be moved over a boundary, from a salt into a body say, under the same hash. */
function exactly(length: number, hex: string, what: string): Uint8Array {
  const bytes = fromHex(hex)
  if (bytes.length !== length) fail(`${what} has ${bytes.length} bytes instead of ${length}`)
  return bytes
}

function fail(problem: string): never {
  throw new ProtocolError('MALFORMED', `disclosure: ${problem}`)
}
