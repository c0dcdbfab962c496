import {
  type AssignedTrip,
  documentIdSchema,
  fromUtf8,
  HANDOVER_OUTCOMES,
  type Handover,
  handoverSchema,
  REFUSAL_REASONS,
  signatureSchema,
} from '@coldrx/protocol'
import { z } from 'zod'
import type { FrameBase } from '../recorder/frame-sections.ts'
import type { Recorder } from '../recorder/recorder.ts'
import type { RecorderStatus } from '../recorder/recorder-file.ts'
import { saltedDocument } from './salted-document.ts'

const KIND = 'handover'
/** More than a trip has shipments: those of the trip under way are among them. */
const SHOWN = 400

/** What the cab's page says of a hand-over; the device adds time, temperature and place. */
export const handoverRequestSchema = z.strictObject({
  /** made by the page, so that asking twice hands over once */
  id: documentIdSchema,
  shipment: z.string().min(1).max(64),
  outcome: z.enum(HANDOVER_OUTCOMES),
  taker: z.string().trim().min(1).max(64),
  /** why it is refused; needed then */
  reason: z.enum(REFUSAL_REASONS).exactOptional(),
  note: z.string().trim().max(500).exactOptional(),
  /** codes of the boxes that are there; left out: all of the waybill */
  boxes: z.array(z.string().min(1).max(48)).max(200).exactOptional(),
  signature: signatureSchema,
})
export type HandoverRequest = z.infer<typeof handoverRequestSchema>

/** What is known of a compartment and of the place at this moment. */
export interface HandoverPlace {
  readonly temperatureCelsius: number | null
  readonly position: { readonly latitude: number; readonly longitude: number } | null
}

/** What the sheet says besides of truck, trip and probes. */
export interface SheetPlace {
  readonly truck: string
  /** by the truck's own record */
  readonly departedAtMs: number | null
  readonly probes: readonly { readonly id: string; readonly temperatureCelsius: number | null; readonly mark: string }[]
}

/** A hand-over that this device recorded. */
export interface RecordedHandover {
  readonly document: string
  readonly shipment: string
  readonly outcome: Handover['outcome']
  readonly atMs: number
  /** whether the cloud has it */
  readonly acknowledged: boolean
}

export type HandoverProblem =
  | 'NO_REASON'
  | 'UNKNOWN_BOX'
  | 'NO_BOX'
  | 'NO_TRIP'
  | 'NO_SHIPMENT'
  | 'NO_COMPARTMENT'
  | 'ALREADY_HANDED_OVER'
  | 'ID_TAKEN'

/** Refused; nothing was recorded. */
export class HandoverError extends Error {
  override readonly name = 'HandoverError'
  readonly code: HandoverProblem

  constructor(code: HandoverProblem, message: string) {
    super(message)
    this.code = code
  }
}

export interface Handovers {
  /** of the newest trips, by shipment */
  readonly recorded: ReadonlyMap<string, RecordedHandover>
  /** Resolves when document and event are committed. @throws HandoverError, RecorderError */
  record(request: HandoverRequest): Promise<RecordedHandover>
  /** What was signed; null: there is no such hand-over here. */
  content(document: string): Promise<Handover | null>
  /** The cloud has acknowledged a document. */
  refresh(): Promise<void>
}

