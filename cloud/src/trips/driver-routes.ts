import { z } from 'zod'
import type { Scope } from '../access/actor.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { namesSchema } from '../http/names.ts'
import { pageOf, pageQuery, parseCursor, toPage } from '../http/paging.ts'
import type { Person } from '../identity/people.ts'

/** Whom a dispatcher can give a trip to, and whose names stand beside trips. */
export interface Drivers {
  /** by sign-in name; one more than the page holds, where there is one */
  of(
    scope: Scope,
    page: { readonly limit: number; readonly after: string | undefined },
  ): Promise<Pick<Person, 'id' | 'name' | 'displayName'>[]>
}

export function driverRoutes({ drivers }: { readonly drivers: Drivers }): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/drivers',
      tag: 'trips',
      summary: 'Who may drive a trip',
      query: z.strictObject(pageQuery),
      answer: pageOf(z.strictObject({ id: z.string(), displayName: namesSchema })),
      async handle({ scope, query: { limit, after } }) {
        const found = await drivers.of(scope, { limit, after: parseCursor(after, z.tuple([z.string()]))?.[0] })
        return toPage(found, {
          limit,
          keyOf: ({ name }) => [name],
          view: ({ id, displayName }) => ({ id, displayName }),
        })
      },
    }),
  ]
}
