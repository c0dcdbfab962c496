import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'

export const API_SCHEMA_FILE = new URL('./src/api/schema.ts', import.meta.url)

/** The types of our pages' client, out of the very document that outsiders get at `/openapi.json`. */
export async function apiSchemaSource(document: unknown): Promise<string> {
  // not `immutable`: openapi-fetch's own types take readonly lists apart as objects
  const source = astToString(await openapiTS(document as OpenAPI3))
  return `/* Written by \`npm run api\` from the cloud's own description; a test tells when it has drifted. */\n\n${source}`
}
