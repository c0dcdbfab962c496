/** A program of ours or of somebody else that may ask in its own name or for a person. Lists are JSON. */
export interface OAuthClientTable {
  id: string
  name_zh: string
  name_en: string
  organisation_id: string | null
  /** SHA-256 of a secret of 32 random bytes; null: a public client, which has none */
  secret_hash: Uint8Array | null
  redirect_uris: string
  grant_types: string
  scopes: string
  /** of its own, where it asks in its own name */
  roles: string
  created_at_ms: number
  revoked_at_ms: number | null
}

/** What a client was allowed, by a person or by its registration; every token names one and ends with it. */
export interface OAuthGrantTable {
  id: string
  client_id: string
  /** null: the client itself */
  person_id: string | null
  scopes: string
  created_at_ms: number
  /** however often refreshed */
  expires_at_ms: number
  revoked_at_ms: number | null
}

export interface OAuthCodeTable {
  code_hash: Uint8Array
  grant_id: string
  redirect_uri: string
  /** S256 */
  code_challenge: string
  expires_at_ms: number
  used_at_ms: number | null
}

export interface OAuthRefreshTokenTable {
  token_hash: Uint8Array
  grant_id: string
  expires_at_ms: number
  /** used ones are kept: one that comes again was stolen, by this or that side */
  used_at_ms: number | null
}

export interface OAuthTables {
  oauth_client: OAuthClientTable
  oauth_grant: OAuthGrantTable
  oauth_code: OAuthCodeTable
  oauth_refresh_token: OAuthRefreshTokenTable
}
