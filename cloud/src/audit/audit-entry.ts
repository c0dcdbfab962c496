import { fromHex, sm3, toHex, toUtf8 } from '@coldrx/protocol'
import type { AuditEntryTable } from '../business-database/tables/audit.ts'
import { canonicalJson } from '../lib/canonical-json.ts'

/** What an entry says; `previous` and `hash` tie it to those before. */
export type AuditStatement = Omit<AuditEntryTable, 'hash'>

export const GENESIS = fromHex('00'.repeat(32))

/** SM3 over the canonical JSON of everything in the row (`previous` in hex), but the hash itself. */
export function hashOfEntry({ previous, ...rest }: AuditStatement): Uint8Array {
  return sm3(toUtf8(canonicalJson({ ...rest, previous: toHex(previous) })))
}
