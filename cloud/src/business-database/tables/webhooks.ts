export interface WebhookTable {
  id: string
  /** sealed: addresses often hold a secret of their own */
  url_sealed: string
  /** sealed and not hashed, since we sign with it */
  secret_sealed: string
  /** null: of all organisations */
  organisation_id: string | null
  /** JSON list */
  events: string
  created_at_ms: number
  removed_at_ms: number | null
}

export interface WebhookTables {
  webhook: WebhookTable
}
