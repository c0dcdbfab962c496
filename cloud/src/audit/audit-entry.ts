import { hash } from 'node:crypto'
import { fromHex } from '@coldrx/protocol'
import type { AuditEntryTable } from '../business-database/tables/audit.ts'

/** What an entry says; `previous` and `hash` tie it to those before. */
export type AuditStatement = Omit<AuditEntryTable, 'hash'>

export const GENESIS = fromHex('00'.repeat(32))

/** SM3 over the canonical JSON of everything in the row (`previous` in hex), but the hash itself. */
export function hashOfEntry(statement: AuditStatement): Uint8Array {
  // one call, without an object in between, takes two thirds of the time
  return hash('sm3', textOfEntry(statement), 'buffer')
}

/** In one call of native code: it is a tenth of the time of an entry otherwise. */
const hexOf = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('hex')

/** Printable ASCII but for `"` and `\\`: stands in JSON as it is. */
const PLAIN = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/

function text(value: string | null): string {
  if (value === null) return 'null'
  return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value)
}

/**
 * RFC 8785 of a row. Its members are known, and so is their order: put together by hand it takes a third of the time
 * that sorting them takes, which is what a million entries are checked in.
 */
export function textOfEntry(row: AuditStatement): string {
  return `{"action":${text(row.action)},"actor_id":${text(row.actor_id)},"actor_kind":${text(row.actor_kind)},"address_sealed":${text(row.address_sealed)},"at_ms":${row.at_ms},"details":${text(row.details)},"organisation_id":${text(row.organisation_id)},"previous":"${hexOf(row.previous)}","reason":${text(row.reason)},"request_id":${text(row.request_id)},"sequence":${row.sequence},"session_id":${text(row.session_id)},"subject_id":${text(row.subject_id)},"subject_kind":${text(row.subject_kind)}}`
}
