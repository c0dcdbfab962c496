import { inject } from 'vitest'
import { createDatabase } from './postgres.ts'
// what a run provides is declared there
import type {} from './postgres-for-tests.ts'

/**
 * The address of a new database in the PostgreSQL that this test run has for itself: an empty one, or a copy of
 * `template`.
 */
export function createTestDatabase({ template }: { readonly template?: string } = {}): Promise<string> {
  return createDatabase(inject('postgresUrl'), { template })
}
