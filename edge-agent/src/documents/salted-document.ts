import { randomBytes } from 'node:crypto'
import { DOCUMENT_SALT_BYTES, type SaltedDocument, toUtf8 } from '@coldrx/protocol'

/** A document with this content, as JSON, and a salt of its own. */
export function saltedDocument(id: string, kind: string, content: object): SaltedDocument {
  const salt = Uint8Array.from(randomBytes(DOCUMENT_SALT_BYTES))
  return { id, kind, salt, bytes: toUtf8(JSON.stringify(content)) }
}
