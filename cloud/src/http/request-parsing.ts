import type { Context } from 'hono'
import type { z } from 'zod'
import { refusal } from './refusals.ts'

/** Every query parameter once and known to `schema`, which must be a strict object. */
export function parseQuery<T extends z.ZodType>(c: Context, schema: T): z.output<T> {
  const query: Record<string, string> = {}
  for (const [name, values] of Object.entries(c.req.queries())) {
    const [value] = values
    if (values.length > 1) throw refusal('BAD_REQUEST', `${name}: is given ${values.length} times`, name)
    if (value !== undefined) query[name] = value
  }
  return parse(schema, query, 'the query')
}

/** An id that has not its form names no record, so it is not found. */
export function parseParams<T extends z.ZodObject>(c: Context, schema: T | undefined): z.output<T> | undefined {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(c.req.param())
  const nul = pathOfNul(c.req.param())
  if (parsed.success && nul === undefined) return parsed.data
  const field = String(nul?.[0] ?? parsed.error?.issues[0]?.path[0] ?? '')
  throw refusal('NOT_FOUND', `there is no such ${field}`, field)
}

export async function parseJsonBody<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const mediaType = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') {
    throw refusal('NOT_JSON', 'content-type: must be application/json', 'content-type')
  }
  const text = await c.req.text()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw refusal('BAD_REQUEST', 'the body is not JSON')
  }
  return parse(schema, json, 'the body')
}

function parse<T extends z.ZodType>(schema: T, input: unknown, what: string): z.output<T> {
  const nul = pathOfNul(input)?.join('.')
  if (nul !== undefined) throw refusal('BAD_REQUEST', `${nul}: must have no NUL character`, nul)
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (issue === undefined) throw refusal('BAD_REQUEST', `${what} is not valid`)
  // zod reports an unknown key at the object around it.
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path
  if (path.length === 0) throw refusal('BAD_REQUEST', `${what}: ${issue.message}`)
  const field = path.join('.')
  const message = issue.code === 'unrecognized_keys' ? 'is not known here' : issue.message
  throw refusal('BAD_REQUEST', `${field}: ${message}`, field)
}

/** Where the first text stands that has a NUL in it: no text of PostgreSQL has one. */
function pathOfNul(input: unknown): readonly string[] | undefined {
  if (typeof input === 'string') return input.includes('\0') ? [] : undefined
  if (typeof input !== 'object' || input === null) return undefined
  for (const [name, value] of Object.entries(input)) {
    const path = pathOfNul(value)
    if (path !== undefined) return [name, ...path]
  }
  return undefined
}
