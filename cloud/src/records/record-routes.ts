import { z } from 'zod'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { refusal } from '../http/refusals.ts'
import { idSchema } from '../trips/trip-routes.ts'
import { handOverSheetPdf } from './hand-over-sheet-pdf.ts'
import { RECORD_TEXTS, type RecordLanguage } from './record-texts.ts'
import type { RecordedSubject, Records } from './records.ts'
import { temperatureRecordCsv } from './temperature-record-csv.ts'
import { temperatureRecordPdf } from './temperature-record-pdf.ts'

const query = z.strictObject({
  language: z.enum(Object.keys(RECORD_TEXTS) as [RecordLanguage, ...RecordLanguage[]]).default('zh'),
})
const tripParams = z.strictObject({ trip: idSchema })
const shipmentParams = z.strictObject({ shipment: idSchema })
const handOverParams = z.strictObject({ handOver: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits') })

const TEMPERATURE_REFUSALS = {
  404: 'there is none, or it is out of reach',
  409: 'nothing was recorded of it yet, or more than 31 days',
}

export function recordRoutes({ records }: { readonly records: Records }): Endpoint[] {
  async function temperature(kind: RecordedSubject, id: string, { actor, scope, format, language }: Asked) {
    const { record, about } = await records.temperatureRecord(scope, kind, id)
    await records.noteOpened(actor, { kind, id, format, language })
    const name = `${kind}-${about.number}-temperature.${format}`
    if (format === 'csv') return file(temperatureRecordCsv(record, language), name, 'text/csv; charset=utf-8')
    return file(await temperatureRecordPdf(record, about, language), name, 'application/pdf')
  }

  return [
    endpoint({
      route: 'GET /api/trips/{trip}/temperature-record',
      tag: 'records',
      summary:
        'The temperature record of a trip as a PDF: every recorded point, statistics, gaps, alarms, verification. The same frames give the same bytes',
      ...{ params: tripParams, query, answer: 'application/pdf', refusals: TEMPERATURE_REFUSALS },
      handle: ({ actor, scope, params: { trip }, query: { language } }) =>
        temperature('trip', trip, { actor, scope, language, format: 'pdf' }),
    }),
    endpoint({
      route: 'GET /api/trips/{trip}/temperature-points',
      tag: 'records',
      summary: 'Every recorded point of a trip as CSV, one a line; gaps have a line that says so',
      ...{ params: tripParams, query, answer: 'text/csv', refusals: TEMPERATURE_REFUSALS },
      handle: ({ actor, scope, params: { trip }, query: { language } }) =>
        temperature('trip', trip, { actor, scope, language, format: 'csv' }),
    }),
    endpoint({
      route: 'GET /api/shipments/{shipment}/temperature-record',
      tag: 'records',
      summary: 'The temperature record of a shipment as a PDF: of its compartment, while it was aboard',
      ...{ params: shipmentParams, query, answer: 'application/pdf', refusals: TEMPERATURE_REFUSALS },
      handle: ({ actor, scope, params: { shipment }, query: { language } }) =>
        temperature('shipment', shipment, { actor, scope, language, format: 'pdf' }),
    }),
    endpoint({
      route: 'GET /api/shipments/{shipment}/temperature-points',
      tag: 'records',
      summary: 'Every recorded point of a shipment as CSV',
      ...{ params: shipmentParams, query, answer: 'text/csv', refusals: TEMPERATURE_REFUSALS },
      handle: ({ actor, scope, params: { shipment }, query: { language } }) =>
        temperature('shipment', shipment, { actor, scope, language, format: 'csv' }),
    }),
    endpoint({
      route: 'GET /api/hand-overs/{handOver}/sheet',
      tag: 'records',
      summary: 'The hand-over sheet as a PDF, from what was signed in the truck',
      ...{ params: handOverParams, query, answer: 'application/pdf' },
      refusals: { 404: 'there is none, or it is out of reach', 409: 'what the truck sent cannot be read' },
      async handle({ actor, scope, params: { handOver }, query: { language } }) {
        const document = await records.handOver(scope, handOver)
        if (document.content === null)
          throw refusal('CONFLICT', 'handOver: what the truck sent cannot be read', 'handOver')
        await records.noteOpened(actor, { kind: 'hand-over', id: handOver, format: 'pdf', language })
        const bytes = await handOverSheetPdf(document, document.content, language)
        return file(bytes, `hand-over-${handOver.slice(0, 12)}.pdf`, 'application/pdf')
      },
    }),
  ]
}

interface Asked extends Pick<Parameters<Endpoint['handle']>[0], 'actor' | 'scope'> {
  readonly format: 'pdf' | 'csv'
  readonly language: RecordLanguage
}

function file(content: Uint8Array | string, name: string, mediaType: string): Response {
  return new Response(content as BodyInit, {
    headers: { 'Content-Type': mediaType, 'Content-Disposition': `attachment; filename="${name}"` },
  })
}
