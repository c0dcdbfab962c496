import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import type { AuditEntryTable } from '../business-database/tables/audit.ts'
import type { WebhookEvent } from './webhook-events.ts'
import type { Webhooks } from './webhooks.ts'

const FOLLOWER = 'webhooks'
const AT_ONCE = 200
const LOOK_EVERY_MS = 1_000
const KINDS = ['trip', 'shipment'] as const

export interface BusinessEventsParts {
  readonly db: BusinessDatabase
  readonly webhooks: Webhooks
  readonly onFailure: (error: unknown) => void
  readonly lookEveryMs?: number
}

/**
 * Follows the audit, in which every change of a trip or shipment stands, in the order of commits and without holes:
 * messages and the place read up to are one transaction, so nothing is left out and nothing told twice.
 */
export class BusinessEvents {
  readonly #parts: BusinessEventsParts
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> | undefined
  #stopped = false

  constructor(parts: BusinessEventsParts) {
    this.#parts = parts
  }

  /** What happened before the very first start is not announced. */
  async start(): Promise<void> {
    const { db } = this.#parts
    await db.inTransaction(async (tx) => {
      const last = await tx
        .selectFrom('audit_entry')
        .select(({ fn }) => fn.max('sequence').as('sequence'))
        .executeTakeFirst()
      await tx
        .insertInto('outbox_follower')
        .values({ name: FOLLOWER, position: last?.sequence ?? 0 })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute()
    })
    this.#plan(0)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#working
  }

  #plan(waitMs: number): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#working = this.#work()
    }, waitMs)
  }

  async #work(): Promise<void> {
    const { lookEveryMs = LOOK_EVERY_MS, onFailure } = this.#parts
    try {
      this.#plan((await this.#step()) === AT_ONCE ? 0 : lookEveryMs)
    } catch (error) {
      onFailure(error)
    }
  }

  /** How many entries it read. */
  async #step(): Promise<number> {
    const { db } = this.#parts
    // without a transaction first: most of the time there is nothing
    if ((await this.#entries(db.reader, await this.#position(db.reader))).length === 0) return 0
    return db.inTransaction(async (tx) => {
      const entries = await this.#entries(tx, await this.#position(tx, { lock: db.engine === 'postgres' }))
      for (const entry of entries) await this.#announce(tx, entry)
      const position = entries.at(-1)?.sequence
      if (position !== undefined) {
        await tx.updateTable('outbox_follower').set({ position }).where('name', '=', FOLLOWER).execute()
      }
      return entries.length
    })
  }

  async #position(reader: BusinessDatabase['reader'], { lock = false } = {}): Promise<number> {
    const row = await reader
      .selectFrom('outbox_follower')
      .select('position')
      .where('name', '=', FOLLOWER)
      .$if(lock, (query) => query.forUpdate())
      .executeTakeFirstOrThrow()
    return row.position
  }

  #entries(reader: BusinessDatabase['reader'], position: number) {
    return reader
      .selectFrom('audit_entry')
      .select(['sequence', 'at_ms', 'action', 'subject_kind', 'subject_id'])
      .where('sequence', '>', position)
      .orderBy('sequence')
      .limit(AT_ONCE)
      .execute()
  }

  async #announce(tx: BusinessTransaction, entry: Entry): Promise<void> {
    const kind = KINDS.find((one) => one === entry.subject_kind)
    if (kind === undefined || !entry.action.startsWith(`${kind}.`)) return
    const { subject_id: id, sequence, action: type, at_ms: atMs } = entry
    const event: WebhookEvent = { id: `audit-${sequence}`, type, atMs, subject: { [kind]: id } }
    const wanting = await this.#parts.webhooks.wanting(tx, event)
    if (wanting.length === 0) return
    const record = await tx.selectFrom(kind).select('organisation_id').where('id', '=', id).executeTakeFirst()
    for (const webhook of wanting) {
      const isItsOwn = webhook.organisationId === null || webhook.organisationId === record?.organisation_id
      if (isItsOwn) await this.#parts.webhooks.announce(tx, webhook, event)
    }
  }
}

type Entry = Pick<AuditEntryTable, 'sequence' | 'at_ms' | 'action' | 'subject_kind' | 'subject_id'>
