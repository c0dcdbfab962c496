import type { MiddlewareHandler } from 'hono'
import type { z } from 'zod'

/** A page of another origin may send forms and plain text here, and nothing else without being allowed to. */
export const jsonOnly: MiddlewareHandler = async (c, next) => {
  if (/^application\/json\b/i.test(c.req.header('content-type') ?? '')) return await next()
  const message = 'allowed as Content-Type is application/json'
  return c.json({ error: { code: 'NOT_JSON', message } }, 415)
}

/** The first thing that is wrong with a body: its field, and what is allowed there. */
export function firstProblem({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.') || '(body)'}: ${issue?.message ?? 'invalid'}`
}
