import type { RecordTexts } from './record-texts.ts'

type Said = { readonly zh: string | null; readonly en: string | null }

/** What stands at the head of a record, in the words of both languages. */
export interface AboutRecord {
  /** of the trip or shipment, as people call it */
  readonly number: string
  readonly organisation: { readonly zh: string; readonly en: string }
  readonly licenceNumber: string | null
  readonly pairs: readonly { readonly name: keyof Omit<RecordTexts, 'reasons'>; readonly value: Said }[]
}

export const said = (text: string | null): Said => ({ zh: text, en: text })
