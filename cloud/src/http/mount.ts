import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { accessOf, judge } from '../access/access.ts'
import type { RouteKey } from '../access/access-table.ts'
import type { Actor } from '../access/actor.ts'
import { type Endpoint, methodAndPath } from './endpoint.ts'
import type { ApiEnv } from './guards.ts'
import type { Idempotency } from './idempotency.ts'
import { refusal } from './refusals.ts'
import { parseJsonBody, parseParams, parseQuery } from './request-parsing.ts'

const LARGEST_BODY_BYTES = 16 * 1024
const NO_QUERY = z.strictObject({})

/** Who asks, by one kind of credential: undefined where there is none of it; a wrong one throws. */
export type Authenticator = (c: Context<ApiEnv>) => Promise<Actor | undefined>

/** Called before a route of the access table that only reads is answered to somebody who may. What it throws refuses the answer. */
export type OnLook = (look: {
  readonly actor: Actor
  readonly route: RouteKey
  readonly params: Readonly<Record<string, string>>
}) => Promise<void>

export interface MountParts {
  readonly endpoints: readonly Endpoint[]
  readonly authenticators: readonly Authenticator[]
  readonly idempotency: Idempotency
  readonly onLook?: OnLook | undefined
  /** sees each answer before it is sent; tests hold it against what the endpoint declares */
  readonly onAnswer?: ((endpoint: Endpoint, response: Response) => Promise<void>) | undefined
}

/** Every endpoint behind its access check, its parsing and its size limit. The order is: who, may they, what, do it. */
export function mountEndpoints({ endpoints, authenticators, idempotency, onLook, onAnswer }: MountParts): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  for (const endpoint of endpoints) {
    const { method, path } = methodAndPath(endpoint)
    const limit = endpoint.bodyLimitBytes ?? LARGEST_BODY_BYTES
    app.on(
      method,
      path.replaceAll(/\{(\w+)\}/g, ':$1'),
      bodyLimit({
        maxSize: limit,
        onError: () => {
          throw refusal('TOO_LARGE', `the body has at most ${limit} bytes`)
        },
      }),
      async (c) => {
        const response = await answer(c, endpoint, { authenticators, idempotency, onLook })
        await onAnswer?.(endpoint, response)
        return response
      },
    )
  }
  return app
}

async function answer(
  c: Context<ApiEnv>,
  endpoint: Endpoint,
  { authenticators, idempotency, onLook }: Pick<MountParts, 'authenticators' | 'idempotency' | 'onLook'>,
): Promise<Response> {
  const actor = endpoint.withoutCookie === true ? undefined : await authenticate(c, authenticators)
  const isPublic = accessOf(endpoint.route) === 'public'
  if (actor === undefined && !isPublic) throw refusal('SIGN_IN_REQUIRED', 'sign in first')
  const verdict = actor === undefined ? undefined : judge(endpoint.route, actor)
  if (verdict?.allowed === false) {
    const why = verdict.why === 'scope' ? 'the token has no scope for it' : 'it is not for your role'
    throw refusal('FORBIDDEN', why)
  }
  const params = parseParams(c, endpoint.params)
  const query = parseQuery(c, endpoint.query ?? NO_QUERY)
  const body = endpoint.body === undefined ? undefined : await parseJsonBody(c, endpoint.body)
  const isLook = endpoint.route.startsWith('GET ') && typeof accessOf(endpoint.route) !== 'string'
  if (isLook && actor !== undefined && endpoint.auditsLooks !== true)
    await onLook?.({ actor, route: endpoint.route, params: c.req.param() as Record<string, string> })
  const handle = async (): Promise<Response> => {
    const request = { c, actor, scope: verdict?.scope, states: verdict?.states, params, query, body }
    return toResponse(c, endpoint, await endpoint.handle(request as never))
  }
  return endpoint.creates === true && actor !== undefined
    ? idempotency(c, { actor, route: endpoint.route }, handle)
    : handle()
}

async function authenticate(c: Context<ApiEnv>, authenticators: readonly Authenticator[]): Promise<Actor | undefined> {
  for (const byCredential of authenticators) {
    const actor = await byCredential(c)
    if (actor !== undefined) return actor
  }
  return undefined
}

function toResponse(c: Context<ApiEnv>, { answer: schema, creates }: Endpoint, given: unknown): Response {
  if (given instanceof Response) return given
  if (schema === undefined) return c.body(null, 204)
  return c.json(given as object, creates === true ? 201 : 200)
}
