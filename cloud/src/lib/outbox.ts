import { randomUUID } from 'node:crypto'
import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import type { OutboxMessageTable } from '../business-database/tables/outbox.ts'
import type { Clock } from './clock.ts'
import { behind, type NewestFirst } from './newest-first.ts'
import type { SealedFields } from './sealed-fields.ts'

export interface NewOutboxMessage {
  /** what has it already is left as it is, so that the same thing may be put in again */
  readonly id: string
  readonly queue: string
  readonly recipient: string
  readonly kind: string
  readonly payload: string
}

export interface OutboxMessage extends NewOutboxMessage {
  /** with the one under way */
  readonly attempts: number
  readonly lease: string
}

export interface OutboxDelivery {
  readonly id: string
  readonly kind: string
  readonly attempts: number
  readonly createdAtMs: number
  readonly lastAttemptAtMs: number | null
  readonly lastAnswer: string | null
  readonly outcome: 'delivered' | 'given-up' | null
  /** null: there is no further one */
  readonly nextAttemptAtMs: number | null
}

/**
 * What must be told to the outside, at least once: put in within the transaction of what it tells, taken out on a lease.
 * Whoever dies with a lease leaves the message to the next.
 */
export interface Outbox {
  put(tx: BusinessTransaction, message: NewOutboxMessage): Promise<void>
  /** The longest due first. Each is somebody's alone until `forMs` have passed. */
  take(queue: string, about: { readonly limit: number; readonly forMs: number }): Promise<OutboxMessage[]>
  /** false: the lease had passed, and somebody else may have it */
  settle(message: OutboxMessage, outcome: 'delivered' | 'given-up', answer: string): Promise<boolean>
  again(message: OutboxMessage, dueAtMs: number, answer: string): Promise<boolean>
  /** one more than the page holds, where there is one */
  deliveries(queue: string, recipient: string, page: NewestFirst): Promise<OutboxDelivery[]>
  /** What nobody shall be told any more. */
  withdraw(tx: BusinessTransaction, queue: string, recipient: string): Promise<void>
}

export function createOutbox({
  db,
  clock,
  sealedFields,
}: {
  readonly db: BusinessDatabase
  readonly clock: Clock
  readonly sealedFields: SealedFields
}): Outbox {
  const placeOf = (id: string) => ({ table: 'outbox_message', column: 'payload_sealed', row: id })

  async function report(message: OutboxMessage, set: Partial<OutboxMessageTable>): Promise<boolean> {
    const { numUpdatedRows } = await db.reader
      .updateTable('outbox_message')
      .set({ ...set, lease: null })
      .where('id', '=', message.id)
      .where('lease', '=', message.lease)
      .where('settled_at_ms', 'is', null)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }

  return {
    async put(tx, { id, queue, recipient, kind, payload }) {
      const nowMs = clock.nowMs()
      const open = { lease: null, last_attempt_at_ms: null, last_answer: null, outcome: null, settled_at_ms: null }
      await tx
        .insertInto('outbox_message')
        .values({
          ...{ id, queue, recipient, kind, payload_sealed: sealedFields.seal(placeOf(id), payload) },
          ...{ created_at_ms: nowMs, due_at_ms: nowMs, attempts: 0, ...open },
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    },

    take: (queue, { limit, forMs }) =>
      db.inTransaction(async (tx) => {
        const nowMs = clock.nowMs()
        const rows = await tx
          .selectFrom('outbox_message')
          .selectAll()
          .where('queue', '=', queue)
          .where('settled_at_ms', 'is', null)
          .where('due_at_ms', '<=', nowMs)
          .orderBy('due_at_ms')
          .orderBy('id')
          .limit(limit)
          // on SQLite the transaction has the database for itself
          .$if(db.engine === 'postgres', (query) => query.forUpdate().skipLocked())
          .execute()
        const taken: OutboxMessage[] = []
        for (const { id, recipient, kind, payload_sealed, attempts } of rows) {
          const lease = randomUUID()
          await tx
            .updateTable('outbox_message')
            .set({ lease, attempts: attempts + 1, due_at_ms: nowMs + forMs, last_attempt_at_ms: nowMs })
            .where('id', '=', id)
            .execute()
          const payload = sealedFields.open(placeOf(id), payload_sealed)
          taken.push({ id, queue, recipient, kind, payload, attempts: attempts + 1, lease })
        }
        return taken
      }),

    settle: (message, outcome, answer) =>
      report(message, { outcome, settled_at_ms: clock.nowMs(), last_answer: answer }),

    again: (message, dueAtMs, answer) => report(message, { due_at_ms: dueAtMs, last_answer: answer }),

    async deliveries(queue, recipient, { limit, after }) {
      const rows = await db.reader
        .selectFrom('outbox_message')
        .select(['id', 'kind', 'attempts', 'created_at_ms', 'due_at_ms'])
        .select(['last_attempt_at_ms', 'last_answer', 'outcome'])
        .where('queue', '=', queue)
        .where('recipient', '=', recipient)
        .where(behind(after))
        .orderBy('created_at_ms', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return rows.map((row) => ({
        ...{ id: row.id, kind: row.kind, attempts: row.attempts, createdAtMs: row.created_at_ms },
        ...{ lastAttemptAtMs: row.last_attempt_at_ms, lastAnswer: row.last_answer, outcome: row.outcome },
        nextAttemptAtMs: row.outcome === null ? row.due_at_ms : null,
      }))
    },

    async withdraw(tx, queue, recipient) {
      await tx
        .updateTable('outbox_message')
        .set({ outcome: 'given-up', settled_at_ms: clock.nowMs(), last_answer: 'withdrawn' })
        .where('queue', '=', queue)
        .where('recipient', '=', recipient)
        .where('settled_at_ms', 'is', null)
        .execute()
    },
  }
}
