import pg from 'pg'
import { SqliteError } from './database.ts'
import { isUnavailable } from './postgres.ts'

/** data_exception, integrity_constraint_violation, program_limit_exceeded, raise_exception */
const OF_CONTENT = /^(22|23|54|P0)/

/**
 * Whether what was to be written is at fault. A full disk, a file that cannot be read or a server that is not there
 * would fail with everything else as well.
 */
export function isOfContent(error: unknown): boolean {
  if (error instanceof SqliteError) return /^SQLITE_(CONSTRAINT|MISMATCH|RANGE|TOOBIG)/.test(error.code)
  if (error instanceof pg.DatabaseError) return OF_CONTENT.test(error.code ?? '')
  return !isUnavailable(error)
}
