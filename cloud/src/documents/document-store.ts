import { fromUtf8, toUtf8 } from '@coldrx/protocol'
import type { BusinessDatabase, BusinessReader } from '../business-database/business-database.ts'
import type { DeviceDocumentTable } from '../business-database/tables/documents.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'

/** A document that a device made, whole and fitting its digest. */
export interface DeviceDocument {
  readonly device: string
  readonly id: string
  readonly kind: string
  /** SM3(salt ‖ bytes), 64 hex digits */
  readonly digest: string
  readonly salt: Uint8Array
  /** UTF-8 JSON */
  readonly bytes: Uint8Array
  readonly receivedAtMs: number
}

/** `conflict`: another document of this id was there; both are kept. */
export type KeepOutcome = 'stored' | 'duplicate' | 'conflict'

export interface DocumentStore {
  /** Resolves after the commit. */
  keep(document: DeviceDocument): Promise<KeepOutcome>
  /** Called after each commit of a new document through this store. */
  onKept(listener: () => void): () => void
  /** Every document of this id: more than one is a conflict. */
  ofId(device: string, id: string): Promise<DeviceDocument[]>
  /** How many documents of this device are kept, of two under one id both. */
  count(device: string): Promise<number>
  /** All documents, in the order of device, id and digest. */
  all(): AsyncIterable<DeviceDocument>
}

const BATCH = 100

/** Of documents that say what happened to goods or trip: each waits for what follows from it. */
export const FILED_KINDS = ['handover', 'loading-checklist', 'trip-report'] as const
export type FiledKind = (typeof FILED_KINDS)[number]
const isFiled = (kind: string): boolean => FILED_KINDS.some((filed) => filed === kind)

/** Where the text of a document is sealed. */
export const documentPlace = ({ device, id, digest }: Pick<DeviceDocumentTable, 'device' | 'id' | 'digest'>) => ({
  table: 'device_document',
  column: 'content_sealed',
  row: `${device} ${id} ${digest}`,
})

export function createDocumentStore({
  db,
  sealedFields,
}: {
  readonly db: Pick<BusinessDatabase, 'reader' | 'inTransaction'>
  readonly sealedFields: SealedFields
}): DocumentStore {
  const listeners = new Set<() => void>()

  function toDocument(row: DeviceDocumentTable): DeviceDocument {
    const { device, id, digest, kind, salt, content_sealed: sealed, received_at_ms: receivedAtMs } = row
    const bytes = toUtf8(sealedFields.open(documentPlace(row), sealed))
    return { ...{ device, id, digest, kind, receivedAtMs, bytes }, salt: Uint8Array.from(salt) }
  }

  return {
    async keep({ bytes, receivedAtMs, device, id, digest, kind, salt }) {
      const outcome = await db.inTransaction(async (tx): Promise<KeepOutcome> => {
        const { numInsertedOrUpdatedRows: added = 0n } = await tx
          .insertInto('device_document')
          .values({
            ...{ device, id, digest, kind, salt: Buffer.from(salt), received_at_ms: receivedAtMs },
            filing: isFiled(kind) ? 'pending' : 'none',
            content_sealed: sealedFields.seal(documentPlace({ device, id, digest }), fromUtf8(bytes)),
          })
          .onConflict((conflict) => conflict.columns(['device', 'id', 'digest']).doNothing())
          .executeTakeFirst()
        if (added === 0n) return 'duplicate'
        return (await digestsOf(tx, device, id)).length > 1 ? 'conflict' : 'stored'
      })
      if (outcome !== 'duplicate') for (const listener of [...listeners]) listener()
      return outcome
    },

    onKept(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    async ofId(device, id) {
      const rows = await db.reader
        .selectFrom('device_document')
        .selectAll()
        .where('device', '=', device)
        .where('id', '=', id)
        .orderBy('digest')
        .execute()
      return rows.map(toDocument)
    },

    async count(device) {
      const { count } = await db.reader
        .selectFrom('device_document')
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .where('device', '=', device)
        .executeTakeFirstOrThrow()
      return Number(count)
    },

    async *all() {
      let last: DeviceDocumentTable | undefined
      do {
        const rows: DeviceDocumentTable[] = await after(db.reader, last).limit(BATCH).execute()
        yield* rows.map(toDocument)
        last = rows.at(-1)
      } while (last !== undefined)
    },
  }
}

async function digestsOf(reader: BusinessReader, device: string, id: string): Promise<string[]> {
  const rows = await reader
    .selectFrom('device_document')
    .select('digest')
    .where('device', '=', device)
    .where('id', '=', id)
    .execute()
  return rows.map(({ digest }) => digest)
}

function after(reader: BusinessReader, last: DeviceDocumentTable | undefined) {
  const all = reader.selectFrom('device_document').selectAll().orderBy('device').orderBy('id').orderBy('digest')
  if (last === undefined) return all
  const { device, id, digest } = last
  return all.where((where) =>
    where.or([
      where('device', '>', device),
      where.and([where('device', '=', device), where('id', '>', id)]),
      where.and([where('device', '=', device), where('id', '=', id), where('digest', '>', digest)]),
    ]),
  )
}
