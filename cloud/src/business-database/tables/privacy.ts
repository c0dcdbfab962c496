import type { ConsentPurpose } from '../../privacy/consent-purposes.ts'

/** Rows are only added; the last one of a person and purpose counts. */
export interface ConsentTable {
  id: string
  person_id: string
  purpose: ConsentPurpose
  /** of the words that were shown (`privacy/consent-purposes.ts`) */
  text_version: number
  /** in which they were shown */
  language: 'zh' | 'en'
  act: 'given' | 'withdrawn'
  at_ms: number
  /** `own`: the person itself, signed in */
  way: 'own'
  by_kind: string
  by_id: string
}

export interface ErasureTable {
  id: string
  person_id: string
  requested_at_ms: number
  /** null: something is still kept by law */
  done_at_ms: number | null
  /** JSON list: what is kept, why and until when (`privacy/erasure.ts`) */
  kept: string
}

/** Of a shipment whose recipient asked to be erased. */
export interface RecipientErasureTable {
  shipment_id: string
  requested_at_ms: number
  /** until when the law keeps name and address */
  until_ms: number
  /** null: they are still kept */
  done_at_ms: number | null
}

export interface PrivacyTables {
  consent: ConsentTable
  erasure: ErasureTable
  recipient_erasure: RecipientErasureTable
}
