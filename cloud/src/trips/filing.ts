import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { z } from 'zod'
import { type Actor, systemActor } from '../access/actor.ts'
import type { BusinessReader, BusinessTransaction } from '../business-database/business-database.ts'
import type { DeviceDocumentTable, Filing } from '../business-database/tables/documents.ts'
import type { BusinessTables } from '../business-database/tables.ts'
import { documentPlace, type FiledKind } from '../documents/document-store.ts'
import type { SealedFields } from '../lib/sealed-fields.ts'

/** Of documents from which something follows. */
export const FILINGS = ['pending', 'filed', 'waiting', 'refused'] as const satisfies readonly Filing[]

/** A document of a device from which something follows, as it was seen when it was due. */
export type DuePaper = Pick<DeviceDocumentTable, 'device' | 'id' | 'digest' | 'kind' | 'filing'>

export interface Filed<Problem extends string = string> {
  readonly filing: Extract<Filing, 'filed' | 'waiting' | 'refused'>
  readonly problem: Problem | null
  readonly shipmentId?: string | undefined
  readonly tripId?: string | undefined
}

const BATCH = 100

type WaitsNoLonger = (eb: ExpressionBuilder<BusinessTables, 'device_document'>) => Expression<SqlBool>

/**
 * Files whatever is due of that kind, each in a transaction of its own. What fails stays due, and is told when the others
 * are done.
 *
 * @throws AggregateError
 */
export async function fileAll(
  reader: BusinessReader,
  { kind, waitsNoLonger }: { readonly kind: FiledKind; readonly waitsNoLonger: WaitsNoLonger },
  file: (paper: DuePaper) => Promise<void>,
): Promise<void> {
  const problems: unknown[] = []
  for (let due: DuePaper[] = []; problems.length === 0; ) {
    due = await readDue(reader, kind, waitsNoLonger)
    for (const paper of due) await file(paper).catch((error: unknown) => problems.push(error))
    if (due.length < BATCH) break
  }
  if (problems.length > 0) throw new AggregateError(problems, 'papers of trucks could not be filed')
}

/** Those never looked at, and of those that wait, what waits no longer; the oldest first. */
async function readDue(reader: BusinessReader, kind: FiledKind, waitsNoLonger: WaitsNoLonger): Promise<DuePaper[]> {
  return reader
    .selectFrom('device_document')
    .select(['device', 'id', 'digest', 'kind', 'filing'])
    .where('kind', '=', kind)
    .where((eb) => eb.or([eb('filing', '=', 'pending'), eb.and([eb('filing', '=', 'waiting'), waitsNoLonger(eb)])]))
    .orderBy('received_at_ms')
    .orderBy('digest')
    .limit(BATCH)
    .execute()
}

/** null: its content is not what such a paper says */
export function contentOf<Content>(
  sealedFields: SealedFields,
  row: DeviceDocumentTable,
  schema: z.ZodType<Content>,
): Content | null {
  return schema.safeParse(JSON.parse(sealedFields.open(documentPlace(row), row.content_sealed))).data ?? null
}

/** Whoever takes it is the only one: of two instances that have it at once, the second finds it taken. */
export async function takePaper(
  tx: BusinessTransaction,
  { device, id, digest, filing }: DuePaper,
  nowMs: number,
): Promise<DeviceDocumentTable | undefined> {
  return tx
    .updateTable('device_document')
    .set({ filed_at_ms: nowMs })
    .where('device', '=', device)
    .where('id', '=', id)
    .where('digest', '=', digest)
    .where('filing', '=', filing)
    .returningAll()
    .executeTakeFirst()
}

/** In the transaction of what follows from it: whoever dies before the commit leaves it due. */
export async function settlePaper(
  tx: BusinessTransaction,
  { device, id, digest }: DuePaper,
  { filing, problem, shipmentId, tripId }: Filed,
): Promise<void> {
  await tx
    .updateTable('device_document')
    .set({ filing, filing_problem: problem, shipment_id: shipmentId ?? null, trip_id: tripId ?? null })
    .where('device', '=', device)
    .where('id', '=', id)
    .where('digest', '=', digest)
    .execute()
}

export async function isAnotherFiled(
  tx: BusinessTransaction,
  { device, id, digest }: Pick<DuePaper, 'device' | 'id' | 'digest'>,
): Promise<boolean> {
  const other = await tx
    .selectFrom('device_document')
    .select('digest')
    .where('device', '=', device)
    .where('id', '=', id)
    .where('digest', '<>', digest)
    .where('filing', 'in', ['filed', 'waiting'])
    .executeTakeFirst()
  return other !== undefined
}

/** Of the organisation whose truck it is: its quality department is told. */
export async function actorFor(tx: BusinessTransaction, device: string, part: string): Promise<Actor> {
  const owner = await tx
    .selectFrom('device')
    .innerJoin('asset', 'asset.id', 'device.asset_id')
    .select('asset.organisation_id')
    .where('device.id', '=', device)
    .executeTakeFirst()
  return { ...systemActor(part), organisationId: owner?.organisation_id ?? null }
}

/** A truck without a clock knows no time, and none acts after it has told so. */
export function timeOf(atMs: number, clock: string, receivedAtMs: number): number {
  return clock === 'none' ? receivedAtMs : Math.min(atMs, receivedAtMs)
}
