import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createDatabase } from '../../../tooling/postgres.ts'
import { createTestDatabase } from '../../../tooling/test-database.ts'
import { openBusinessDatabase } from '../business-database/business-database.ts'

const MIGRATED_DATABASE = 'migrated'
/** where the migrated file is, for the processes of a test run; unset outside of one */
const MIGRATED_FILE = 'COLDRX_TESTS_MIGRATED_FILE'

/** Every migration runs once for a whole run: tests begin with a copy of what came out, on either engine. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'coldrx-migrated-'))
  const path = join(directory, 'business.db')
  const url = await createDatabase(project.getProvidedContext().postgresUrl, { name: MIGRATED_DATABASE })
  for (const place of [{ path }, { url }]) await (await openBusinessDatabase(place)).close()
  process.env[MIGRATED_FILE] = path
  return () => rm(directory, { recursive: true })
}

/** A business database of nobody's in `directory`, as it is after its migrations. */
export async function newBusinessFile(directory: string): Promise<{ readonly path: string }> {
  const path = join(directory, 'business.db')
  const migrated = process.env[MIGRATED_FILE]
  if (migrated !== undefined) await copyFile(migrated, path)
  return { path }
}

/** The same on PostgreSQL. */
export async function newBusinessUrl(): Promise<{ readonly url: string }> {
  return { url: await createTestDatabase({ template: MIGRATED_DATABASE }) }
}
