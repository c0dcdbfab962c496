/** A request that came with an `Idempotency-Key`. Without a status it is under way, or its process died. */
export interface IdempotentRequestTable {
  /** kind and id of the actor, whose keys are its own */
  actor: string
  route: string
  key: string
  /** SHA-256 of address and body */
  request_hash: Uint8Array
  /** the one request that may answer; it also stands in the audit entries of what it did */
  request_id: string
  claimed_at_ms: number
  expires_at_ms: number
  status: number | null
  content_type: string | null
  location: string | null
  /** sealed, since answers hold names and secrets that are shown once */
  answer_sealed: string | null
}

export interface IdempotencyTables {
  idempotent_request: IdempotentRequestTable
}
