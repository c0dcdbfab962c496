/** What somebody looks for, and by which order: every look of it names this. */
export interface InspectionTable {
  id: string
  person_id: string
  purpose: string
  /** number of the order or letter by which it is done */
  reference: string | null
  opened_at_ms: number
  /** it closes by itself */
  ends_at_ms: number
  closed_at_ms: number | null
}

export interface InspectionTables {
  inspection: InspectionTable
}
