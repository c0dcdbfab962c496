import { inject } from 'vitest'
import { createDatabase } from './postgres.ts'

/** The address of a new, empty database in the PostgreSQL that this test run has for itself. */
export function createTestDatabase(): Promise<string> {
  return createDatabase(inject('postgresUrl'))
}
