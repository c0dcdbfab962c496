import { type Handover, handoverSchema } from '@coldrx/protocol'
import type { ExpressionBuilder } from 'kysely'
import type { Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessTransaction } from '../business-database/business-database.ts'
import type { DeviceDocumentTable, Filing } from '../business-database/tables/documents.ts'
import type { BusinessTables } from '../business-database/tables.ts'
import type { FiledKind } from '../documents/document-store.ts'
import { visibleAssets } from '../fleet/fleet-scope.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { behind } from '../lib/newest-first.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import {
  actorFor,
  contentOf,
  type DuePaper,
  FILINGS,
  type Filed,
  fileAll,
  isAnotherFiled,
  settlePaper,
  takePaper,
  timeOf,
} from './filing.ts'
import type { ShipmentState } from './shipment-lifecycle.ts'
import { readShipment, type Shipment } from './shipment-records.ts'
import type { Shipments } from './shipments.ts'

/**
 * Why a hand-over is no entry of custody:
 * - `unreadable`: its content is not what a hand-over says
 * - `unknown-shipment`, `other-trip`, `other-truck`: the shipment, its trip or the trip's truck is another one
 * - `not-departed`: the trip has not departed by the records; it is filed once it has
 * - `wrong-state`: the shipment was handed over, cancelled or taken off before
 * - `second-document`: another document of this id was filed
 */
export const FILING_PROBLEMS = [
  'unreadable',
  'unknown-shipment',
  'other-trip',
  'other-truck',
  'not-departed',
  'wrong-state',
  'second-document',
] as const
export type FilingProblem = (typeof FILING_PROBLEMS)[number]

/** A hand-over as its truck sent it, and what became of it. */
export interface HandOverDocument {
  readonly device: string
  readonly id: string
  readonly digest: string
  readonly receivedAtMs: number
  readonly filing: (typeof FILINGS)[number]
  readonly problem: FilingProblem | null
  readonly filedAtMs: number | null
  readonly shipmentId: string | null
  /** null: unreadable */
  readonly content: Handover | null
}

export interface HandOverQuery {
  readonly filings?: readonly Filing[] | undefined
  readonly shipmentId?: string | undefined
  readonly device?: string | undefined
  readonly limit: number
  readonly after?: readonly [receivedAtMs: number, digest: string] | undefined
}

export interface HandOvers {
  /** @throws AggregateError */
  fileDue(): Promise<void>
  /** Those of visible trucks, the newest first; one more than `limit` where there is more. */
  list(scope: Scope, query: HandOverQuery): Promise<HandOverDocument[]>
  /** One of a visible truck, by its digest. */
  find(scope: Scope, digest: string): Promise<HandOverDocument | undefined>
}

const BEFORE_DEPARTURE: readonly ShipmentState[] = ['planned', 'assigned', 'loaded']
const PART = 'hand-over'
const KIND: FiledKind = 'handover'

interface Verdict extends Pick<Filed<FilingProblem>, 'filing' | 'problem'> {
  readonly shipment: Shipment | undefined
}

