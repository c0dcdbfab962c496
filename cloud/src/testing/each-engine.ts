import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import type { BusinessDatabasePlace } from '../business-database/business-database.ts'
import { newBusinessFile, newBusinessUrl } from './business-for-tests.ts'

export interface TestPlace {
  readonly place: BusinessDatabasePlace
  readonly remove: () => Promise<void>
}

type Engines = readonly (readonly [name: string, open: () => Promise<TestPlace>])[]

/** For `describe.each`: a place on each engine, with a new business database after its migrations. */
export const eachEngine: Engines = [
  ['SQLite', () => inDirectory(newBusinessFile)],
  ['PostgreSQL', async () => onServer(await newBusinessUrl())],
]

/** For tests of the migrations themselves: the same, with nothing in it. */
export const eachEmptyEngine: Engines = [
  ['SQLite', () => inDirectory((directory) => ({ path: join(directory, 'business.db') }))],
  ['PostgreSQL', async () => onServer({ url: await createTestDatabase() })],
]

async function inDirectory(
  placeIn: (directory: string) => BusinessDatabasePlace | Promise<BusinessDatabasePlace>,
): Promise<TestPlace> {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-business-'))
  return { place: await placeIn(directory), remove: () => rm(directory, { recursive: true }) }
}

/** The server is the test run's own, and the database goes with it. */
function onServer(place: BusinessDatabasePlace): TestPlace {
  return { place, remove: async () => {} }
}
