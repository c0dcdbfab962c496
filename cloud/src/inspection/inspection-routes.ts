import { fromHex, fromUtf8, toHex } from '@coldrx/protocol'
import { z } from 'zod'
import type { Actor, Scope } from '../access/actor.ts'
import { auditEntrySchema, toAuditView } from '../audit/audit-routes.ts'
import type { AuditSearch } from '../audit/audit-search.ts'
import type { BusinessDatabase } from '../business-database/business-database.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { instantIn, toInstant } from '../http/instants.ts'
import { momentAndId, pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import { refusal } from '../http/refusals.ts'
import type { Clock } from '../lib/clock.ts'
import { KeyRing } from '../telemetry/key-ring.ts'
import { FINDABLE_KINDS, type FindableKindName, type InspectedRecord } from './findable.ts'
import type { Inspection } from './inspection.ts'
import {
  foundSchema,
  inspectedSchema,
  inspectionSchema,
  readingsSchema,
  toCompartmentView,
  toInspectionView,
} from './inspection-schemas.ts'
import type { Look } from './inspections.ts'
import { type BundledDocument, PROOF_MEDIA_TYPE } from './proof-bundle.ts'
import { summariseReadings } from './readings-summary.ts'

const DAY_MS = 24 * 3_600_000
/** Longer spans are asked for piece by piece: each is one answer that a person waits for. */
const LONGEST_READINGS_MS = 31 * DAY_MS
const LONGEST_PROOF_MS = 92 * DAY_MS
const FOUND_OF_A_KIND = 20
/** of an answer with proofs: from when on no seal proves the newest frames yet */
const UNSEALED_HEADER = 'Coldrx-Unsealed-Since'

const idSchema = z.uuid({ error: 'is no id' })
const inspectionId = idSchema.describe('an open inspection of yours: what it is for goes with every look')
const params = z.strictObject({
  kind: z.enum(FINDABLE_KINDS),
  id: z.string().regex(/^[\w-]{1,64}$/, 'is no id'),
})
const lookQuery = z.strictObject({ inspection: inspectionId })
const spanQuery = z.strictObject({
  inspection: inspectionId,
  device: z.string().max(32).exactOptional().describe('one of the recordings; default: the first'),
  from: instantIn,
  to: instantIn,
})

export interface InspectionRoutesParts {
  readonly db: BusinessDatabase
  readonly inspection: Inspection
  readonly auditSearch: AuditSearch
  readonly clock: Clock
}

const NOT_YOURS = { 404: 'there is no such record or inspection, or it is out of reach', 409: 'the inspection is over' }

export function inspectionRoutes(parts: InspectionRoutesParts): Endpoint[] {
  const { db, auditSearch, clock, inspection: view } = parts

  interface Opening {
    readonly actor: Actor
    readonly scope: Scope
    readonly inspection: string
    readonly kind: FindableKindName
    readonly id: string
  }

  /** The record, and the look at it in the audit before anything of it is told. */
  async function opened(
    { actor, scope, inspection, kind, id }: Opening,
    part: string,
    details?: Look['details'],
  ): Promise<InspectedRecord> {
    const open = await view.inspections.require(actor, inspection)
    const record = await view.kinds[kind].open(scope, id)
    if (record === undefined) throw refusal('NOT_FOUND', `there is no such ${kind}`, 'id')
    await view.inspections.note(actor, open, { kind, id, part, ...(details === undefined ? {} : { details }) })
    return record
  }

  async function organisationOf(id: string | null) {
    if (id === null) return null
    const row = await db.reader.selectFrom('organisation').selectAll().where('id', '=', id).executeTakeFirst()
    return (
      row && {
        id,
        name: { zh: row.name_zh, en: row.name_en },
        licenceNumber: row.licence_number,
      }
    )
  }

  async function keysOf(device: string) {
    const rows = await db.reader
      .selectFrom('device_key')
      .selectAll()
      .where('device_id', '=', device)
      .orderBy('from_ms')
      .execute()
    return rows.map((row) => ({
      ...{ publicKey: row.public_key, fingerprint: row.fingerprint },
      ...{ from: toInstant(row.from_ms), until: toInstant(row.until_ms) },
    }))
  }

  async function papersOf(record: InspectedRecord, device: string): Promise<BundledDocument[]> {
    const papers: BundledDocument[] = []
    for (const paper of record.documents) {
      if (paper.kind !== 'device-document' || paper.device !== device) continue
      for (const { id, kind, digest, salt, bytes } of await view.documents.ofId(device, paper.id)) {
        if (digest === paper.digest) papers.push({ id, kind, digest, salt: toHex(salt), text: fromUtf8(bytes) })
      }
    }
    return papers
  }

  /** The device of a span, and the span within what it recorded of this record. */
  function recordingFor(record: InspectedRecord, { device, from, to }: { device?: string; from: number; to: number }) {
    const those = record.recordings.filter((recording) => device === undefined || recording.device === device)
    const recording =
      those.find(({ fromMs, toMs }) => (fromMs ?? 0) <= to && (toMs ?? Number.POSITIVE_INFINITY) >= from) ?? those[0]
    if (recording === undefined) throw refusal('NOT_FOUND', 'device: nothing was recorded of it by this one', 'device')
    const fromMs = Math.max(from, recording.fromMs ?? from)
    const toMs = Math.min(to, recording.toMs ?? to)
    if (toMs < fromMs) throw refusal('BAD_REQUEST', 'from: nothing was recorded of it then', 'from')
    return { device: recording.device, compartment: recording.compartment, fromMs, toMs }
  }

  return [
    endpoint({
      route: 'POST /api/inspections',
      tag: 'inspection',
      summary: 'Say what you look for, before you look; it is over after twelve hours',
      body: z.strictObject({
        purpose: z.string().trim().min(4, 'has at least 4 characters').max(500, 'has at most 500 characters'),
        reference: z.string().trim().min(1).max(128).nullable().default(null).describe('number of the order or letter'),
      }),
      answer: inspectionSchema,
      creates: true,
      handle: async ({ actor, body }) => toInspectionView(await view.inspections.open(actor, body)),
    }),
    endpoint({
      route: 'GET /api/inspections',
      tag: 'inspection',
      summary: 'Your inspections, or everybody’s for an administrator, the newest first',
      query: z.strictObject(pageQuery),
      answer: pageOf(inspectionSchema),
      async handle({ scope, query: { limit, after } }) {
        const key = parseCursor(after, momentAndId)
        const found = await view.inspections.list(scope, { limit, after: key })
        return toPage(found, { limit, keyOf: ({ openedAtMs, id }) => [openedAtMs, id], view: toInspectionView })
      },
    }),
    endpoint({
      route: 'POST /api/inspections/{inspection}/close',
      tag: 'inspection',
      summary: 'Nothing more is looked at for it',
      params: z.strictObject({ inspection: idSchema }),
      answer: inspectionSchema,
      handle: async ({ scope, params: { inspection } }) =>
        toInspectionView(await view.inspections.close(scope, inspection)),
    }),
    endpoint({
      route: 'GET /api/inspection/search',
      tag: 'inspection',
      auditsLooks: true,
      summary: 'Find a truck, room, box, trip, shipment, device or probe by plate, number or serial number',
      query: z.strictObject({
        inspection: inspectionId,
        q: z.string().trim().min(2, 'has at least 2 characters').max(64, 'has at most 64 characters'),
        kind: z.enum(FINDABLE_KINDS).exactOptional(),
      }),
      bounded: `at most ${FOUND_OF_A_KIND} of a kind; whoever finds too much says more`,
      answer: z.strictObject({ items: z.array(foundSchema) }),
      refusals: NOT_YOURS,
      async handle({ actor, scope, query: { inspection, q, kind } }) {
        const open = await view.inspections.require(actor, inspection)
        const asked = kind === undefined ? FINDABLE_KINDS : [kind]
        const found = await Promise.all(asked.map((one) => view.kinds[one].search(scope, q, FOUND_OF_A_KIND)))
        const items = found.flat().map((record) => ({ ...record }))
        // what was typed may be somebody's name; what it showed is no secret of the audit
        const shown = items.map((record) => `${record.kind} ${record.id}`).join(', ')
        const details = { found: items.length, shown: shown.slice(0, 4_000) }
        await view.inspections.note(actor, open, { kind: 'inspection', id: open.id, part: 'search', details })
        return { items }
      },
    }),
    endpoint({
      route: 'GET /api/inspection/{kind}/{id}',
      tag: 'inspection',
      auditsLooks: true,
      summary: 'One record, what belongs to it, and whose frames tell of it',
      params,
      query: lookQuery,
      answer: inspectedSchema,
      refusals: NOT_YOURS,
      async handle({ actor, scope, params: { kind, id }, query: { inspection } }) {
        const found = await opened({ actor, scope, inspection, kind, id }, 'record')
        return {
          ...{ kind, id, title: found.title, organisationId: found.organisationId, record: found.record },
          organisation: (await organisationOf(found.organisationId)) ?? null,
          names: found.names.map((one) => ({ ...one })),
          related: found.related.map((record) => ({ ...record })),
          recordings: found.recordings.map(({ fromMs, toMs, ...recording }) => ({
            ...{ ...recording, from: toInstant(fromMs), to: toInstant(toMs) },
          })),
          documents: found.documents.map(({ atMs, ...document }) => ({ ...document, at: toInstant(atMs) })),
        } as z.input<typeof inspectedSchema>
      },
    }),
    endpoint({
      route: 'GET /api/inspection/{kind}/{id}/history',
      tag: 'inspection',
      auditsLooks: true,
      summary: 'Who did what to it, the newest first: what the audit says',
      params,
      query: z.strictObject({ ...pageQuery, inspection: inspectionId }),
      answer: pageOf(auditEntrySchema),
      refusals: NOT_YOURS,
      async handle({ actor, scope, params: { kind, id }, query: { inspection, limit, after } }) {
        await opened({ actor, scope, inspection, kind, id }, 'history')
        const found = await auditSearch.search(scope, {
          ...{ subject: { kind, id }, limit, before: parseCursor(after, z.tuple([z.int()]))?.[0] },
        })
        return toPage(found, { limit, keyOf: ({ sequence }) => [sequence], view: toAuditView })
      },
    }),
    endpoint({
      route: 'GET /api/inspection/{kind}/{id}/readings',
      tag: 'inspection',
      auditsLooks: true,
      summary: 'What its frames say of a span of up to 31 days: extremes, means, time out of range, excursions, gaps',
      bounded: 'the compartments of one record, in at most 31 days',
      params,
      query: spanQuery,
      answer: readingsSchema,
      refusals: NOT_YOURS,
      async handle({ actor, scope, params: { kind, id }, query: { inspection, ...span } }) {
        assertSpan(span, LONGEST_READINGS_MS, 31)
        const look = { from: toInstant(span.from), to: toInstant(span.to) }
        const found = await opened({ actor, scope, inspection, kind, id }, 'readings', look)
        const recording = recordingFor(found, span)
        const summary = await summariseReadings(view.readModel.recorded(recording), recording)
        return {
          ...{ from: toInstant(recording.fromMs), to: toInstant(recording.toMs) },
          ...{ frames: summary.frames, undecodable: summary.undecodable },
          compartments: summary.compartments.map(toCompartmentView),
        }
      },
    }),
    endpoint({
      route: 'GET /api/inspection/{kind}/{id}/proofs',
      tag: 'inspection',
      auditsLooks: true,
      summary:
        'The signed frames of a span of up to 92 days, as they came, with keys and papers: a file for any verifier. ' +
        'A device whose newest frames are not sealed yet is asked to seal them, for 8 s, where it is connected; `Coldrx-Unsealed-Since` says from when on none are',
      params,
      query: spanQuery,
      answer: PROOF_MEDIA_TYPE,
      refusals: NOT_YOURS,
      async handle({ c, actor, scope, params: { kind, id }, query: { inspection, ...span } }) {
        assertSpan(span, LONGEST_PROOF_MS, 92)
        const look = { from: toInstant(span.from), to: toInstant(span.to) }
        const found = await opened({ actor, scope, inspection, kind, id }, 'proofs', look)
        const { device, fromMs, toMs } = recordingFor(found, span)
        const keys = await keysOf(device)
        const ring = new KeyRing()
        ring.add(keys.map(({ publicKey }) => [device, toHex(fromHex(publicKey))]))
        const bundle = await view.proofs.open({
          ...{ device, fromMs, toMs, keys, publicKeyOf: ring.find, madeAtMs: clock.nowMs() },
          documents: await papersOf(found, device),
        })
        const name = `coldrx-${kind}-${device}-${look.from.slice(0, 10)}.ndjson`
        const { unsealed } = bundle
        return c.body(streamOf(bundle.lines()), 200, {
          ...(unsealed === undefined ? {} : { [UNSEALED_HEADER]: toInstant(unsealed.sinceMs) }),
          'Content-Type': PROOF_MEDIA_TYPE,
          'Content-Disposition': `attachment; filename="${name}"`,
        })
      },
    }),
    endpoint({
      route: 'GET /api/inspection/{kind}/{id}/documents/{document}',
      tag: 'inspection',
      auditsLooks: true,
      summary: 'The very text of a paper that a device made, such as a hand-over',
      bounded: 'one paper, or the few that a device gave the same id',
      params: z.strictObject({ ...params.shape, document: z.string().min(1).max(64) }),
      query: lookQuery,
      answer: z.strictObject({
        items: z
          .array(
            z.strictObject({
              id: z.string(),
              device: z.string(),
              kind: z.string(),
              digest: z.string(),
              salt: z.string(),
              text: z.string(),
            }),
          )
          .describe('more than one is a conflict: a device gave an id twice'),
      }),
      refusals: NOT_YOURS,
      async handle({ actor, scope, params: { kind, id, document }, query: { inspection } }) {
        const found = await opened({ actor, scope, inspection, kind, id }, 'document', { document })
        const device = found.documents.find((one) => one.id === document && one.device !== null)?.device
        if (device == null) throw refusal('NOT_FOUND', 'there is no such document', 'document')
        return {
          items: (await papersOf(found, device))
            .filter((one) => one.id === document)
            .map((one) => ({ ...one, device })),
        }
      },
    }),
  ]
}

function assertSpan({ from, to }: { readonly from: number; readonly to: number }, longestMs: number, days: number) {
  if (to < from) throw refusal('BAD_REQUEST', 'to: must not be before from', 'to')
  if (to - from > longestMs) throw refusal('BAD_REQUEST', `to: must be at most ${days} days after from`, 'to')
}

/** As fast as it is read, and no faster. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await lines.next()
      if (next.done === true) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}
