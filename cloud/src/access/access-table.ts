import type { Reach } from './actor.ts'
import type { Role } from './roles.ts'

/** How far a role reaches on a route, and in which states of the record, where not in all. */
export type Grant = Reach | { readonly reach: Reach; readonly states: readonly string[] }

export interface RouteAccess {
  readonly roles: Readonly<Partial<Record<Role, Grant>>>
  /** with which scope an OAuth token may use it; none: sessions of people only */
  readonly scope?: string
}

/** `public`: anybody; `signed-in`: whoever is signed in, about nobody but themselves. */
export type Access = 'public' | 'signed-in' | RouteAccess

const LOOKS_AT_FLEET = {
  dispatcher: 'organisation',
  quality: 'organisation',
  warehouse: 'organisation',
  technician: 'organisation',
  administrator: 'all',
  inspector: 'all',
} as const satisfies RouteAccess['roles']

/**
 * Who may do what: role × route × state. A route that is not here cannot be mounted, and what a role is not named for is
 * refused. Tests go through all of it: every route with every role, and every id with an account that it is not for.
 */
export const ACCESS = {
  'GET /api/health': 'public',
  'GET /openapi.json': 'public',

  'POST /api/session': 'public',
  'GET /api/session': 'signed-in',
  'DELETE /api/session': 'public',

  'GET /api/trucks': { roles: LOOKS_AT_FLEET, scope: 'telemetry:read' },
  'GET /api/trucks/{device}': { roles: LOOKS_AT_FLEET, scope: 'telemetry:read' },
  'GET /api/trucks/{device}/series': { roles: LOOKS_AT_FLEET, scope: 'telemetry:read' },
  'GET /api/trucks/{device}/track': { roles: LOOKS_AT_FLEET, scope: 'telemetry:read' },
  'GET /api/alarms': { roles: LOOKS_AT_FLEET, scope: 'telemetry:read' },
  'GET /api/feed': { roles: LOOKS_AT_FLEET },
} as const satisfies Readonly<Record<string, Access>>

export type RouteKey = keyof typeof ACCESS
