import { z } from 'zod'
import type { Scope } from '../access/actor.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { namesSchema } from '../http/names.ts'
import type { Person } from '../identity/people.ts'

/** Whom a dispatcher can give a trip to, and whose names stand beside trips. */
export interface Drivers {
  of(scope: Scope): Promise<Pick<Person, 'id' | 'displayName'>[]>
}

export function driverRoutes({ drivers }: { readonly drivers: Drivers }): Endpoint[] {
  return [
    endpoint({
      route: 'GET /api/drivers',
      tag: 'trips',
      summary: 'Who may drive a trip',
      answer: z.strictObject({ drivers: z.array(z.strictObject({ id: z.string(), displayName: namesSchema })) }),
      async handle({ scope }) {
        const found = await drivers.of(scope)
        return { drivers: found.map(({ id, displayName }) => ({ id, displayName })) }
      },
    }),
  ]
}
