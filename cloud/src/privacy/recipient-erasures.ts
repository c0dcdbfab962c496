import { type Scope, systemActor } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { type BusinessDatabase, type BusinessReader, emptyJournal } from '../business-database/business-database.ts'
import { refusal } from '../http/refusals.ts'
import type { Clock } from '../lib/clock.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import type { ShipmentState } from '../trips/shipment-lifecycle.ts'
import { readShipment } from '../trips/shipment-records.ts'
import { eraseDelivery } from './delivery-erasure.ts'
import { forgetAnswers } from './forget-answers.ts'
import { deliveryKeptUntilMs } from './kept-by-law.ts'

const OVER: readonly ShipmentState[] = ['delivered', 'refused', 'returned', 'cancelled']

export interface RecipientErasure {
  readonly requestedAtMs: number
  /** null: name and address are kept by law until `untilMs` */
  readonly doneAtMs: number | null
  readonly untilMs: number
  /** papers that the truck signed and frames pin: evidence, and never changed */
  readonly signedDocuments: number
}

/** Recipients of shipments, who mostly have no account by which they could ask. */
export interface RecipientErasures {
  /**
   * The phone number goes at once; name and address of what never left go too, and of what did when the law lets go.
   * @throws AppError NOT_FOUND; CONFLICT: it is still to be brought, or was erased already
   */
  erase(scope: Scope, shipmentId: string, reason: string): Promise<RecipientErasure>
  of(shipmentId: string): Promise<RecipientErasure | undefined>
  /** @returns how many recipients need not be kept any more and are erased */
  completeDue(): Promise<number>
}

export interface RecipientErasuresParts {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly sealedFields: SealedFields
  /** the truck's paper names recipients */
  readonly onTripTouched: (tripId: string) => Promise<void>
}

export function createRecipientErasures(parts: RecipientErasuresParts): RecipientErasures {
  const { db, audit, clock, sealedFields, onTripTouched } = parts
  const pseudonymOf = (shipmentId: string) => `recipient ${shipmentId}`

  async function of(reader: BusinessReader, shipmentId: string): Promise<RecipientErasure | undefined> {
    const row = await reader
      .selectFrom('recipient_erasure')
      .selectAll()
      .where('shipment_id', '=', shipmentId)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const { count } = await reader
      .selectFrom('device_document')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('shipment_id', '=', shipmentId)
      .executeTakeFirstOrThrow()
    const { requested_at_ms: requestedAtMs, done_at_ms: doneAtMs, until_ms: untilMs } = row
    return { requestedAtMs, doneAtMs, untilMs, signedDocuments: Number(count) }
  }

  return {
    of: (shipmentId) => of(db.reader, shipmentId),

    async erase(scope, shipmentId, reason) {
      let tripId: string | null = null
      const erased = await db.inTransaction(async (tx) => {
        const shipment = await readShipment(tx, sealedFields, scope, shipmentId)
        if (shipment === undefined) throw refusal('NOT_FOUND', 'there is no such shipment', 'shipment')
        if (!OVER.includes(shipment.state))
          throw refusal('CONFLICT', `state: it is ${shipment.state} and has to find its recipient`, 'state')
        if ((await of(tx, shipmentId)) !== undefined) throw refusal('CONFLICT', 'its recipient was erased already')
        tripId = shipment.tripId
        const nowMs = clock.nowMs()
        // what never left is no record of a transport
        const untilMs = shipment.custody.length === 0 ? nowMs : await deliveryKeptUntilMs(tx, shipmentId)
        const isDone = untilMs <= nowMs
        if (isDone) await eraseDelivery(tx, sealedFields, { shipmentId, pseudonym: pseudonymOf(shipmentId) })
        else
          await tx.updateTable('shipment').set({ consignee_phone_sealed: null }).where('id', '=', shipmentId).execute()
        await forgetAnswers(tx, sealedFields, { about: shipmentId })
        await tx
          .insertInto('recipient_erasure')
          .values({
            ...{ shipment_id: shipmentId, requested_at_ms: nowMs, until_ms: untilMs },
            done_at_ms: isDone ? nowMs : null,
          })
          .execute()
        await audit.append(tx, {
          ...{ actor: scope.actor, action: 'shipment.erase-recipient', reason },
          subject: { kind: 'shipment', id: shipmentId },
          details: { kept: isDone ? [] : ['name', 'address'], untilMs },
        })
        return of(tx, shipmentId)
      })
      if (tripId !== null) await onTripTouched(tripId)
      await emptyJournal(db)
      return erased as RecipientErasure
    },

    async completeDue() {
      const nowMs = clock.nowMs()
      const due = await db.reader
        .selectFrom('recipient_erasure')
        .select('shipment_id')
        .where('done_at_ms', 'is', null)
        .where('until_ms', '<=', nowMs)
        .execute()
      for (const { shipment_id: shipmentId } of due)
        await db.inTransaction(async (tx) => {
          await eraseDelivery(tx, sealedFields, { shipmentId, pseudonym: pseudonymOf(shipmentId) })
          await tx
            .updateTable('recipient_erasure')
            .set({ done_at_ms: nowMs })
            .where('shipment_id', '=', shipmentId)
            .execute()
          await audit.append(tx, {
            ...{ actor: systemActor('erasure'), action: 'shipment.erase-kept' },
            subject: { kind: 'shipment', id: shipmentId },
          })
        })
      if (due.length > 0) await emptyJournal(db)
      return due.length
    },
  }
}
