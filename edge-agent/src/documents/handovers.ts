import { randomBytes } from 'node:crypto'
import {
  type AssignedTrip,
  DOCUMENT_SALT_BYTES,
  documentIdSchema,
  fromUtf8,
  HANDOVER_OUTCOMES,
  type Handover,
  handoverSchema,
  signatureSchema,
  toUtf8,
} from '@coldrx/protocol'
import { z } from 'zod'
import type { FrameBase } from '../recorder/frame-sections.ts'
import type { Recorder } from '../recorder/recorder.ts'
import type { RecorderStatus } from '../recorder/recorder-file.ts'

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
  note: z.string().trim().max(500).exactOptional(),
  signature: signatureSchema,
})
export type HandoverRequest = z.infer<typeof handoverRequestSchema>

/** What is known of a compartment and of the place at this moment. */
export interface HandoverPlace {
  readonly temperatureCelsius: number | null
  readonly position: { readonly latitude: number; readonly longitude: number } | null
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

export type HandoverProblem = 'NO_TRIP' | 'NO_SHIPMENT' | 'NO_COMPARTMENT' | 'ALREADY_HANDED_OVER' | 'ID_TAKEN'

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
  /** The cloud has acknowledged a document. */
  refresh(): Promise<void>
}

/** Shipments that change hands at the truck: each is a document, pinned to the frames in the same transaction. */
export async function openHandovers({
  recorder,
  currentTrip,
  now,
  placeOf,
  onRecorded,
}: {
  readonly recorder: Pick<Recorder, 'keepDocument' | 'documentsOfKind'>
  readonly currentTrip: () => AssignedTrip | null
  readonly now: () => Omit<FrameBase, 'boot'>
  readonly placeOf: (compartment: string) => HandoverPlace
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
    const { monotonicMs: _, wallMs, clock } = now()
    const { id: _id, ...said } = request
    return {
      ...{ v: 1, ...said, waybill: shipment.number, stop: shipment.toStop, boxes: [...shipment.boxes] },
      trip: { id: trip.id, revision: trip.revision },
      ...{ atMs: Math.round(wallMs), clock, compartment: shipment.compartment },
      ...placeOf(shipment.compartment),
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
    const salt = Uint8Array.from(randomBytes(DOCUMENT_SALT_BYTES))
    const document = { id: request.id, kind: KIND, salt, bytes: toUtf8(JSON.stringify(handover)) }
    const { isNew, status } = await recorder.keepDocument(document, now())
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
    refresh,
  }
}

function toRecorded(document: string, { shipment, outcome, atMs }: Handover, acknowledged: boolean): RecordedHandover {
  return { document, shipment, outcome, atMs, acknowledged }
}
