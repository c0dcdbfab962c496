import { documentDigest, documentIdSchema, documentKindSchema, type SaltedDocument } from '@coldrx/protocol'
import { z } from 'zod'
import type { RecorderDatabase } from './database.ts'

/** A document as it is kept here, for ever: an acknowledgement takes nothing away. */
export interface KeptDocument extends SaltedDocument {
  /** order in which documents were made */
  readonly position: number
  /** SM3(salt ‖ bytes), 64 hex digits, as the frame's event has it */
  readonly digest: string
  readonly recordedAtMs: number
  readonly acknowledged: boolean
}

const storedSchema = z
  .object({
    position: z.int(),
    id: documentIdSchema,
    kind: documentKindSchema,
    salt: z.instanceof(Uint8Array),
    bytes: z.instanceof(Uint8Array),
    digest: z.string(),
    recorded_at_ms: z.int().min(0),
    acknowledged: z.int().transform((flag) => flag !== 0),
  })
  .refine(({ salt, bytes, digest }) => documentDigest(salt, bytes) === digest)
  .transform(
    ({ recorded_at_ms: recordedAtMs, salt, bytes, ...document }): KeptDocument => ({
      ...document,
      recordedAtMs,
      // a Buffer does not cross to another thread as one, and may share its memory
      salt: Uint8Array.from(salt),
      bytes: Uint8Array.from(bytes),
    }),
  )

/** The document, or null where what the file gave is none: SQLite checks pages and not what stands in their cells. */
export function parseStoredDocument(stored: unknown): KeptDocument | null {
  return storedSchema.safeParse(stored).data ?? null
}

/** The documents that this device made, and which of them the cloud is not known to have. */
export function createDocumentTable(db: RecorderDatabase) {
  const insert = db.prepare<[string, string, Uint8Array, Uint8Array, string, number, number]>(
    `INSERT OR IGNORE INTO documents (id, kind, salt, bytes, digest, recorded_at_ms, acknowledged)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const byId = db.prepare<[string]>('SELECT * FROM documents WHERE id = ?')
  const waiting = db.prepare<[number]>(
    'SELECT * FROM documents WHERE acknowledged = 0 AND position > ? ORDER BY position',
  )
  const newest = db.prepare<[string, number]>('SELECT * FROM documents WHERE kind = ? ORDER BY position DESC LIMIT ?')
  const acknowledge = db.prepare<[string, string]>(
    'UPDATE documents SET acknowledged = 1 WHERE id = ? AND digest = ? AND acknowledged = 0',
  )

  const waitAgain = db.prepare<[]>('UPDATE documents SET acknowledged = 0')

  function firstWaiting(after: number): KeptDocument | null {
    for (const stored of waiting.iterate(after)) {
      const document = parseStoredDocument(stored)
      if (document !== null) return document
    }
    return null
  }

  return {
    get: (id: string): KeptDocument | null => parseStoredDocument(byId.get(id)),
    /** Call inside a transaction. One of an id that is taken is not added. */
    add({ id, kind, salt, bytes }: SaltedDocument, { recordedAtMs, acknowledged = false }: Recorded): void {
      insert.run(id, kind, salt, bytes, documentDigest(salt, bytes), Math.round(recordedAtMs), Number(acknowledged))
    },
    /** The one that waits after `position`, or else the first: one that the cloud never takes must not hold up the others. */
    nextWaiting: (position: number): KeptDocument | null => firstWaiting(position) ?? firstWaiting(0),
    /** The newest first. */
    ofKind: (kind: string, limit: number): KeptDocument[] =>
      newest.all(kind, limit).flatMap((stored) => parseStoredDocument(stored) ?? []),
    /** All of them: the cloud has lost what it had. */
    waitAgain: (): void => {
      waitAgain.run()
    },
    /** Whether it was waiting: an acknowledgement of other bytes is none. */
    acknowledge: (id: string, digest: string): boolean => acknowledge.run(id, digest).changes > 0,
  }
}

interface Recorded {
  readonly recordedAtMs: number
  readonly acknowledged?: boolean
}

export type DocumentTable = ReturnType<typeof createDocumentTable>
