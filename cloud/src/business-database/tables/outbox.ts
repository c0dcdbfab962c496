/** Something to be told to the outside at least once. */
export interface OutboxMessageTable {
  /** the same for the same thing to tell, however often it is put in */
  id: string
  /** who takes it out, such as `webhooks` */
  queue: string
  /** within the queue, such as the id of a webhook */
  recipient: string
  kind: string
  payload_sealed: string
  created_at_ms: number
  /** of the next attempt; while one is under way, when it counts as failed */
  due_at_ms: number
  attempts: number
  /** of the attempt under way: whoever has another may no longer say what became of it */
  lease: string | null
  last_attempt_at_ms: number | null
  last_answer: string | null
  outcome: 'delivered' | 'given-up' | null
  settled_at_ms: number | null
}

/** How far a follower of the audit has read. */
export interface OutboxFollowerTable {
  name: string
  position: number
}

export interface OutboxTables {
  outbox_message: OutboxMessageTable
  outbox_follower: OutboxFollowerTable
}
