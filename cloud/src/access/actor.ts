import type { Role } from './roles.ts'

/** Who does something. A service that changes anything takes one, and what it writes to the audit names it. */
export interface Actor {
  readonly kind: 'person' | 'client' | 'system'
  /** of the person or OAuth client; of the system, the part that acts, such as `retention` */
  readonly id: string
  readonly organisationId: string | null
  readonly roles: readonly Role[]
  /** of an OAuth token; undefined: not limited by scopes */
  readonly scopes?: readonly string[]
  /** of the session or token: tells them apart without being the secret */
  readonly sessionId?: string
  readonly address?: string
  readonly requestId?: string
}

export function systemActor(part: string): Actor {
  return { kind: 'system', id: part, organisationId: null, roles: [] }
}

/**
 * How far an actor's right to a route goes:
 * - `own`: records that name the person (a driver's trips, a customer's orders)
 * - `organisation`: records of the actor's organisation
 * - `all`: every record
 */
export const REACHES = ['own', 'organisation', 'all'] as const
export type Reach = (typeof REACHES)[number]

/** What a store filters by: an actor and how far it may see. A record out of reach is not found, never forbidden. */
export interface Scope {
  readonly actor: Actor
  readonly reach: Reach
}
