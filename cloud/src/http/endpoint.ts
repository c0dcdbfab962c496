import type { Context } from 'hono'
import type { z } from 'zod'
import type { RouteKey } from '../access/access-table.ts'
import type { Actor, Scope } from '../access/actor.ts'
import type { ApiEnv } from './guards.ts'

type Shape = z.ZodObject
type Output<T> = T extends z.ZodType ? z.output<T> : undefined

export interface EndpointRequest<Params, Query, Body> {
  readonly c: Context<ApiEnv>
  /** of a public route: whoever asks, signed in or not */
  readonly actor: Actor | undefined
  readonly params: Params
  readonly query: Query
  readonly body: Body
}

export interface SignedInRequest<Params, Query, Body> extends EndpointRequest<Params, Query, Body> {
  readonly actor: Actor
  /** what the access table lets this actor reach here; give it to the service, which filters by it */
  readonly scope: Scope
  /** in which states of the record; undefined: in all. A service refuses others with CONFLICT. */
  readonly states: readonly string[] | undefined
}

interface Definition {
  /** as it stands in the access table, parameters in braces */
  readonly route: RouteKey
  readonly tag: string
  readonly summary: string
  readonly params?: Shape
  readonly query?: Shape
  readonly body?: z.ZodType
  /** a file instead of JSON: its media types; the handler reads it from `c.req` */
  readonly upload?: readonly string[]
  /** of the JSON answer; a text names another media type, whose answer the handler makes itself; none: 204 */
  readonly answer?: z.ZodType | string
  /** of a list without pages: why it stays short; everything else that lists takes `limit` and `after` */
  readonly bounded?: string
  /** it makes something: 201, and `Idempotency-Key` is heeded */
  readonly creates?: boolean
  /** other statuses that it answers with, and when */
  readonly refusals?: Readonly<Record<number, string>>
  /** asked by programs that bring what they are known by in the request: no cookie counts, and any Origin may ask */
  readonly withoutCookie?: boolean
  /** its handler writes to the audit itself what was looked at */
  readonly auditsLooks?: boolean
  /** default 16 KiB */
  readonly bodyLimitBytes?: number
}

/** A route as code and as documentation at once: app, access guard, `/openapi.json` and tests all read it. */
export interface Endpoint extends Definition {
  readonly handle: (request: SignedInRequest<never, never, never>) => unknown
}

// biome-ignore lint/suspicious/noConfusingVoidType: a handler without an answer need not write a return
type Answer<A> = A extends z.ZodType ? z.input<A> | Response : A extends string ? Response : void | Response

interface Typed<P, Q, B, A, Request> extends Omit<Definition, 'params' | 'query' | 'body' | 'answer'> {
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly answer?: A
  readonly handle: (request: Request) => Promise<Answer<A>> | Answer<A>
}

/** A route for whoever is signed in and named in the access table. Query and body that are not declared are refused. */
export function endpoint<
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends z.ZodType | string | undefined = undefined,
>(definition: Typed<P, Q, B, A, SignedInRequest<Output<P>, Output<Q>, Output<B>>>): Endpoint {
  return definition as unknown as Endpoint
}

/** A route that the access table calls public. */
export function publicEndpoint<
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends z.ZodType | string | undefined = undefined,
>(definition: Typed<P, Q, B, A, EndpointRequest<Output<P>, Output<Q>, Output<B>>>): Endpoint {
  return definition as unknown as Endpoint
}

export function methodAndPath({ route }: Pick<Endpoint, 'route'>): { readonly method: string; readonly path: string } {
  const [method = '', path = ''] = route.split(' ')
  return { method, path }
}
