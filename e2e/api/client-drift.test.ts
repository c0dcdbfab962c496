import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { describeApi } from '../../cloud/src/http/describe-api.ts'
import { API_SCHEMA_FILE, apiSchemaSource } from '../../dashboards/api-schema.ts'

it("the pages' client is that of the present description (`npm run api` writes it anew)", async () => {
  expect(await readFile(API_SCHEMA_FILE, 'utf8')).toBe(await apiSchemaSource(await describeApi()))
})
