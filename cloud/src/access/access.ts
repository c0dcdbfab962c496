import { ACCESS, type Access, type Grant, type RouteKey } from './access-table.ts'
import { type Actor, REACHES, type Reach, type Scope } from './actor.ts'

export type Verdict =
  | { readonly allowed: true; readonly scope: Scope; readonly states: readonly string[] | undefined }
  | { readonly allowed: false; readonly why: 'role' | 'scope' }

export function accessOf(route: RouteKey): Access {
  return ACCESS[route]
}

/** Of a person with several roles, the widest grant counts. An actor of no organisation reaches nothing of one. */
export function judge(route: RouteKey, actor: Actor): Verdict {
  const access = accessOf(route)
  if (access === 'public' || access === 'signed-in') {
    return { allowed: true, scope: { actor, reach: 'own' }, states: undefined }
  }
  if (actor.scopes !== undefined && (access.scope === undefined || !actor.scopes.includes(access.scope))) {
    return { allowed: false, why: 'scope' }
  }
  const grants = actor.roles.flatMap((role): Grant[] => {
    const grant = access.roles[role]
    return grant === undefined ? [] : [grant]
  })
  const widest = grants.sort((left, right) => widthOf(right) - widthOf(left))[0]
  if (widest === undefined) return { allowed: false, why: 'role' }
  return {
    allowed: true,
    scope: { actor, reach: reachOf(widest) },
    states: grants.some((grant) => typeof grant === 'string')
      ? undefined
      : grants.flatMap((grant) => (typeof grant === 'string' ? [] : grant.states)),
  }
}

function reachOf(grant: Grant): Reach {
  return typeof grant === 'string' ? grant : grant.reach
}

function widthOf(grant: Grant): number {
  return REACHES.indexOf(reachOf(grant))
}
