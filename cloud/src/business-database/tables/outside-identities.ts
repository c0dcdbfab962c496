/** Somebody whom another provider knows, and who that is among our people. */
export interface OutsideIdentityTable {
  issuer: string
  /** blind index of the provider's `sub`: it is found and not read */
  subject_index: string
  /** for another key of indexes; null: linked before it was kept, until the next sign-in */
  subject_sealed: string | null
  person_id: string
  linked_at_ms: number
}

/** A sign-in under way: the browser is at the provider. */
export interface OutsideSignInTable {
  /** SHA-256 of what the browser holds */
  token_hash: Uint8Array
  state: string
  nonce: string
  /** PKCE */
  verifier: string
  expires_at_ms: number
}

export interface OutsideIdentityTables {
  outside_identity: OutsideIdentityTable
  outside_sign_in: OutsideSignInTable
}
