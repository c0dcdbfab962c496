import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { BusinessReader } from '../business-database/business-database.ts'
import type { BusinessTables } from '../business-database/tables.ts'
import type { RetentionPolicy } from './retention-policy.ts'

/** Rows of one table that nobody needs any more from some time on. */
interface PastRows {
  readonly table: keyof BusinessTables
  /** which of them are past */
  readonly isPast: (times: { readonly nowMs: number; readonly logsBeforeMs: number }) => RawBuilder<SqlBool>
}

/** What is removed besides entries of the audit: what has run out, and logs of what was told to whom. */
const PAST_ROWS: readonly PastRows[] = [
  { table: 'session', isPast: ({ nowMs }) => sql`expires_at_ms <= ${nowMs}` },
  { table: 'idempotent_request', isPast: ({ nowMs }) => sql`expires_at_ms <= ${nowMs}` },
  { table: 'outside_sign_in', isPast: ({ nowMs }) => sql`expires_at_ms <= ${nowMs}` },
  { table: 'sign_in_attempts', isPast: ({ nowMs }) => sql`until_ms <= ${nowMs}` },
  // codes and refresh tokens go with their grant: a used one that comes again must be known until then
  { table: 'oauth_grant', isPast: ({ logsBeforeMs }) => sql`expires_at_ms <= ${logsBeforeMs}` },
  { table: 'enrolment_code', isPast: ({ logsBeforeMs }) => sql`expires_at_ms <= ${logsBeforeMs}` },
  { table: 'outbox_message', isPast: ({ logsBeforeMs }) => sql`settled_at_ms <= ${logsBeforeMs}` },
  { table: 'channel_receipt', isPast: ({ logsBeforeMs }) => sql`told_at_ms <= ${logsBeforeMs}` },
  // of those that are old, the last of each day says as much
  {
    table: 'audit_checkpoint',
    isPast: ({ logsBeforeMs }) => sql`at_ms <= ${logsBeforeMs} AND EXISTS (
      SELECT 1 FROM audit_checkpoint later WHERE later.sequence > audit_checkpoint.sequence
      AND later.at_ms / 86400000 = audit_checkpoint.at_ms / 86400000)`,
  },
]

/** How many rows of each table went, or would go. */
export async function removePastRows(
  reader: BusinessReader,
  { nowMs, policy, dryRun }: { readonly nowMs: number; readonly policy: RetentionPolicy; readonly dryRun: boolean },
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { table, isPast } of PAST_ROWS) {
    const condition = isPast({ nowMs, logsBeforeMs: nowMs - policy.log })
    if (dryRun) {
      const found = await sql<{
        count: number
      }>`SELECT count(*) AS count FROM ${sql.table(table)} WHERE ${condition}`.execute(reader)
      counts[table] = found.rows[0]?.count ?? 0
    } else {
      const { numAffectedRows = 0n } = await sql`DELETE FROM ${sql.table(table)} WHERE ${condition}`.execute(reader)
      counts[table] = Number(numAffectedRows)
    }
  }
  return counts
}