/** Turns the hand-overs that trucks send into custody. */
export function createHandOvers({
  db,
  audit,
  clock,
  sealedFields,
  shipments,
  onTripTouched,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly shipments: Pick<Shipments, 'handOverIn'>
  readonly onTripTouched: (tripId: string) => Promise<void>
}): HandOvers {
  async function file(paper: DuePaper): Promise<void> {
    const { device, id, digest } = paper
    const touchedTrip = await db.inTransaction(async (tx) => {
      const row = await takePaper(tx, paper, clock.nowMs())
      if (row === undefined) return null
      const content = contentOf(sealedFields, row, handoverSchema)
      const { filing, problem, shipment } = await judge(tx, row, content)
      const tripId = await tripOfTruck(tx, device, content)
      await settlePaper(tx, paper, { filing, problem, shipmentId: shipment?.id, tripId })
      // what was filed, the shipment's own entry tells
      if (problem !== null) {
        await audit.append(tx, {
          actor: await actorFor(tx, device, PART),
          action: filing === 'waiting' ? 'hand-over.wait' : 'hand-over.refuse',
          // of a shipment of others nothing is told here
          subject: isOwn(problem) && shipment ? { kind: 'shipment', id: shipment.id } : { kind: 'device', id: device },
          reason: problem,
          details: {
            device,
            document: id,
            digest,
            shipment: content?.shipment ?? null,
            trip: content?.trip.id ?? null,
          },
        })
      }
      return filing === 'filed' ? (shipment?.tripId ?? null) : null
    })
    if (touchedTrip !== null) await onTripTouched(touchedTrip)
  }

  async function judge(tx: BusinessTransaction, row: DeviceDocumentTable, content: Handover | null): Promise<Verdict> {
    const refused = (problem: FilingProblem, shipment?: Shipment): Verdict => ({ filing: 'refused', problem, shipment })
    if (content === null) return refused('unreadable')
    const actor = await actorFor(tx, row.device, PART)
    const shipment = await readShipment(tx, sealedFields, { actor, reach: 'all' }, content.shipment)
    if (shipment === undefined) return refused('unknown-shipment')
    if (shipment.tripId === null || shipment.tripId !== content.trip.id) return refused('other-trip', shipment)
    const trip = await tx
      .selectFrom('trip')
      .select(['device', 'driver_id'])
      .where('id', '=', shipment.tripId)
      .executeTakeFirst()
    if (trip?.device !== row.device) return refused('other-truck', shipment)
    if (await isAnotherFiled(tx, row)) return refused('second-document', shipment)
    if (BEFORE_DEPARTURE.includes(shipment.state)) return { filing: 'waiting', problem: 'not-departed', shipment }
    try {
      await shipments.handOverIn(tx, { ...actor, organisationId: shipment.organisationId }, shipment, {
        ...{ kind: content.outcome, atMs: timeOf(content.atMs, content.clock, row.received_at_ms) },
        ...{ taker: content.taker, temperatureCelsius: content.temperatureCelsius, note: content.note ?? null },
        ...{ documentId: row.id, byPersonId: trip.driver_id },
      })
    } catch (error) {
      // `revision`: somebody was at the shipment at this very moment; the next look judges it anew
      if (error instanceof AppError && error.field === 'state') return refused('wrong-state', shipment)
      throw error
    }
    return { filing: 'filed', problem: null, shipment }
  }

  /** The trip that it names, where that is one of its truck: at another's nothing is shown. */
  async function tripOfTruck(tx: BusinessTransaction, device: string, content: Handover | null) {
    if (content === null) return undefined
    const trip = await tx
      .selectFrom('trip')
      .select('id')
      .where('id', '=', content.trip.id)
      .where('device', '=', device)
      .executeTakeFirst()
    return trip?.id
  }

  function hasDeparted(eb: ExpressionBuilder<BusinessTables, 'device_document'>) {
    const departed = db.reader.selectFrom('shipment').select('shipment.id').where('state', 'not in', BEFORE_DEPARTURE)
    return eb('shipment_id', 'in', departed)
  }

  function visibleDocuments(scope: Scope) {
    const assets = db.reader.selectFrom('asset').select('asset.id').where(visibleAssets(scope))
    const devices = db.reader.selectFrom('device').select('device.id').where('asset_id', 'in', assets)
    return db.reader.selectFrom('device_document').selectAll().where('kind', '=', KIND).where('device', 'in', devices)
  }

  function toDocument(row: DeviceDocumentTable): HandOverDocument {
    return {
      ...{ device: row.device, id: row.id, digest: row.digest, receivedAtMs: row.received_at_ms },
      filing: row.filing as HandOverDocument['filing'],
      problem: row.filing_problem as FilingProblem | null,
      ...{ filedAtMs: row.filed_at_ms, shipmentId: row.shipment_id },
      content: contentOf(sealedFields, row, handoverSchema),
    }
  }

  return {
    fileDue: () => fileAll(db.reader, { kind: KIND, waitsNoLonger: hasDeparted }, file),

    async list(scope, { filings = FILINGS, shipmentId, device, limit, after }) {
      let rows = visibleDocuments(scope)
        .where('filing', 'in', filings)
        .where(behind(after, { created: 'received_at_ms', id: 'digest' }))
      if (shipmentId !== undefined) rows = rows.where('shipment_id', '=', shipmentId)
      if (device !== undefined) rows = rows.where('device', '=', device)
      const found = await rows
        .orderBy('received_at_ms', 'desc')
        .orderBy('digest', 'desc')
        .limit(limit + 1)
        .execute()
      return found.map(toDocument)
    },

    async find(scope, digest) {
      const row = await visibleDocuments(scope).where('digest', '=', digest).executeTakeFirst()
      return row && toDocument(row)
    },
  }
}

const isOwn = (problem: FilingProblem): boolean => problem !== 'other-truck' && problem !== 'other-trip'
