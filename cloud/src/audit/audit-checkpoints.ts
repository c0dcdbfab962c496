import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { Clock } from '../lib/clock.ts'
import { lastEntry } from './audit-head.ts'
import type { AuditKey } from './audit-key.ts'
import type { AuditWitness } from './audit-witness.ts'

export interface AuditCheckpoints {
  /** undefined: nothing has come since the one before */
  make(): Promise<AuditWitness | undefined>
  /** undefined: there is none yet */
  newest(): Promise<AuditWitness | undefined>
}

/** Signed statements of how far the audit has come. Where several instances make the same one, the first one's stands. */
export function createAuditCheckpoints({
  db,
  key,
  clock,
}: {
  readonly db: BusinessDatabase
  readonly key: AuditKey
  readonly clock: Clock
}): AuditCheckpoints {
  async function newest(): Promise<AuditWitness | undefined> {
    const row = await db.reader
      .selectFrom('audit_checkpoint')
      .selectAll()
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const { sequence, hash, at_ms: atMs, signature } = row
    return { sequence, hash, atMs, signature, publicKey: key.publicKey }
  }

  return {
    newest,
    async make() {
      const point = await lastEntry(db.reader)
      if (point === undefined || (await newest())?.sequence === point.sequence) return undefined
      const atMs = clock.nowMs()
      const signature = key.signCheckpoint(point, atMs)
      const { numInsertedOrUpdatedRows } = await db.reader
        .insertInto('audit_checkpoint')
        .values({ ...point, at_ms: atMs, key_fingerprint: key.fingerprint, signature })
        .onConflict((conflict) => conflict.column('sequence').doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n ? { ...point, atMs, signature, publicKey: key.publicKey } : undefined
    },
  }
}
