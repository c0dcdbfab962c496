import {
  type Handover,
  handoverSchema,
  type LoadingChecklist,
  loadingChecklistSchema,
  type TripReport,
  tripReportSchema,
} from '@coldrx/protocol'
import type { ExpressionBuilder } from 'kysely'
import type { z } from 'zod'
import type { Actor, Scope } from '../access/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase, BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { DeviceDocumentTable } from '../business-database/tables/documents.ts'
import type { BusinessTables } from '../business-database/tables.ts'
import type { FiledKind } from '../documents/document-store.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'
import {
  actorFor,
  contentOf,
  type DuePaper,
  type Filed,
  fileAll,
  isAnotherFiled,
  settlePaper,
  takePaper,
  timeOf,
} from './filing.ts'
import type { FilingProblem } from './hand-overs.ts'
import { ABOARD_STATES } from './shipment-lifecycle.ts'
import { listShipments, type Shipment } from './shipment-records.ts'
import { MOST_SHIPMENTS_A_TRIP, type Shipments } from './shipments.ts'
import { readTrip, type Trip } from './trip-records.ts'
import type { Trips } from './trips.ts'

/**
 * Why a trip is not departed, loaded or completed by what its cab says:
 * - `unreadable`: its content is not what such a paper says
 * - `unknown-trip`, `other-truck`: the trip, or its truck, is another one
 * - `unknown-stop`: the trip has no such stop to load at
 * - `not-loaded`: boxes that the trip was to take there are not among those taken aboard
 * - `not-departed`: what it was loaded with on the way is filed once it has departed by the records
 * - `goods-aboard`: the driver ended it with goods that nobody took, and by the records they are aboard still
 * - `not-handed-over`: hand-overs that it names have not come yet; it is filed once they have
 * - `wrong-state`: the trip was cancelled, or taken back from the truck
 * - `second-document`: another document of this id was filed
 */
export const TRIP_PAPER_PROBLEMS = [
  'unreadable',
  'unknown-trip',
  'other-truck',
  'unknown-stop',
  'not-loaded',
  'not-departed',
  'goods-aboard',
  'not-handed-over',
  'wrong-state',
  'second-document',
] as const
export type TripPaperProblem = (typeof TRIP_PAPER_PROBLEMS)[number]

/** A paper of the cab that was looked at, with what became of it. */
export interface TripPaper {
  readonly id: string
  readonly digest: string
  readonly device: string
  readonly receivedAtMs: number
  readonly filing: Filed['filing'] | 'pending'
  readonly problem: TripPaperProblem | FilingProblem | null
  readonly content:
    | { readonly kind: 'loading-checklist'; readonly checklist: LoadingChecklist }
    | { readonly kind: 'trip-report'; readonly report: TripReport }
    | { readonly kind: 'handover'; readonly handover: Handover }
}

export interface TripPapers {
  /** Departs trips by their loading checklists, and loads them on the way. @throws AggregateError */
  departDue(): Promise<void>
  /** Completes trips by their reports, once the hand-overs that they name are filed. @throws AggregateError */
  completeDue(): Promise<void>
  /** Those of one trip, the newest first; of its hand-overs those that have not become custody. */
  list(tripId: string): Promise<TripPaper[]>
  /**
   * A paper that was refused is due once more: somebody has put right what it did not fit. Asked twice, or of one that was
   * not refused, nothing changes. @throws AppError NOT_FOUND
   */
  fileAgain(scope: Scope, tripId: string, digest: string, reason: string): Promise<void>
  /** Called when a paper has become due otherwise than by its coming. */
  onDue(listener: () => void): () => void
}

/** More of one trip are no papers of a trip. */
const MOST_LISTED = 20
const PART = 'trip-papers'
const KINDS = ['loading-checklist', 'trip-report', 'handover'] as const satisfies readonly FiledKind[]

type Verdict = Filed<TripPaperProblem>

const refused = (problem: TripPaperProblem, tripId?: string): Verdict => ({ filing: 'refused', problem, tripId })

