import type { Handover } from '@coldrx/protocol'
import type { HandOverDocument } from '../trips/hand-overs.ts'
import { chinaTime } from './china-time.ts'
import { Paper } from './paper.ts'
import { RECORD_TEXTS, type RecordLanguage, type RecordTexts } from './record-texts.ts'
import { rangeText } from './temperature-record.ts'

/** The sheet that goes with the goods (GB/T 28842 annex A), from what was signed in the truck and nothing else. */
export async function handOverSheetPdf(
  { device, id, digest }: Pick<HandOverDocument, 'device' | 'id' | 'digest'>,
  content: Handover,
  language: RecordLanguage,
): Promise<Uint8Array> {
  const t: RecordTexts = RECORD_TEXTS[language]
  const title = `${t.handOverSheet} ${content.waybill}`
  const { sheet } = content
  const paper = await Paper.begin({ title, language, atMs: content.atMs })
  paper.title(t.handOverSheet, content.waybill)
  paper.note(t.chinaTime)
  const named = (value: string | null | undefined): string => value || t.none
  paper.pairs([
    [t.shipment, content.waybill],
    [t.trip, named(sheet?.tripNumber)],
    [t.vehicle, named(sheet?.truck)],
    [t.device, device],
    [t.driver, named(sheet?.driver)],
    [t.departed, sheet?.departedAtMs == null ? t.none : chinaTime(sheet.departedAtMs)],
    [t.goods, named(sheet?.goods[language])],
    [t.requiredRange, rangeText(sheet?.range ?? null)],
    [t.consignee, named(sheet?.consignee)],
    [t.stop, named(sheet?.stopName?.[language])],
    [t.handedAt, chinaTime(content.atMs)],
    [t.temperatureAtHandOver, content.temperatureCelsius === null ? t.none : `${content.temperatureCelsius} °C`],
    [t.compartment, content.compartment],
    [t.outcome, content.outcome === 'refused' ? t.refused : t.delivered],
    [t.reason, content.reason === undefined ? t.none : t.reasons[content.reason]],
    [t.note, named(content.note)],
    [t.boxes, `${content.boxes.length}: ${content.boxes.join(', ')}`],
    [t.missingBoxes, content.missing?.join(', ') || t.none],
    [t.taker, content.taker],
    [t.document, id],
  ])
  if (sheet !== undefined && sheet.probes.length > 0) {
    paper.heading(t.probes)
    const rows = sheet.probes.map(({ id: probe, temperatureCelsius: celsius, mark }) => ({
      cells: [probe, celsius === null ? '–' : `${celsius}`, mark],
    }))
    await paper.table([t.point, '°C', ''], rows, [2, 1, 1])
  }
  paper.heading(t.signature)
  if (content.signature.kind === 'code') paper.note(t.signedByCode)
  else paper.picture(Buffer.from(content.signature.base64, 'base64'), t.pictureUnreadable)
  paper.note(`SM3 ${digest}`)
  return paper.end(`${title} · ${device} · SM3 ${digest.slice(0, 16)}…`)
}
