import createFetchClient, { type Client, type Middleware } from 'openapi-fetch'
import type { paths } from './schema.ts'

export type ApiClient = Client<paths>

/** An answer that takes longer is as good as none: the next attempt may find a server that works. */
const TIMEOUT_MS = 15_000
/** Proofs are a file of up to three months, and a recorder may be asked for a seal first. */
const PROOFS_TIMEOUT_MS = 600_000

/** What the server refused, as its problem+json says it; status 0: there was no answer. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly code: string
  /** the part of the request that is wrong */
  readonly field: string | undefined
  /** 0: the server names no wait */
  readonly retryAfterSeconds: number

  constructor({
    status,
    code,
    detail,
    field,
    retryAfterSeconds = 0,
  }: { status: number; code: string; detail: string; field?: string | undefined; retryAfterSeconds?: number }) {
    super(detail)
    this.status = status
    this.code = code
    this.field = field
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** What creates something may be sent twice by a bad network; the key lets the server do it once. */
const idempotencyKey: Middleware = {
  onRequest({ request }) {
    if (request.method === 'POST') request.headers.set('Idempotency-Key', crypto.randomUUID())
    return request
  },
}

const timeLimit: Middleware = {
  onRequest({ request, schemaPath }) {
    const longestMs = schemaPath === '/api/inspection/{kind}/{id}/proofs' ? PROOFS_TIMEOUT_MS : TIMEOUT_MS
    return new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(longestMs)]) })
  },
}

export interface ApiClientParts {
  readonly baseUrl?: string
  /** every answer, before it is read */
  readonly onAnswer?: (response: Response) => void
  /** the server knows nobody by this browser's cookie; asking who is signed in does not count */
  readonly onSignInNeeded?: () => void
}

export function createApiClient({ baseUrl = '', onAnswer, onSignInNeeded }: ApiClientParts = {}): ApiClient {
  const client = createFetchClient<paths>({ baseUrl, cache: 'no-store' })
  client.use(idempotencyKey, timeLimit, {
    onResponse({ response, schemaPath }) {
      onAnswer?.(response)
      if (response.status === 401 && schemaPath !== '/api/session') onSignInNeeded?.()
    },
  })
  return client
}

interface Answered<T> {
  readonly data?: T
  readonly error?: unknown
  readonly response: Response
}

/** The answer's body. @throws ApiProblem for whatever else came */
export async function answerOf<T>(asked: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await asked.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiProblem({ status: 0, code: 'UNREACHABLE', detail: String(cause) })
  })
  if (response.ok) return data as T
  const problem = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const text = (key: string): string | undefined => (typeof problem[key] === 'string' ? problem[key] : undefined)
  throw new ApiProblem({
    status: response.status,
    code: text('code') ?? 'UNKNOWN',
    detail: text('detail') ?? response.statusText,
    field: text('field'),
    retryAfterSeconds: Number(response.headers.get('retry-after')) || 0,
  })
}
