/** One thing that somebody did. Rows are never changed; what may be removed, and when, `audit/retention` says. */
export interface AuditEntryTable {
  /** from 1, without holes */
  sequence: number
  at_ms: number
  actor_kind: 'person' | 'client' | 'system'
  actor_id: string
  organisation_id: string | null
  /** of the session or token, so that all of one stay together */
  session_id: string | null
  address_sealed: string | null
  request_id: string | null
  /** such as `trip.depart` */
  action: string
  subject_kind: string
  subject_id: string
  reason: string | null
  /** JSON: what changed, without personal data */
  details: string
  /** SM3 of the entry before; 32 zero bytes before the first */
  previous: Uint8Array
  hash: Uint8Array
}

export interface AuditTables {
  audit_entry: AuditEntryTable
}
