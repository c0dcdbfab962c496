import { z } from 'zod'
import { accessOf } from '../access/access.ts'
import type { RouteAccess } from '../access/access-table.ts'
import { type Endpoint, methodAndPath } from './endpoint.ts'
import { PROBLEM_MEDIA_TYPE, problemSchema } from './refusals.ts'

type JsonObject = Record<string, unknown>

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'the same key with the same body does it once, and gives the same answer for 24 hours',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
}

/** OpenAPI 3.1 (its schemas are JSON Schema 2020-12, which zod writes) of everything that is mounted. */
export function toOpenApi(endpoints: readonly Endpoint[], { version }: { readonly version: string }): JsonObject {
  const paths: Record<string, JsonObject> = {}
  for (const endpoint of endpoints) {
    const { method, path } = methodAndPath(endpoint)
    paths[path] = { ...paths[path], [method.toLowerCase()]: toOperation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'ColdRx', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: toSchema(problemSchema) },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'coldrx_session' },
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  }
}

function toOperation(endpoint: Endpoint): JsonObject {
  const { method, path } = methodAndPath(endpoint)
  const { tag, summary, params, query, body, upload, answer, creates, refusals = {}, bounded } = endpoint
  const access = accessOf(endpoint.route)
  const status = answer === undefined ? 204 : creates === true ? 201 : 200
  const refused = {
    400: 'the request is not as described; `field` names what is wrong',
    ...(access === 'public' ? {} : { 401: 'nobody is signed in' }),
    ...(typeof access === 'string' ? {} : { 403: 'it is not for this role, or the token has no scope for it' }),
    ...(path.includes('{') ? { 404: 'there is no such record, or it is out of reach' } : {}),
    ...refusals,
  }
  return {
    operationId: toOperationId(method, path),
    tags: [tag],
    summary,
    ...toDescription(access, bounded),
    parameters: [
      ...toParameters(params, 'path'),
      ...toParameters(query, 'query'),
      ...(creates === true ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: toSchema(body) } } } }),
    ...(upload === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: Object.fromEntries(upload.map((media) => [media, { schema: { type: 'string' } }])),
          },
        }),
    responses: {
      [status]: { description: 'done', ...toContent(answer) },
      ...Object.fromEntries(
        Object.entries(refused).map(([code, description]) => [
          code,
          { description, content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } } },
        ]),
      ),
    },
    security: toSecurity(access),
  }
}

/** Who may, in the words of the access table, and why a list has no pages. */
function toDescription(access: ReturnType<typeof accessOf>, bounded: string | undefined): JsonObject {
  const sentences = [
    ...(typeof access === 'string' ? [] : [toGrants(access)]),
    ...(bounded === undefined ? [] : [`Without pages: ${bounded}.`]),
  ]
  return sentences.length === 0 ? {} : { description: sentences.join(' ') }
}

function toGrants(access: RouteAccess): string {
  const grants = Object.entries(access.roles).map(([role, grant]) => {
    const { reach, states } = typeof grant === 'string' ? { reach: grant, states: undefined } : grant
    return `${role} (${[reach, ...(states ?? [])].join(', ')})`
  })
  return `For: ${grants.join('; ')}.${access.own === undefined ? '' : ` Own: ${access.own}.`}`
}

function toSecurity(access: ReturnType<typeof accessOf>): JsonObject[] {
  if (access === 'public') return []
  const scope = access === 'signed-in' ? undefined : access.scope
  return [{ session: [] }, ...(scope === undefined ? [] : [{ token: [scope] }])]
}

function toContent(answer: Endpoint['answer']): JsonObject {
  if (answer === undefined) return {}
  if (typeof answer === 'string') return { content: { [answer]: { schema: { type: 'string' } } } }
  return { content: { 'application/json': { schema: toSchema(answer, 'output') } } }
}

function toParameters(shape: z.ZodObject | undefined, place: 'path' | 'query'): JsonObject[] {
  return Object.entries(shape?.shape ?? {}).map(([name, schema]) => {
    const { description, ...rest } = toSchema(schema as z.ZodType)
    // within an object: what may be left out need not accept `undefined`
    const required = place === 'path' || !z.object({ [name]: schema as z.ZodType }).safeParse({}).success
    return { name, in: place, required, ...(description === undefined ? {} : { description }), schema: rest }
  })
}

/** `input`: as it is sent to us. */
function toSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): JsonObject {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' })
  return rest
}

/** `GET /api/trucks/{device}/series` is getTrucksDeviceSeries. */
function toOperationId(method: string, path: string): string {
  const words = path
    .replace(/^\/api/, '')
    .split(/[^a-zA-Z0-9]+/)
    .filter((word) => word !== '')
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}
