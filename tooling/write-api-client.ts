import { writeFile } from 'node:fs/promises'
import { describeApi } from '../cloud/src/http/describe-api.ts'
import { API_SCHEMA_FILE, apiSchemaSource } from '../dashboards/api-schema.ts'

await writeFile(API_SCHEMA_FILE, await apiSchemaSource(await describeApi()))
