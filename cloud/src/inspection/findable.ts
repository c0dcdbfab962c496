import type { Scope } from '../access/actor.ts'

/** What an inspector can find. A later subject adds its own: an order, a lot. */
export const FINDABLE_KINDS = ['asset', 'trip', 'shipment', 'device', 'probe'] as const
export type FindableKindName = (typeof FINDABLE_KINDS)[number]

export interface FoundRecord {
  readonly kind: FindableKindName
  readonly id: string
  /** what people call it: a plate, a number, a serial number */
  readonly title: string
  /** null: of no organisation */
  readonly organisationId: string | null
}

/** Whose frames tell of the record, in which compartment and time. */
export interface Recording {
  readonly device: string
  /** null: all of them */
  readonly compartment: string | null
  /** null: from the first frame on */
  readonly fromMs: number | null
  /** null: until now */
  readonly toMs: number | null
}

/** A paper that a device made (a hand-over), or the one of a calibration certificate. */
export interface DocumentReference {
  readonly kind: 'device-document' | 'calibration-certificate'
  readonly id: string
  /** who made it; null: no device */
  readonly device: string | null
  /** SM3, hex; null: no paper was handed in */
  readonly digest: string | null
  readonly atMs: number
}

/** What people call somebody or something that a record names by its id alone. */
export interface NamedById {
  readonly id: string
  readonly zh: string
  readonly en: string
}

export interface InspectedRecord extends FoundRecord {
  /** the record as its own route gives it */
  readonly record: unknown
  /** of people, organisations and stops that the record names; an erased person is not among them */
  readonly names: readonly NamedById[]
  readonly related: readonly FoundRecord[]
  readonly recordings: readonly Recording[]
  readonly documents: readonly DocumentReference[]
}

/** One kind of record. Both answer only what the scope reaches. */
export interface FindableKind {
  readonly kind: FindableKindName
  search(scope: Scope, text: string, limit: number): Promise<readonly FoundRecord[]>
  /** undefined: there is none, or it is out of reach */
  open(scope: Scope, id: string): Promise<InspectedRecord | undefined>
}

export type FindableKinds = Readonly<Record<FindableKindName, FindableKind>>
