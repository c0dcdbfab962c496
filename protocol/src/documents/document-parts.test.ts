import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equalBytes, toUtf8 } from '../bytes.ts'
import { LIMITS } from '../limits.ts'
import { parseMessage, serializeMessage } from '../messages.ts'
import { refusal } from '../testing/refusal.ts'
import {
  type DocumentPart,
  documentDigest,
  joinDocument,
  type SaltedDocument,
  splitDocument,
} from './document-parts.ts'

const salt = Uint8Array.from({ length: 16 }, (_, at) => at)
const documentOf = (sizeBytes: number): SaltedDocument => ({
  id: 'document-1',
  kind: 'handover',
  salt,
  bytes: Uint8Array.from({ length: sizeBytes }, (_, at) => (at * 31 + (at >> 8)) % 256),
})
const travel = (part: DocumentPart): DocumentPart => {
  const parsed = parseMessage('up/document', toUtf8(serializeMessage('up/document', part)))
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.message
}

test('a document of any size comes back from its parts, in whatever order they arrive', () => {
  const sizes = fc.oneof(
    fc.integer({ min: 1, max: LIMITS.documentBytes }),
    fc.constantFrom(
      1,
      LIMITS.documentPartBytes - 1,
      LIMITS.documentPartBytes,
      LIMITS.documentPartBytes + 1,
      LIMITS.documentBytes,
    ),
  )
  fc.assert(
    fc.property(sizes, fc.integer(), fc.boolean(), (sizeBytes, seed, isSmall) => {
      const document = documentOf(sizeBytes)
      const partBytes = isSmall ? LIMITS.documentSmallPartBytes : LIMITS.documentPartBytes
      const parts = splitDocument(document, partBytes).map(travel)
      const shuffled = parts.sort((left, right) => ((left.part + seed) % 7) - ((right.part + seed) % 7))
      const { bytes, ...named } = joinDocument(shuffled)
      // by hand: a matcher takes seconds for so many numbers
      expect(equalBytes(bytes, document.bytes)).toBe(true)
      expect(named).toEqual({ id: document.id, kind: document.kind, salt })
    }),
    { numRuns: 40 },
  )
})

test('a part at its largest is a message of less than 48 KiB', () => {
  const [part] = splitDocument(documentOf(LIMITS.documentBytes))
  expect(part && serializeMessage('up/document', part).length).toBeLessThan(48 * 1_024)
})

test('the salt hides what a short document says', () => {
  const bytes = toUtf8('{}')
  expect(documentDigest(salt, bytes)).not.toBe(documentDigest(salt.toReversed(), bytes))
})

describe('refused', () => {
  test('documents that the wire does not take', () => {
    const wrong = refusal('OUT_OF_BOUNDS', /1 to 262144 bytes/)
    expect(() => splitDocument(documentOf(0))).toThrow(wrong as Error)
    expect(() => splitDocument(documentOf(LIMITS.documentBytes + 1))).toThrow(wrong as Error)
  })

  test('parts that are none of one document', () => {
    const [first, second] = splitDocument(documentOf(LIMITS.documentPartBytes + 9))
    if (first === undefined || second === undefined) throw new Error('two parts')
    const bad = refusal('MALFORMED', /document/)
    expect(() => joinDocument([])).toThrow(bad as Error)
    expect(() => joinDocument([first])).toThrow(bad as Error)
    expect(() => joinDocument([first, first])).toThrow(bad as Error)
    expect(() => joinDocument([first, { ...second, content: btoa('123456780') }])).toThrow(bad as Error)
    expect(() => joinDocument([first, { ...second, digest: '00'.repeat(32) }])).toThrow(bad as Error)
    expect(() => joinDocument([{ ...first, salt: '00'.repeat(16) }, second])).toThrow(bad as Error)
  })

  test.each([
    [{ parts: 2 }, 'parts'],
    [{ part: 1 }, 'part'],
    [{ sizeBytes: LIMITS.documentBytes + 1 }, 'sizeBytes'],
    [{ id: '../../etc' }, 'id'],
    [{ kind: 'Handover' }, 'kind'],
    [{ content: 'no base64!' }, 'content'],
    [{ salt: '00' }, 'salt'],
  ])('a part with %j', (change, field) => {
    const [part] = splitDocument(documentOf(5))
    const parsed = parseMessage('up/document', toUtf8(JSON.stringify({ ...part, ...change })))
    expect(parsed).toMatchObject({ ok: false, problem: expect.stringContaining(`up/document: ${field}: `) as unknown })
  })
})
