import { fromHex, toHex } from '@coldrx/protocol'
import type { Actor, Scope } from '../access/actor.ts'
import type { AuditAction } from '../audit/audit-actions.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import type { FrameReader } from '../frames/frame-log.ts'
import { refusal } from '../http/refusals.ts'
import type { FindableKinds, InspectedRecord } from '../inspection/findable.ts'
import type { Clock } from '../lib/clock.ts'
import { KeyRing, type PublicKeyOf } from '../telemetry/key-ring.ts'
import type { ReadModel } from '../telemetry/read-model.ts'
import type { HandOverDocument, HandOvers } from '../trips/hand-overs.ts'
import type { Shipments } from '../trips/shipments.ts'
import type { Trips } from '../trips/trips.ts'
import { type AboutRecord, said } from './about-record.ts'
import { chinaTime } from './china-time.ts'
import { FrameProver } from './frame-proof.ts'
import type { RecordAlarms } from './record-alarms.ts'
import { collectTemperatureRecord, rangeText, type TemperatureRecord } from './temperature-record.ts'

const LONGEST_MS = 31 * 24 * 3_600_000

export type RecordedSubject = 'trip' | 'shipment'

export interface Records {
  /** @throws AppError NOT_FOUND: none is in reach; CONFLICT: nothing was recorded yet, or more than 31 days */
  temperatureRecord(
    scope: Scope,
    kind: RecordedSubject,
    id: string,
  ): Promise<{ readonly record: TemperatureRecord; readonly about: AboutRecord }>
  /** @throws AppError NOT_FOUND */
  handOver(scope: Scope, digest: string): Promise<HandOverDocument>
  /** Committed before anything is handed out. */
  noteOpened(actor: Actor, opened: OpenedRecord): Promise<void>
}

export interface OpenedRecord {
  readonly kind: RecordedSubject | 'hand-over'
  readonly id: string
  readonly format: 'pdf' | 'csv'
  readonly language: string
}

const ACTIONS = {
  trip: 'trip.open-record',
  shipment: 'shipment.open-record',
  'hand-over': 'hand-over.open-sheet',
} as const satisfies Readonly<Record<OpenedRecord['kind'], AuditAction>>

/** Records as papers: what was measured of a trip or a shipment, and what was signed. */
export function createRecords({
  db,
  audit,
  clock,
  kinds,
  trips,
  shipments,
  handOvers,
  readModel,
  frames,
  alarms,
}: {
  readonly db: BusinessDatabase
  readonly audit: AuditLog
  readonly clock: Clock
  readonly kinds: Pick<FindableKinds, RecordedSubject>
  readonly trips: Pick<Trips, 'get'>
  readonly shipments: Pick<Shipments, 'get'>
  readonly handOvers: Pick<HandOvers, 'find'>
  readonly readModel: Pick<ReadModel, 'recorded'>
  readonly frames: FrameReader
  readonly alarms: RecordAlarms
}): Records {
  const prover = new FrameProver(frames)

  async function keysOf(device: string): Promise<PublicKeyOf> {
    const rows = await db.reader
      .selectFrom('device_key')
      .select('public_key')
      .where('device_id', '=', device)
      .orderBy('from_ms')
      .execute()
    const ring = new KeyRing()
    ring.add(rows.map(({ public_key: key }) => [device, toHex(fromHex(key))]))
    return ring.find
  }

  async function pairsOf(scope: Scope, found: InspectedRecord): Promise<AboutRecord['pairs']> {
    const nameOf = (id: string | null) => {
      const known = found.names.find((one) => one.id === id)
      return known === undefined ? said(null) : { zh: known.zh, en: known.en }
    }
    const vehicle = await vehicleOf(found)
    if (found.kind === 'trip') {
      const trip = await trips.get(scope, found.id)
      const moment = (atMs: number | null) => (atMs === null ? { zh: '尚未', en: 'not yet' } : said(chinaTime(atMs)))
      const stops = (language: 'zh' | 'en') => trip.stops.map(({ name }) => name[language]).join(' → ')
      const waybills = found.related.filter(({ kind }) => kind === 'shipment').map(({ title }) => title)
      return [
        { name: 'vehicle', value: said(vehicle) },
        { name: 'driver', value: nameOf(trip.driverId) },
        { name: 'departed', value: moment(trip.departedAtMs) },
        { name: 'ended', value: moment(trip.endedAtMs) },
        { name: 'route', value: { zh: stops('zh'), en: stops('en') } },
        { name: 'shipment', value: said(waybills.join(', ') || null) },
      ]
    }
    const shipment = await shipments.get(scope, found.id)
    const trip = found.related.find(({ kind }) => kind === 'trip')
    return [
      { name: 'trip', value: said(trip?.title ?? null) },
      { name: 'vehicle', value: said(vehicle) },
      { name: 'goods', value: shipment.goods },
      { name: 'requiredRange', value: said(rangeText(shipment.range)) },
      { name: 'consignee', value: said(shipment.consignee) },
      { name: 'compartment', value: said(shipment.compartment) },
    ]
  }

  async function vehicleOf({ recordings }: InspectedRecord): Promise<string | null> {
    const [first] = recordings
    if (first === undefined) return null
    const row = await db.reader
      .selectFrom('device')
      .innerJoin('asset', 'asset.id', 'device.asset_id')
      .select('asset.name')
      .where('device.id', '=', first.device)
      .executeTakeFirst()
    return row?.name ?? null
  }

  async function organisationOf(id: string | null) {
    const row =
      id === null
        ? undefined
        : await db.reader.selectFrom('organisation').selectAll().where('id', '=', id).executeTakeFirst()
    return {
      organisation: { zh: row?.name_zh ?? '', en: row?.name_en ?? '' },
      licenceNumber: row?.licence_number ?? null,
    }
  }

  return {
    async temperatureRecord(scope, kind, id) {
      const found = await kinds[kind].open(scope, id)
      if (found === undefined) throw refusal('NOT_FOUND', `there is no such ${kind}`, kind)
      const [recording] = found.recordings
      if (recording?.fromMs == null)
        throw refusal('CONFLICT', `${kind}: nothing was recorded of it yet: it has not departed`, kind)
      const span = { ...recording, fromMs: recording.fromMs, toMs: recording.toMs ?? clock.nowMs() }
      if (span.toMs - span.fromMs > LONGEST_MS)
        throw refusal('CONFLICT', `${kind}: a record holds at most 31 days; take the proofs instead`, kind)
      const record = await collectTemperatureRecord(
        { ...span, isOpen: recording.toMs === null },
        { readModel, prover, alarms, publicKeyOf: await keysOf(span.device) },
      )
      const head = await organisationOf(found.organisationId)
      return { record, about: { number: found.title, ...head, pairs: await pairsOf(scope, found) } }
    },

    async handOver(scope, digest) {
      const found = await handOvers.find(scope, digest)
      if (found === undefined) throw refusal('NOT_FOUND', 'there is no hand-over of this digest', 'handOver')
      return found
    },

    async noteOpened(actor, { kind, id, format, language }) {
      await db.inTransaction((tx) =>
        audit.append(tx, { actor, action: ACTIONS[kind], subject: { kind, id }, details: { format, language } }),
      )
    },
  }
}
