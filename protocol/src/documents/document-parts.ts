import { z } from 'zod'
import { concatBytes, equalBytes, fromHex, toHex } from '../bytes.ts'
import { sm3 } from '../crypto/sm3.ts'
import { ProtocolError } from '../errors.ts'
import { LIMITS } from '../limits.ts'

export const DOCUMENT_SALT_BYTES = 16

/** Kinds that this version makes; others are kept alike. */
export const DOCUMENT_KINDS = ['handover', 'loading-checklist', 'trip-report', 'settings-report'] as const

/** Of the event by which a frame pins a document: subject its id, detail `kind` and `digest`. */
export const DOCUMENT_EVENT = 'document'

export const documentIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{7,63}$/, 'must be 8 to 64 of a–z, 0–9 and -, not beginning with -')
export const documentKindSchema = z.string().regex(/^[a-z][a-z-]{0,31}$/, 'must be 1 to 32 of a–z and -')
const digestSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits')

/** Full parts have one of these sizes. */
const PART_SIZES = [LIMITS.documentPartBytes, LIMITS.documentSmallPartBytes] as const
const mostParts = Math.ceil(LIMITS.documentBytes / LIMITS.documentSmallPartBytes)

/** up/document: one part of a document. All parts but the last are full. */
export const documentPartSchema = z
  .strictObject({
    v: z.literal(1),
    id: documentIdSchema,
    kind: documentKindSchema,
    salt: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hex digits'),
    /** SM3(salt ‖ the whole document) */
    digest: digestSchema,
    /** of the whole document */
    sizeBytes: z.int().min(1).max(LIMITS.documentBytes),
    /** from 0 */
    part: z.int().min(0),
    parts: z.int().min(1).max(mostParts),
    content: z.base64().max(Math.ceil(LIMITS.documentPartBytes / 3) * 4),
  })
  .refine(({ sizeBytes, parts }) => PART_SIZES.some((size) => parts === Math.ceil(sizeBytes / size)), {
    path: ['parts'],
    message: `must be the number of ${PART_SIZES.join('- or ')}-byte parts that sizeBytes gives`,
  })
  .refine(({ part, parts }) => part < parts, { path: ['part'], message: 'must be below parts' })

/** down/document-ack: the document of this digest is committed. */
export const documentAckSchema = z.strictObject({ v: z.literal(1), id: documentIdSchema, digest: digestSchema })

export type DocumentPart = z.infer<typeof documentPartSchema>
export type DocumentAck = z.infer<typeof documentAckSchema>

/** A document as it is kept: the salt keeps the digest in a frame from telling what stands in a short document. */
export interface SaltedDocument {
  readonly id: string
  readonly kind: string
  readonly salt: Uint8Array
  /** UTF-8 JSON */
  readonly bytes: Uint8Array
}

/** 64 hex digits. */
export function documentDigest(salt: Uint8Array, bytes: Uint8Array): string {
  return toHex(sm3(salt, bytes))
}

/** @throws ProtocolError OUT_OF_BOUNDS when the document is empty or larger than the wire takes */
export function splitDocument(
  { id, kind, salt, bytes }: SaltedDocument,
  partBytes: (typeof PART_SIZES)[number] = LIMITS.documentPartBytes,
): DocumentPart[] {
  if (bytes.length === 0 || bytes.length > LIMITS.documentBytes) {
    const allowed = `1 to ${LIMITS.documentBytes}`
    throw new ProtocolError('OUT_OF_BOUNDS', `a document has ${allowed} bytes, not ${bytes.length}`)
  }
  const parts = Math.ceil(bytes.length / partBytes)
  const whole = {
    v: 1,
    id,
    kind,
    salt: toHex(salt),
    digest: documentDigest(salt, bytes),
    sizeBytes: bytes.length,
  } as const
  return Array.from({ length: parts }, (_, part) => {
    const from = part * partBytes
    const content = toBase64(bytes.subarray(from, from + partBytes))
    return { ...whole, part, parts, content }
  })
}

/** The document of all its parts, in any order. @throws ProtocolError MALFORMED when they are not one, or the digest does not fit */
export function joinDocument(parts: readonly DocumentPart[]): SaltedDocument {
  const [first] = parts
  if (first === undefined || parts.length !== first.parts) {
    throw new ProtocolError(
      'MALFORMED',
      `a document of ${first?.parts ?? 'no'} parts needs as many, not ${parts.length}`,
    )
  }
  const { id, kind, digest, sizeBytes } = first
  const ordered = [...parts].sort((left, right) => left.part - right.part)
  const isOne = ordered.every((part, at) => part.part === at && part.digest === digest && part.id === id)
  const bytes = concatBytes(...ordered.map(({ content }) => fromBase64(content)))
  const salt = fromHex(first.salt)
  const fits = isOne && bytes.length === sizeBytes && equalBytes(fromHex(digest), sm3(salt, bytes))
  if (!fits) throw new ProtocolError('MALFORMED', `document ${id}: its parts do not give the document of its digest`)
  return { id, kind, salt, bytes }
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
