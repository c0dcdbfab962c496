import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import type { BusinessDatabasePlace } from '../business-database/business-database.ts'

export interface TestPlace {
  readonly place: BusinessDatabasePlace
  readonly remove: () => Promise<void>
}

/** For `describe.each`: a place for a new business database on each engine. */
export const eachEngine: readonly (readonly [name: string, open: () => Promise<TestPlace>])[] = [
  [
    'SQLite',
    async () => {
      const directory = await mkdtemp(join(tmpdir(), 'coldrx-business-'))
      return { place: { path: join(directory, 'business.db') }, remove: () => rm(directory, { recursive: true }) }
    },
  ],
  // the server is the test run's own, and goes with it
  ['PostgreSQL', async () => ({ place: { url: await createTestDatabase() }, remove: async () => {} })],
]