/** Shipments that change hands at the truck: each is a document, pinned to the frames in the same transaction. */
export async function openHandovers({
  recorder,
  currentTrip,
  now,
  placeOf,
  sheetOf,
  onRecorded,
}: {
  readonly recorder: Pick<Recorder, 'keepDocument' | 'document' | 'documentsOfKind'>
  readonly currentTrip: () => AssignedTrip | null
  readonly now: () => Omit<FrameBase, 'boot'>
  readonly placeOf: (compartment: string) => HandoverPlace
  readonly sheetOf: (compartment: string) => SheetPlace
  readonly onRecorded: (status: RecorderStatus) => void
}): Promise<Handovers> {
  let recorded: ReadonlyMap<string, RecordedHandover> = new Map()
  let isRead = false
  /** one after the other: two pages may hand the same shipment over at once */
  let last: Promise<unknown> = Promise.resolve()

  async function refresh(): Promise<void> {
    const documents = await recorder.documentsOfKind(KIND, SHOWN)
    isRead = true
    recorded = new Map(
      documents.reverse().flatMap(({ id, bytes, acknowledged }) => {
        const { data } = handoverSchema.safeParse(JSON.parse(fromUtf8(bytes)))
        return data === undefined ? [] : [[data.shipment, toRecorded(id, data, acknowledged)]]
      }),
    )
  }

  function toHandover(request: HandoverRequest): Handover {
    const trip = currentTrip()
    if (trip === null) throw new HandoverError('NO_TRIP', 'there is no trip')
    const shipment = trip.shipments.find(({ id }) => id === request.shipment)
    if (shipment === undefined) {
      const allowed = trip.shipments.map(({ id }) => id).join(', ')
      throw new HandoverError('NO_SHIPMENT', `shipment: the trip has ${allowed || 'none'}`)
    }
    if (shipment.compartment === null) {
      throw new HandoverError('NO_COMPARTMENT', 'shipment: it is in no compartment yet')
    }
    if (request.outcome === 'refused' && request.reason === undefined) {
      throw new HandoverError('NO_REASON', `reason: a refusal has one of ${REFUSAL_REASONS.join(', ')}`)
    }
    const { monotonicMs: _, wallMs, clock } = now()
    const { id: _id, boxes: there = shipment.boxes, ...said } = request
    const unknown = there.find((code) => !shipment.boxes.includes(code))
    if (unknown !== undefined) throw new HandoverError('UNKNOWN_BOX', `boxes: ${unknown} is none of the waybill`)
    if (there.length === 0 && shipment.boxes.length > 0 && request.outcome === 'delivered') {
      throw new HandoverError('NO_BOX', 'boxes: nothing is handed over')
    }
    const missing = shipment.boxes.filter((code) => !there.includes(code))
    const stop = trip.stops.find(({ id }) => id === shipment.toStop)
    const { consignee, goods, range } = shipment
    const { truck, departedAtMs, probes } = sheetOf(shipment.compartment)
    return {
      ...{ v: 1, ...said, waybill: shipment.number, stop: shipment.toStop },
      boxes: shipment.boxes.filter((code) => there.includes(code)),
      ...(missing.length === 0 ? {} : { missing }),
      trip: { id: trip.id, revision: trip.revision },
      ...{ atMs: Math.round(wallMs), clock, compartment: shipment.compartment },
      ...placeOf(shipment.compartment),
      sheet: {
        ...{ truck, departedAtMs, probes: [...probes] },
        ...{ tripNumber: trip.number, driver: trip.driver?.name ?? null, stopName: stop?.name ?? null },
        ...{ consignee, goods, range },
      },
    }
  }

  async function recordOne(request: HandoverRequest): Promise<RecordedHandover> {
    if (!isRead) await refresh()
    const before = recorded.get(request.shipment)
    if (before !== undefined) {
      if (before.document === request.id) return before
      throw new HandoverError('ALREADY_HANDED_OVER', 'shipment: it was handed over before')
    }
    const handover = toHandover(request)
    const { isNew, status } = await recorder.keepDocument(saltedDocument(request.id, KIND, handover), now())
    if (!isNew) throw new HandoverError('ID_TAKEN', 'id: another document has it')
    const made = toRecorded(request.id, handover, false)
    recorded = new Map([...recorded, [handover.shipment, made]])
    onRecorded(status)
    return made
  }

  // a file that cannot be opened yet is read again before the first hand-over
  await refresh().catch(() => undefined)
  return {
    get recorded() {
      return recorded
    },
    record(request) {
      const result = last.then(() => recordOne(request))
      last = result.catch(() => undefined)
      return result
    },
    async content(id) {
      const document = await recorder.document(id)
      if (document?.kind !== KIND) return null
      return handoverSchema.safeParse(JSON.parse(fromUtf8(document.bytes))).data ?? null
    },
    refresh,
  }
}

function toRecorded(document: string, { shipment, outcome, atMs }: Handover, acknowledged: boolean): RecordedHandover {
  return { document, shipment, outcome, atMs, acknowledged }
}
