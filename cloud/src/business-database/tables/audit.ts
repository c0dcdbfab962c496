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

/**
 * The key that an actor's addresses in the audit are sealed with. Entries are never changed, so their seals last as long as
 * they do; this row is sealed anew when keys rotate, and emptied when the person is erased.
 */
export interface AuditAddressKeyTable {
  /** kind and id of the actor */
  owner: string
  /** 32 bytes, base64url; null: erased, and none will be made again */
  key_sealed: string | null
}

/** One row: the last entry that this program wrote. Who cuts the end off does not have the key of its seal. */
export interface AuditHeadTable {
  id: 1
  sequence: number
  hash: Uint8Array
  /** HMAC-SM3 by the audit's key */
  seal: Uint8Array
}

/** Signed now and then, so that whoever has kept one can tell that all before it is what it was. */
export interface AuditCheckpointTable {
  sequence: number
  hash: Uint8Array
  at_ms: number
  key_fingerprint: string
  /** SM2 */
  signature: Uint8Array
}

/** Entries that were removed past their time; the chain goes on from `head`. Neighbours become one row. */
export interface AuditRemovalTable {
  id: number
  from_sequence: number
  to_sequence: number
  /** hash of the entry before the first */
  previous: Uint8Array
  /** hash of the last */
  head: Uint8Array
  removed_at_ms: number
  /** HMAC-SM3 by the audit's key */
  seal: Uint8Array
}

/** One row: what the last look over the whole chain found. */
export interface AuditCheckTable {
  id: 1
  at_ms: number
  through_sequence: number
  /** JSON list of sentences; empty: nothing is wrong */
  faults: string
}

/** What is done once a day by one of the instances. */
export interface DailyTaskTable {
  name: string
  holder: string
  held_until_ms: number
  done_at_ms: number | null
}

export interface AuditTables {
  audit_head: AuditHeadTable
  audit_checkpoint: AuditCheckpointTable
  audit_removal: AuditRemovalTable
  audit_check: AuditCheckTable
  daily_task: DailyTaskTable
  audit_address_key: AuditAddressKeyTable
  audit_entry: AuditEntryTable
}
