import type { Actor } from '../access/actor.ts'
import { isAuditSubject } from '../audit/audit-actions.ts'
import type { OnLook } from '../http/mount.ts'
import type { Inspections } from './inspections.ts'

/** What an inspector opens anywhere is in the audit before it is answered, with the purpose of the inspection, if one is open. */
export function createAuditedLooks(inspections: Inspections): OnLook {
  return async ({ actor, route, params }) => {
    if (!isInspector(actor)) return
    const [name, id] = Object.entries(params).at(-1) ?? []
    const kind = name === undefined ? 'list' : kindOf(name)
    if (!isAuditSubject(kind)) throw new Error(`no look at a ${kind} can be told to the audit: ${route}`)
    await inspections.note(actor, await inspections.current(actor), {
      kind,
      id: id ?? route,
      part: 'page',
      details: { route },
    })
  }
}

/** Parameters of routes are named in camel case, kinds with hyphens. */
function kindOf(parameter: string): string {
  return parameter.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function isInspector({ kind, roles }: Actor): boolean {
  return kind === 'person' && roles.includes('inspector')
}
