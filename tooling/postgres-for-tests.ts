import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres.ts'
// what a run provides is declared there
import type {} from './test-database.ts'

/** One server for a whole run; each test that wants PostgreSQL makes itself a database in it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return () => server.stop()
}