/** A paper that can be read and the trip that it names, which is one of its truck. */
interface Known<Content> {
  readonly row: DeviceDocumentTable
  readonly content: Content
  readonly trip: Trip
  /** for the organisation whose trip it is */
  readonly scope: Scope
}

/** The cab's word for what the cloud could not see: a driver who was without network all day has departed all the same. */
export function createTripPapers({
  db,
  audit,
  clock,
  sealedFields,
  trips,
  shipments,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly sealedFields: SealedFields
  readonly trips: Pick<Trips, 'applyIn' | 'touched'>
  readonly shipments: Pick<Shipments, 'loadIn'>
}): TripPapers {
  const listeners = new Set<() => void>()

  async function file<Content extends LoadingChecklist | TripReport>(
    paper: DuePaper,
    schema: z.ZodType<Content>,
    follow: (tx: BusinessTransaction, known: Known<Content>) => Promise<Verdict>,
  ): Promise<void> {
    const judge = async (tx: BusinessTransaction, row: DeviceDocumentTable, actor: Actor): Promise<Verdict> => {
      if (await isAnotherFiled(tx, row)) return refused('second-document')
      const content = contentOf(sealedFields, row, schema)
      if (content === null) return refused('unreadable')
      const trip = await readTrip(tx, sealedFields, { actor, reach: 'all' }, content.trip.id)
      if (trip === undefined) return refused('unknown-trip')
      if (trip.device !== row.device) return refused('other-truck', trip.id)
      const scope: Scope = { actor: { ...actor, organisationId: trip.organisationId }, reach: 'all' }
      return follow(tx, { row, content, trip, scope })
    }
    const touched = await db.inTransaction(async (tx) => {
      const row = await takePaper(tx, paper, clock.nowMs())
      if (row === undefined) return undefined
      const actor = await actorFor(tx, row.device, PART)
      const verdict = await judge(tx, row, actor)
      await settlePaper(tx, paper, verdict)
      if (verdict.problem !== null) await tellOf(tx, actor, row, verdict)
      return verdict.filing === 'filed' ? verdict.tripId : undefined
    })
    if (touched !== undefined) await trips.touched(touched)
  }

  async function tellOf(
    tx: BusinessTransaction,
    actor: Actor,
    { device, id, digest, kind }: DeviceDocumentTable,
    { filing, problem, tripId }: Verdict,
  ): Promise<void> {
    await audit.append(tx, {
      actor,
      action: filing === 'waiting' ? 'trip-paper.wait' : 'trip-paper.refuse',
      // of a trip of others nothing is told here
      subject:
        tripId === undefined || problem === 'other-truck'
          ? { kind: 'device', id: device }
          : { kind: 'trip', id: tripId },
      reason: problem ?? undefined,
      details: { device, document: id, digest, kind },
    })
  }

  async function depart(
    tx: BusinessTransaction,
    { row, content, trip, scope }: Known<LoadingChecklist>,
  ): Promise<Verdict> {
    const { id: tripId } = trip
    const { stop } = content
    if (stop !== undefined && stop !== trip.stops[0]?.id) return pickUp(tx, { row, content, trip, scope }, stop)
    // somebody at a desk was quicker
    if (trip.state === 'under-way' || trip.state === 'completed') return { filing: 'filed', problem: null, tripId }
    if (trip.state !== 'released' && trip.state !== 'loading') return refused('wrong-state', tripId)
    const toLoad = await loadOf(tx, { trip, scope }, trip.stops[0]?.id)
    if (!isAllAboard(toLoad, content)) return refused('not-loaded', tripId)

    const loading = content.steps.find(({ step }) => step === 'load')
    const leaving = content.steps.at(-1)
    const departedAtMs = timeOf(content.departedAtMs, leaving?.clock ?? 'none', row.received_at_ms)
    const loadedAtMs = loading === undefined ? departedAtMs : Math.min(departedAtMs, loading.atMs)
    const details = { document: row.id }
    if (trip.state === 'released')
      await trips.applyIn(tx, scope, tripId, 'start-loading', { atMs: loadedAtMs, details })
    await loadAll(tx, { row, content, trip, scope }, toLoad, loadedAtMs)
    await trips.applyIn(tx, scope, tripId, 'depart', { atMs: departedAtMs, details })
    return { filing: 'filed', problem: null, tripId }
  }

  /** What comes aboard at a later stop goes with the trip at once. */
  async function pickUp(tx: BusinessTransaction, known: Known<LoadingChecklist>, stop: string): Promise<Verdict> {
    const { row, content, trip, scope } = known
    const { id: tripId, state } = trip
    if (state === 'completed') return { filing: 'filed', problem: null, tripId }
    if (state === 'planned' || state === 'cancelled') return refused('wrong-state', tripId)
    if (state !== 'under-way') return { filing: 'waiting', problem: 'not-departed', tripId }
    if (!trip.stops.some(({ id }) => id === stop)) return refused('unknown-stop', tripId)
    const toLoad = await loadOf(tx, { trip, scope }, stop)
    if (!isAllAboard(toLoad, content)) return refused('not-loaded', tripId)
    const loading = content.steps.find(({ step }) => step === 'load')
    const atMs = timeOf(loading?.atMs ?? content.departedAtMs, loading?.clock ?? 'none', row.received_at_ms)
    await loadAll(tx, known, toLoad, atMs)
    return { filing: 'filed', problem: null, tripId }
  }

  async function loadOf(
    tx: BusinessTransaction,
    { trip, scope }: Pick<Known<LoadingChecklist>, 'trip' | 'scope'>,
    stop: string | undefined,
  ): Promise<Shipment[]> {
    const all = await listShipments(tx, sealedFields, scope, { tripId: trip.id, limit: MOST_SHIPMENTS_A_TRIP })
    return all.filter(({ state, fromStopId }) => state === 'assigned' && fromStopId === stop)
  }

  async function loadAll(
    tx: BusinessTransaction,
    { row, content, trip, scope }: Known<LoadingChecklist>,
    toLoad: readonly Shipment[],
    atMs: number,
  ): Promise<void> {
    const { temperatures = [] } = content.steps.find(({ step }) => step === 'load') ?? {}
    for (const shipment of toLoad)
      await shipments.loadIn(tx, scope.actor, shipment, {
        ...{ atMs, byPersonId: trip.driverId, documentId: row.id },
        temperatureCelsius:
          temperatures.find(({ compartment }) => compartment === shipment.compartment)?.celsius ?? null,
      })
  }

  async function complete(tx: BusinessTransaction, { row, content, trip, scope }: Known<TripReport>): Promise<Verdict> {
    const { id: tripId } = trip
    if (trip.state === 'completed') return { filing: 'filed', problem: null, tripId }
    if (trip.state === 'planned' || trip.state === 'cancelled') return refused('wrong-state', tripId)
    const all = await listShipments(tx, sealedFields, scope, { tripId, limit: MOST_SHIPMENTS_A_TRIP })
    const isAboard = ({ id, state }: Shipment) =>
      content.open.includes(id) && ABOARD_STATES.some((one) => one === state)
    if (all.some(isAboard)) return refused('goods-aboard', tripId)
    const atMs = timeOf(content.endedAtMs, content.clock, row.received_at_ms)
    try {
      await trips.applyIn(tx, scope, tripId, 'complete', { atMs, details: { document: row.id } })
    } catch (error) {
      // not departed, or not handed over, by the records: what tells it may be on its way
      if (error instanceof AppError && (error.field === 'state' || error.field === 'shipments'))
        return { filing: 'waiting', problem: 'not-handed-over', tripId }
      throw error
    }
    return { filing: 'filed', problem: null, tripId }
  }

  /** By the records its trip drives, is over or was taken back. */
  function drives(eb: ExpressionBuilder<BusinessTables, 'device_document'>) {
    const done = db.reader
      .selectFrom('trip')
      .select('trip.id')
      .where('state', 'in', ['planned', 'under-way', 'completed', 'cancelled'])
    return eb('trip_id', 'in', done)
  }

  /** By the records its trip is over or was taken back, or is under way with nothing aboard. */
  function waitsNoLonger(eb: ExpressionBuilder<BusinessTables, 'device_document'>) {
    const goods = db.reader
      .selectFrom('shipment')
      .select('shipment.trip_id')
      .where('state', 'in', ABOARD_STATES)
      .where('shipment.trip_id', 'is not', null)
    const done = db.reader
      .selectFrom('trip')
      .select('trip.id')
      .where((of) =>
        of.or([
          of('state', 'in', ['planned', 'completed', 'cancelled']),
          of.and([of('state', '=', 'under-way'), of('id', 'not in', goods)]),
        ]),
      )
    return eb('trip_id', 'in', done)
  }

  function toContent(row: DeviceDocumentTable): TripPaper['content'] | null {
    if (row.kind === 'loading-checklist') {
      const checklist = contentOf(sealedFields, row, loadingChecklistSchema)
      return checklist && { kind: 'loading-checklist', checklist }
    }
    if (row.kind === 'handover') {
      const handover = contentOf(sealedFields, row, handoverSchema)
      return handover && { kind: 'handover', handover }
    }
    const report = contentOf(sealedFields, row, tripReportSchema)
    return report && { kind: 'trip-report', report }
  }

  return {
    departDue: () =>
      fileAll(db.reader, { kind: 'loading-checklist', waitsNoLonger: drives }, (paper) =>
        file(paper, loadingChecklistSchema, depart),
      ),
    completeDue: () =>
      fileAll(db.reader, { kind: 'trip-report', waitsNoLonger }, (paper) => file(paper, tripReportSchema, complete)),
    async list(tripId) {
      const rows = await papersOf(db.reader, tripId)
        .where((eb) => eb.or([eb('kind', '<>', 'handover'), eb('filing', '<>', 'filed')]))
        .orderBy('received_at_ms', 'desc')
        .orderBy('digest', 'desc')
        .limit(MOST_LISTED)
        .execute()
      return rows.flatMap((row): TripPaper[] => {
        const content = toContent(row)
        if (content === null) return []
        return [
          {
            ...{ id: row.id, digest: row.digest, device: row.device, receivedAtMs: row.received_at_ms },
            filing: row.filing as TripPaper['filing'],
            problem: row.filing_problem as TripPaper['problem'],
            content,
          },
        ]
      })
    },

    async fileAgain(scope, tripId, digest, reason) {
      await db.inTransaction(async (tx) => {
        const trip = await readTrip(tx, sealedFields, scope, tripId)
        const row = trip && (await papersOf(tx, tripId).where('digest', '=', digest).executeTakeFirst())
        if (row === undefined) throw new AppError('NOT_FOUND', 404, 'there is no such paper', { field: 'paper' })
        const { device, id, kind, filing_problem: problem } = row
        const { numUpdatedRows } = await tx
          .updateTable('device_document')
          .set({ filing: 'pending', filing_problem: null, filed_at_ms: clock.nowMs() })
          .where('device', '=', device)
          .where('id', '=', id)
          .where('digest', '=', digest)
          .where('filing', '=', 'refused')
          .executeTakeFirst()
        // it is due already, or was filed
        if (numUpdatedRows === 0n) return
        await audit.append(tx, {
          ...{ actor: scope.actor, action: 'trip-paper.file-again', subject: { kind: 'trip', id: tripId }, reason },
          details: { device, document: id, digest, kind, problem },
        })
      })
      for (const listener of [...listeners]) listener()
    },

    onDue(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** What came of a trip from its own truck. */
function papersOf(reader: BusinessReader, tripId: string) {
  return reader
    .selectFrom('device_document')
    .selectAll()
    .where('trip_id', '=', tripId)
    .where('kind', 'in', KINDS)
    .where((eb) => eb.or([eb('filing_problem', 'is', null), eb('filing_problem', '<>', 'other-truck')]))
}

function isAllAboard(toLoad: readonly Shipment[], { loaded }: LoadingChecklist): boolean {
  const aboard = new Map(loaded.map(({ shipment, boxes }) => [shipment, new Set(boxes)]))
  return toLoad.every(({ id, boxes }) => boxes.every(({ code }) => aboard.get(id)?.has(code) ?? false))
}
