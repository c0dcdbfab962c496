import { inject } from 'vitest'
import { createDatabase } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** of the database `postgres` of the server that a test run has for itself */
    postgresUrl: string
  }
}

/**
 * The address of a new database in the PostgreSQL that this test run has for itself: an empty one, or a copy of
 * `template`.
 */
export function createTestDatabase({ template }: { readonly template?: string } = {}): Promise<string> {
  return createDatabase(inject('postgresUrl'), { template })
}
